/** The moments at which forms for a bed may be new on this page: each part of them looks again then. */

/** Run `listener` now, after every swap by htmx, when a form was filled again, and when Back shows a page again. */
export function onForms(listener) {
  listener();
  for (const name of ['onderdak:restored', 'htmx:after:swap']) document.addEventListener(name, listener);
  window.addEventListener('pageshow', listener);
}
