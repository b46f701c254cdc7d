/**
 * HTML that AES-GCM has just opened from the vault, as nodes. The server once rendered it for this user; scripts and
 * handlers are taken out all the same. Not `setHTML`: that takes out every icon (`<use>`).
 */

const rules = { createHTML: (html) => html };
let policy = null;

function isUnsafe({ name, value }) {
  return name.startsWith('on') || /^\s*(?:javascript|data):/i.test(value);
}

/** The nodes of a fragment, ready for this document. Parsed in a document that runs and loads nothing. */
export function nodesOf(html) {
  policy ??= window.trustedTypes?.createPolicy('vault', rules) ?? rules;
  const parsed = new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
  for (const element of parsed.querySelectorAll('*')) {
    if (element.matches('script, iframe, object, embed, base, meta, link')) element.remove();
    for (const attribute of [...element.attributes]) if (isUnsafe(attribute)) element.removeAttribute(attribute.name);
  }
  return [...parsed.body.childNodes].map((node) => document.adoptNode(node));
}
