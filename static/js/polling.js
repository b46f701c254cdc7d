/**
 * Regions that renew themselves: `hx-trigger="every 5s"`.
 *
 * Nothing is requested while nobody looks (except for a user who wants to hear of questions), while someone types in
 * the region, or when the region came without its trigger: it is over, and htmx only stops its clock with the element.
 * An item that this phone just delivered is asked about at once. Nothing is swapped when the answer is on screen
 * already. Of an answer that the browser may keep, its own conditional request makes a 304 that htmx sees as a full
 * 200, with the same ETag. Of one it may not keep (`no-store`) we know the ETag ourselves, and send it along.
 */
import htmx from './htmx-setup.js';
import { isPage, isRefresh } from './network.js';
import { listen } from './offline/outbox/channel.js';
import { listens } from './waiting.js';

const shown = new Map(); // address → ETag or text of the shown answer
const tags = new Map(); // address → ETag, when the browser keeps nothing
const EVERY = '[hx-trigger*="every"]';
const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, dialog[open] *';

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceEvent?.type !== 'every') return;
  const active = document.activeElement;
  const isUnseen = document.hidden && !listens();
  const isOver = !ctx.sourceElement.matches(EVERY);
  if (isOver || isUnseen || (ctx.target.contains(active) && active.matches(TYPING))) event.preventDefault();
  else if (tags.has(ctx.request.action)) ctx.request.headers['If-None-Match'] = tags.get(ctx.request.action);
});

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const { action } = ctx.request;
  const { status, headers } = ctx.response;
  if (status === 304) event.preventDefault();
  if (event.defaultPrevented || !isRefresh(ctx) || status !== 200) return;
  const tag = headers.get('ETag');
  const signature = tag ?? ctx.text;
  if (signature === shown.get(action) && ctx.sourceEvent.type === 'every') event.preventDefault();
  else shown.set(action, signature);
  if (tag && headers.get('Cache-Control')?.includes('no-store')) tags.set(action, tag);
});

function forget() {
  shown.clear();
  tags.clear();
}
document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) forget();
});
document.addEventListener('onderdak:stopped', forget); // an emptied region comes again with the next answer

function askNow() {
  if (document.hidden) return;
  for (const region of document.querySelectorAll(EVERY)) htmx.trigger(region, 'every', {}, false);
}

document.addEventListener('visibilitychange', askNow);
listen(({ type, items }) => {
  if (type === 'changed' && items?.some(({ status }) => status === 'delivered')) askNow();
});
