/**
 * Regions that renew themselves: `hx-trigger="every 5s"`.
 *
 * Nothing is requested while nobody looks (except for a user who wants to hear of questions), while someone types in
 * the region, or when the region came without its trigger: it is over, and htmx only stops its clock with the element.
 * On a locked page only regions without names go on; an answer that was on its way when it was locked is not shown.
 * An item that this phone just delivered is asked about at once. A page that nobody touched, and on which for a minute
 * nothing but the time of day changed, waits fifteen seconds after each answer. Nothing is swapped when the answer is
 * on screen already. Of an answer that the browser may keep, its own conditional request makes a 304 that htmx sees as
 * a full 200, with the same ETag. Of one it may not keep (`no-store`) we know the ETag ourselves, and send it along.
 */
import htmx from './htmx-setup.js';
import { isPage, isRefresh } from './network.js';
import { listen } from './offline/outbox/channel.js';
import { listens } from './waiting.js';

const shown = new Map(); // address → ETag or text of the shown answer
const tags = new Map(); // address → ETag, when the browser keeps nothing
const answered = new Map(); // address → moment of the last answer
const last = new Map(); // address → text of the last answer, without the time of day
let stirred = performance.now(); // when something changed or the page was touched
const EVERY = '[hx-trigger*="every"]';
const TIMES = /<time\b[\s\S]*?<\/time>|\b\d\d:\d\d\b/g; // they change by themselves
const CALM = 60_000; // ms
const SLOW = 15_000 - 1000; // ms after an answer; that came a moment after its question
const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, dialog[open] *';

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceEvent?.type !== 'every') return;
  const active = document.activeElement;
  const isUnseen = document.hidden && !listens();
  const isOver = !ctx.sourceElement.matches(EVERY);
  const { action, headers } = ctx.request;
  const isTyped = ctx.target.contains(active) && active.matches(TYPING);
  if (isOver || isUnseen || isTyped || isShut(ctx) || isTooSoon(action)) return event.preventDefault();
  if (tags.has(action)) headers['If-None-Match'] = tags.get(action);
});

const isShut = ({ target }) =>
  document.documentElement.hasAttribute('data-locked') && target.dataset.nameless === undefined;

function isTooSoon(action) {
  const now = performance.now();
  return now - stirred > CALM && now - answered.get(action) < SLOW;
}

function stir() {
  stirred = performance.now();
}
for (const name of ['pointerdown', 'keydown', 'visibilitychange']) {
  document.addEventListener(name, stir, { capture: true, passive: true });
}

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const { action } = ctx.request;
  const { status, headers } = ctx.response;
  if (event.defaultPrevented || !isRefresh(ctx) || ![200, 304].includes(status)) return;
  if (!ctx.target.isConnected) return; // of the page before: htmx shows it nowhere
  if (isShut(ctx)) return event.preventDefault();
  answered.set(action, performance.now());
  if (status === 304) return event.preventDefault();
  const tag = headers.get('ETag');
  const signature = tag ?? ctx.text;
  if (signature === shown.get(action) && ctx.sourceEvent.type === 'every') event.preventDefault();
  else {
    shown.set(action, signature);
    hear(action, ctx.text);
  }
  if (tag && headers.get('Cache-Control')?.includes('no-store')) tags.set(action, tag);
});

function hear(action, text) {
  const said = text.replace(TIMES, '');
  if (said !== last.get(action)) stir();
  last.set(action, said);
}

function forget() {
  answered.clear();
  last.clear();
  shown.clear();
  tags.clear();
}
document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) forget();
});
for (const name of ['onderdak:stopped', 'onderdak:locked']) {
  document.addEventListener(name, forget); // an emptied region comes again with the next answer
}

function askNow() {
  if (document.hidden) return;
  stir();
  for (const region of document.querySelectorAll(EVERY)) htmx.trigger(region, 'every', {}, false);
}

document.addEventListener('visibilitychange', askNow);
listen(({ type, items }) => {
  if (type === 'changed' && items?.some(({ status }) => status === 'delivered')) askNow();
});
