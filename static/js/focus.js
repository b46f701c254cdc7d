/**
 * After a page or a region came in: focus where a reader wants to be. The summary of mistakes first, else the requested
 * part of the page, else its title.
 */
import { isPage, isRefresh } from './network.js';

/** Focus an element that is no field or button as well. */
export function focus(element, options) {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus(options);
}

const address = () => location.pathname + location.search;
let shown = address();

/** True when this page is read from its top: another page than before, or the answer to a form. */
function beginsAtTop({ request, response }) {
  const before = shown;
  shown = address();
  if (request.headers['HX-History-Restore-Request']) return false;
  return shown !== before || (request.method !== 'GET' && !response.raw.redirected);
}

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx) && isRefresh(ctx)) return;
  const region = isPage(ctx) ? document.body : ctx.target;
  const errors = region?.isConnected && ctx.swap !== 'none' ? region.querySelector('.errors') : null;
  const isTop = isPage(ctx) && beginsAtTop(ctx);
  if (errors) focus(errors);
  else if (isPage(ctx)) {
    const asked = ctx.request.anchor && document.getElementById(ctx.request.anchor);
    focus(asked || document.querySelector('h1') || document.getElementById('inhoud'), { preventScroll: true });
    if (isTop && !asked) scrollTo(0, 0);
  }
});

const errors = document.querySelector('.errors');
if (errors) focus(errors);
