/**
 * htmx under a strict content policy: its one Trusted Types policy, and no evaluation. Imported as a module, so that
 * this runs before htmx looks at the page.
 */
import htmx from '../vendor/htmx.org@4.0.1/htmx.esm.min.js';

const refuse = () => {
  throw new Error('this page evaluates no text');
};

/** Only a block of data survives in swapped content, never a script. */
function onlyJson(text) {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return '';
  }
}

const rules = { createHTML: (text) => text, createScript: onlyJson };

htmx.registerExtension('onderdak', {
  init(api) {
    api.initSecurity(window.trustedTypes?.createPolicy('htmx', rules) ?? rules, refuse, refuse);
  },
  /** Keep opened and filtered elements as they are when a region is renewed. */
  htmx_before_morph_attr(element, { attrName }) {
    if (attrName === 'open') return element.tagName !== 'DETAILS';
    if (attrName === 'hidden') return !element.matches('[data-tags], [data-filter-group], [data-filter-none]');
    return true;
  },
});

/** A form for the phone's outbox is never sent by htmx: offline/forms/forms.js takes it, or the browser itself. */
document.addEventListener('htmx:before:init', (event) => {
  if (event.target.matches?.('form[data-offline]')) event.preventDefault();
});

/** A lookup from within a form sends these fields (`data-alone`), not the whole form. */
document.addEventListener(
  'htmx:config:request',
  ({
    detail: {
      ctx: { sourceElement, request },
    },
  }) => {
    const wanted = sourceElement.dataset.alone?.split(' ');
    if (wanted) for (const name of [...request.body.keys()]) if (!wanted.includes(name)) request.body.delete(name);
  },
);

export default htmx;
