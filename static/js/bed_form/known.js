/**
 * Facts of the person that a form for a bed begins with, chosen once: a person's own choice stays.
 *
 * They come from the address (?geslacht=…), and from the filter of the board the form was opened from (`data-asks`).
 * Choosing another bed on a partly filled form takes its values along; they stay in this document, because a name has
 * no place in an address.
 */
import { bring } from '../offline/forms/fill.js';
import { stateOf } from '../offline/forms/state.js';
import { onForms } from './shown.js';

const FIELDS = { geslacht: 'gender', leeftijd: 'age_group', nodig: 'needs', personen: 'persons' };
const begun = new WeakSet();
let filtered = ''; // by the board this form was opened from
let carried = null; // the values of the form on which another bed was chosen

/** Choose the known facts. A form that comes back with its mistakes has been filled in already. */
function begin(form) {
  if (begun.has(form) || document.querySelector('.errors')) return;
  begun.add(form);
  for (const [name, value] of new URLSearchParams(`${location.search.slice(1)}&${filtered}`)) {
    const fields = [...form.querySelectorAll(`[name=${FIELDS[name]}]`)];
    const known = fields.some((field) => field.dataset.number !== undefined || field.value === value);
    if (known) fields.forEach((field) => say(field, value));
  }
  if (carried) bring(form, carried);
  carried = null;
}

/** The page's own word, not the person's: a draft still comes back over it. */
export function say(field, value) {
  if (field.dataset.number !== undefined) field.value = field.defaultValue = value;
  else if (field.type === 'radio') field.checked = field.defaultChecked = field.value === value;
  else if (field.value === value) field.checked = field.defaultChecked = true;
}

document.addEventListener(
  'click',
  ({ target }) => {
    const link = target.closest?.("a[href^='/bedden/vragen']");
    if (!link) return;
    const form = link.closest('form:has([data-unmet])');
    carried = form ? stateOf(form).filter(([name]) => name !== '_bed') : null;
    filtered = [...document.querySelectorAll('[data-asks]:checked')].map(({ dataset }) => dataset.asks).join('&');
  },
  true,
);

onForms(() => document.querySelectorAll('form:has(input[data-night])').forEach(begin));
