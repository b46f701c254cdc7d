/**
 * Keeps the words of a search while a person looks at a result and comes back. Only in memory: a typed name must not
 * end up in the browser's history, so a search while typing changes no address. The search itself is htmx on the form
 * (see search_form in _ui.html).
 */
import { isPage } from './network.js';

const searched = new Map(); // path → words

document.addEventListener('input', (event) => {
  const form = event.target.closest?.('form[data-search]');
  if (form) searched.set(location.pathname, event.target.value);
});

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  const input = isPage(ctx) && document.querySelector('form[data-search] input[type=search]');
  if (!input) return;
  const isReturn = ctx.request.headers['HX-History-Restore-Request'];
  const words = isReturn ? searched.get(location.pathname) : undefined;
  if (!words || input.value) return;
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
});
