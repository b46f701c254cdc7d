/**
 * Boosted links and forms swap the body, so that one document, and with it the opened vault, stays alive.
 *
 * Only pages of this very release are swapped in; for anything else (a newer release, a portal that wants a login, a
 * file) the browser navigates by itself. htmx keeps no copies of pages for 'back'; it asks again.
 */
import { fail, isPage, isRefresh } from './network.js';

const RELEASE = new URL('.', import.meta.url).pathname; // /static/<build>/js/
let current = null; // the page that is on its way

/** True when a page is on its way: a person's tap goes before a page's own navigation. */
export const isUnderWay = () => current !== null;

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (!isPage(ctx) || isRefresh(ctx)) return;
  const twice = current?.request.method !== 'GET' && current?.sourceElement === ctx.sourceElement;
  if (!ctx.sourceElement.isConnected || twice) {
    event.preventDefault();
    return;
  }
  current?.request.abort();
  current = ctx;
});

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (current === ctx) current = null;
});

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const accept = isPage(ctx) ? acceptPage : acceptPart;
  if (!accept(ctx)) event.preventDefault();
});

const isHtml = (ctx) => ctx.response.headers.get('Content-Type')?.startsWith('text/html');
/** The meaning of a page of the server itself, of this release or another, in the place of the requested region. */
function meaningOf({ response: { raw, status }, text }) {
  if (!text.includes('id="inhoud"') || !text.includes('/static/')) return null;
  if (status === 401 || (raw.redirected && new URL(raw.url).pathname === '/inloggen')) return 'signin';
  return status === 403 || status === 404 ? 'refused' : null;
}
const isDocument = (ctx) => /^\s*<(!doctype|html)/i.test(ctx.text);
const isOurs = (ctx) => ctx.text.includes(RELEASE);

/** True when the page that renews itself is still on screen. */
function isStillHere({ request }) {
  const { pathname, search } = new URL(request.action, location.href);
  return current === null && pathname + search === location.pathname + location.search;
}

/** Nothing is read on the shell: any answer of our server replaces it, a sign-in or a refusal too. */
function isWanted({ response: { raw, status } }) {
  if (document.querySelector('[data-offline-shell]')) return status < 500;
  return status === 200 && !raw.redirected;
}

function acceptRenewal(ctx) {
  if (!isStillHere(ctx)) return false;
  if (isWanted(ctx) && isHtml(ctx) && isOurs(ctx)) return true;
  fail(ctx, isHtml(ctx) ? meaningOf(ctx) : null);
  return false;
}

/** True when a whole page may be swapped in; if not, go there or say that it failed. */
function acceptPage(ctx) {
  if (isRefresh(ctx)) return acceptRenewal(ctx);
  if (isHtml(ctx) && isOurs(ctx)) return true;
  const { raw } = ctx.response;
  if (ctx.request.method === 'GET' || raw.redirected) location.assign(raw.url || ctx.request.action);
  else if (isHtml(ctx) && ctx.text.includes('id="inhoud"'))
    return true; // a form with mistakes, of a newer release
  else fail(ctx);
  return false;
}

/** True when a region may be renewed: never with an error page, a login page or a stranger's page. */
function acceptPart(ctx) {
  const { raw, status } = ctx.response;
  if (status === 304) return true;
  const whole = isDocument(ctx);
  const elsewhere = raw.redirected && new URL(raw.url).pathname !== new URL(ctx.request.action, location.href).pathname;
  if (isHtml(ctx) && !elsewhere && (!whole || (ctx.select && isOurs(ctx) && status < 400))) return status < 500;
  const isRead = ctx.request.method === 'GET' || ctx.sourceElement?.dataset.asks !== undefined;
  if (!isRefresh(ctx) && isHtml(ctx) && isOurs(ctx) && isRead) location.assign(raw.url);
  else fail(ctx, isHtml(ctx) ? meaningOf(ctx) : null);
  return false;
}

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  const language = isPage(ctx) && /<html[^>]*\slang="([a-z-]+)"/i.exec(ctx.text)?.[1];
  if (language) document.documentElement.lang = language;
});

document.addEventListener('htmx:before:history:update', (event) => {
  const { history: entry, response, sourceElement } = event.detail;
  const posted = sourceElement?.matches?.('form') && sourceElement.getAttribute('method')?.toLowerCase() === 'post';
  if (posted && !response.raw.redirected)
    event.preventDefault(); // this address answers no GET
  else if (entry.path === location.pathname + location.search) entry.type = 'replace';
});
