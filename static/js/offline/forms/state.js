/**
 * A person's values, apart from their meaning: taken from a form and put back into one. For drafts and for repairing an
 * item. Hidden fields are the page's own and never put back.
 */

import { apart } from '../page/words.js';

const NOT_TYPED = new Set(['hidden', 'button', 'submit', 'reset', 'image', 'file', 'password']);

function isTyped(field) {
  return field.name && !NOT_TYPED.has(field.type) && field.tagName !== 'FIELDSET' && field.tagName !== 'OUTPUT';
}

/** The fields that a person fills in, of a form or of a part of one. */
function typedIn(place) {
  return [...(place.elements ?? place.querySelectorAll('input, select, textarea'))].filter(isTyped);
}

const HIDDEN_SIGNS = /[\0-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/**
 * Remove invisible characters of a paste that no store keeps; a break of Word (U+000B) or a page becomes a line. Done
 * in sight of the person: in the field, at once.
 */
export function tidy(place) {
  for (const field of typedIn(place)) {
    if (isChoice(field) || field.tagName === 'SELECT') continue;
    const clean = field.value.replace(/[\v\f]/g, field.tagName === 'TEXTAREA' ? '\n' : ' ').replace(HIDDEN_SIGNS, '');
    if (clean !== field.value) field.value = clean;
  }
}

function isChoice(field) {
  return field.type === 'radio' || field.type === 'checkbox';
}

/** The first words of an element: its name, without hints and small print. */
function firstWords(element) {
  for (const node of element?.childNodes ?? []) {
    const words = node instanceof Text ? node.textContent.trim() : firstWords(node);
    if (words) return words;
  }
  return '';
}

function labelOf(field) {
  return firstWords(field.labels?.[0]);
}

/** The question of a field: the legend of its group of choices, else its label. */
function questionOf(field) {
  return isChoice(field)
    ? firstWords(field.closest('fieldset')?.querySelector('legend')) || labelOf(field)
    : labelOf(field);
}

/**
 * The words of these fields, so that their values can be shown later without the form:
 * `{fields: {name: question}, values: {name: {value: label}}}`.
 */
export function wordsOf(fields) {
  const words = { fields: {}, values: {} };
  for (const field of fields.filter(isTyped)) {
    words.fields[field.name] ??= questionOf(field);
    const options = isChoice(field)
      ? [[field.value, labelOf(field)]]
      : [...(field.options ?? [])].map((option) => [option.value, option.textContent.trim()]);
    for (const [value, label] of options) (words.values[field.name] ??= {})[value] = label;
  }
  return words;
}

/** `[name, value, label]` of everything filled in; the label only of choices. */
export function stateOf(form) {
  return typedIn(form).flatMap((field) => {
    if (isChoice(field)) return field.checked ? [[field.name, field.value, labelOf(field)]] : [];
    return [[field.name, field.value]];
  });
}

function isReselected(select) {
  const options = [...select.options];
  const hasDefault = select.multiple || options.some((option) => option.defaultSelected);
  return options.some((option, at) => option.selected !== (hasDefault ? option.defaultSelected : at === 0));
}

function isChanged(field) {
  if (isChoice(field)) return field.checked !== field.defaultChecked;
  if (field.tagName === 'SELECT') return isReselected(field);
  return field.value !== field.defaultValue;
}

/** The names of the fields a person changed since the page came. */
export function touchedIn(form) {
  return typedIn(form)
    .filter(isChanged)
    .map(({ name }) => name);
}

/** True when a person changed anything in a form, or in a part of one, since the page came. */
export function isTouched(place) {
  return typedIn(place).some(isChanged);
}

/**
 * Put `state` back into a form or a part of one. Answers the values that this page does not offer:
 * `[name, value, label]` each.
 */
export function restore(place, state) {
  const left = state.map((entry) => [...entry]);
  const take = (matches) => {
    const at = left.findIndex(matches);
    return at < 0 ? null : left.splice(at, 1)[0];
  };
  for (const field of typedIn(place)) {
    if (isChoice(field)) {
      field.checked = take(([name, value]) => name === field.name && value === field.value) !== null;
    } else {
      const entry = take(([name]) => name === field.name);
      if (entry) [, field.value] = entry;
    }
  }
  place.dispatchEvent(new CustomEvent('onderdak:restored', { bubbles: true }));
  return left.filter((entry) => entry.length === 3);
}

/** A field's value as the person sees it, '' when it is empty. */
function shown(field) {
  if (isChoice(field)) return field.checked ? labelOf(field) : '';
  if (field.tagName === 'SELECT') return field.value ? field.selectedOptions[0].textContent.trim() : '';
  return field.value.trim();
}

/**
 * A sentence about a form out of its own words: `{client|alias}` becomes the first filled of these fields, as the
 * person sees it. A choice without a value (`data-null`: anonymous, somebody else) only counts when no other is filled
 * in. For the title of an item in the outbox.
 */
export function describe(form, pattern) {
  const fields = [...form.elements];
  return pattern
    .replace(/\{([^}]+)\}/g, (_match, names) => {
      const filled = names.split('|').flatMap((name) => fields.filter((field) => field.name === name && shown(field)));
      const best = filled.find((field) => field.dataset.null === undefined) ?? filled[0];
      return best ? apart(shown(best)) : '';
    })
    .replace(/\s+/g, ' ')
    .replace(/[\s,:]+$/, '')
    .trim();
}

/** 'Mannen: 3': the first question of a part of a form, with its answer. */
export function summaryOf(part) {
  const [field] = typedIn(part);
  return field ? `${questionOf(field)}: ${apart(shown(field))}` : '';
}
