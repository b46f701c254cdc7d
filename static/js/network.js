/**
 * The words and events of a request through htmx: words when it is slow, an event when it fails.
 *
 * A failure is the cancelable event `onderdak:offline` on the document, detail `{path, kind, meaning}`, kind one of
 * navigate (a whole page), restore (back or forward), part (a region on request), refresh (a region that loads or
 * renews itself), send (a posted form); meaning `signin` or `refused` when the server itself said that. A listener that
 * fills the page itself cancels it.
 */
const PATIENCE = 400; // ms; a faster answer needs no words
const HANGING = 2500; // ms; a person who sent something and sees nothing happen gets those words
const running = new Map(); // request context → its timers

export const isPage = (ctx) => ctx.target === document.body;
/** Requested by the page itself, not by a person: it fills in or renews, and needs no words. */
export const isRefresh = (ctx) =>
  ctx.isRenewal || ['every', 'load'].includes(ctx.sourceEvent?.type) || ctx.sourceElement?.dataset.quiet !== undefined;
const isRead = (ctx) => ctx.request.method === 'GET';

/** Say something about the network, or nothing. */
export function say(text = '') {
  const region = document.getElementById('loading');
  if (region) region.textContent = text;
}

/** Bring those words into view: the tap may have been further down, and a screen reader hears them by their role. */
function show() {
  document.getElementById('loading')?.scrollIntoView({ block: 'nearest' });
}

const busyElement = (ctx) => (isPage(ctx) ? document.getElementById('inhoud') : ctx.target);

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (isRefresh(ctx)) return;
  say();
  const slow = () => {
    say(document.body.dataset.slow);
    busyElement(ctx)?.setAttribute('aria-busy', 'true');
  };
  const timers = [setTimeout(slow, PATIENCE)];
  if (kindOf(ctx) === 'send') timers.push(setTimeout(show, HANGING));
  running.set(ctx, timers);
});

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!running.has(ctx)) return;
  running.get(ctx).forEach(clearTimeout);
  running.delete(ctx);
  busyElement(ctx)?.removeAttribute('aria-busy');
  if (running.size === 0 && !ctx.failed) say();
});

document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
  if (!ctx?.request) return;
  if (ctx.text === undefined) fail(ctx);
  else if (isPage(ctx) && isRead(ctx)) location.assign(ctx.response.raw.url); // the swap failed, the page exists
});

function kindOf(ctx) {
  if (isRefresh(ctx)) return 'refresh';
  if (ctx.request.headers['HX-History-Restore-Request']) return 'restore';
  if (!isRead(ctx)) return 'send';
  return isPage(ctx) ? 'navigate' : 'part';
}

/** Requested by a tap; not by typing, away from which a page may not scroll. */
const isAsked = (ctx, kind) => (kind === 'send' || kind === 'navigate') && ctx.sourceEvent?.type !== 'input';

/** No answer, half an answer or another server's answer came. */
export function fail(ctx, meaning = null) {
  const kind = kindOf(ctx);
  const path = ctx.request.action;
  ctx.failed = true;
  const event = new CustomEvent('onderdak:offline', { detail: { path, kind, meaning }, cancelable: true });
  if (!document.dispatchEvent(event)) return say();
  if (kind === 'refresh') return;
  const worker = navigator.serviceWorker?.controller; // it has a page for this
  if (worker && kind === 'navigate') location.assign(path);
  else if (worker && kind === 'restore') location.reload();
  else {
    say(kind === 'send' ? document.body.dataset.notSent : document.body.dataset.noNetwork);
    if (isAsked(ctx, kind)) show();
  }
}
