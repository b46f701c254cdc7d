/** Regions that renew themselves: `hx-trigger="every 5s"`.
 *
 * Nothing is asked while nobody looks (but for who wants to hear of a question) or while someone types in the region.
 * What this phone just delivered is asked about at once. Nothing is swapped when the
 * answer is what stands there already (the same ETag, or without one the same text). The browser's own
 * conditional request makes the unchanged answer a 304, which htmx would see as a full 200. */
import htmx from './htmx-setup.js';
import { isPage, isRefresh } from './network.js';
import { listen } from './offline/outbox/channel.js';
import { listens } from './waiting.js';

const shown = new Map(); // address → signature of what stands there
const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, dialog[open] *';

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceEvent?.type !== 'every') return;
  const active = document.activeElement;
  const isUnseen = document.hidden && !listens();
  if (isUnseen || (ctx.target.contains(active) && active.matches(TYPING))) event.preventDefault();
});

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  if (event.defaultPrevented || !isRefresh(ctx) || ctx.response.status !== 200) return;
  const signature = ctx.response.headers.get('ETag') ?? ctx.text;
  const known = shown.get(ctx.request.action) ?? ctx.sourceElement.dataset.etag;
  if (signature === known && ctx.sourceEvent.type === 'every') event.preventDefault();
  else shown.set(ctx.request.action, signature);
});

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) shown.clear();
});
document.addEventListener('onderdak:stopped', () => shown.clear()); // what was emptied comes again with the next answer

function askNow() {
  if (document.hidden) return;
  for (const region of document.querySelectorAll('[hx-trigger*="every"]')) htmx.trigger(region, 'every', {}, false);
}

document.addEventListener('visibilitychange', askNow);
listen(({ type, items }) => {
  if (type === 'changed' && items?.some(({ status }) => status === 'delivered')) askNow();
});
