/** Mistakes the phone finds itself: the page's own error summary and the sentence at each field. */

import { instantOf } from '../../amsterdam.js';
import { now } from '../../now.js';
import { clone } from '../page/words.js';
import { bodyOf, operationsOf } from './body.js';
import { read } from './numerals.js';
import { bsnIn, verdict } from './rules.js';

const SKEW_MS = 10 * 60 * 1000;

function idOf(field) {
  return field.id || field.name.replaceAll('.', '-');
}

function place(field) {
  return field.closest('fieldset') ?? field.closest('.field') ?? field.closest('.row') ?? field.parentElement;
}

/** Remove the sentences of an earlier check (here or on the server). */
export function clearErrors(form) {
  form.parentElement.querySelectorAll('.errors').forEach((summary) => summary.remove());
  form.querySelectorAll('.field-error').forEach((sentence) => sentence.remove());
  form.querySelectorAll('.invalid').forEach((group) => group.classList.remove('invalid'));
  unmark(form);
}

/** Unmark the fields in here. */
function unmark(element) {
  for (const field of element.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
}

/** Take back the sentence at one field: it was changed since. */
export function clearError(field) {
  const group = place(field);
  if (!group?.classList.contains('invalid')) return;
  group.classList.remove('invalid');
  group.querySelector(':scope > .field-error')?.remove();
  unmark(group);
  document.querySelectorAll('.errors').forEach((box) => takeBack(box, group));
}

/** Take this group's sentences out of a summary; an empty summary goes. */
function takeBack(box, group) {
  const rows = [...box.querySelectorAll('li')];
  const left = rows.filter((row) => !group.contains(document.getElementById(row.querySelector('a').hash.slice(1))));
  if (!left.length) box.remove();
  else if (left.length < rows.length) {
    box.querySelector('ul').replaceChildren(...left);
    tell(box, left.length);
  }
}

/** Say in its title how many things are to be done. */
function tell(box, count) {
  const title = box.querySelector('[data-one]');
  title.textContent = (count === 1 ? title.dataset.one : title.dataset.many).replace('{n}', count);
}

/** Under a field that seems to hold a BSN: a tick that it is none lets the form go on. */
function askBsn(group, name) {
  if (group.querySelector('.not-bsn')) return;
  const tick = clone('offline-bsn');
  if (!tick) return;
  tick.querySelector('input').value = name;
  group.append(tick);
}

function markField(field, sentence, bsn) {
  const group = place(field);
  const folded = field.closest('details');
  if (folded) folded.open = true;
  const line = clone('offline-field-error');
  if (!line || !group) return;
  line.id = `${idOf(field)}-fout`;
  line.querySelector('[data-text]').textContent = sentence;
  if (bsn) askBsn(group, bsn);
  group.classList.add('invalid');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', line.id);
  const heading = group.querySelector(':scope > legend, :scope > label');
  if (heading) heading.after(line);
  else group.prepend(line);
}

function summary(errors) {
  const box = clone('errors');
  if (!box) return null;
  tell(box, errors.length);
  const list = box.querySelector('ul');
  const row = list.firstElementChild;
  list.replaceChildren(
    ...errors.map(({ field, sentence }) => {
      const item = row.cloneNode(true);
      const link = item.querySelector('a');
      link.href = field ? `#${idOf(field)}` : '#';
      link.textContent = sentence;
      return item;
    }),
  );
  return box;
}

/** Show `{field, sentence}` for each mistake above the form, with the focus there. */
export function showErrors(form, errors) {
  clearErrors(form);
  for (const { field, sentence, bsn } of errors) if (field) markField(field, sentence, bsn);
  const box = summary(errors);
  if (box) form.before(box);
  const target = box ?? errors.find(({ field }) => field)?.field;
  target?.focus();
}

/** A choice that cannot be (`data-refuse`), or that asks for another field as well (`data-needs`, `data-missing`). */
function mistakesOfChoices(form) {
  const chosen = [...form.elements].filter((field) => field.checked);
  const refused = chosen.filter(({ dataset }) => dataset.refuse);
  const lacking = chosen.filter(({ dataset }) => dataset.needs && !form.elements[dataset.needs].value.trim());
  return [
    ...refused.map((field) => ({ field, sentence: field.dataset.refuse })),
    ...lacking.map(({ dataset }) => ({ field: form.elements[dataset.needs], sentence: dataset.missing })),
  ];
}

/** A moment in the future, in a field for the past (`data-past`). */
function mistakesOfMoments(form) {
  const ahead = Math.max(now(), Date.now()) + SKEW_MS; // the clock of its typing is unknown
  return [...form.elements]
    .filter((field) => field.dataset.past && Date.parse(instantOf(field.value)) > ahead)
    .map((field) => ({ field, sentence: field.dataset.past }));
}

/** A number outside the bounds of this page (`data-min`, `data-max`: the places of a shelter). */
function mistakesOfNumbers(form) {
  return [...form.elements]
    .filter(({ dataset, value }) => {
      if (dataset.number === undefined || !dataset.error || !value.trim()) return false;
      const number = read(value, Number(dataset.number));
      return number === null || number < (dataset.min ?? -Infinity) || number > (dataset.max ?? Infinity);
    })
    .map((field) => ({ field, sentence: field.dataset.error }));
}

/** The field of a form, or of a part of it, that a mistake of the server or of its rules names. */
export function fieldOf(form, part, name) {
  const fields = [...form.elements].filter((field) => part === form || part.contains(field));
  return (
    [name, name.replace(/^changes\./, '')].map((one) => fields.find((field) => field.name === one)).find(Boolean) ??
    null
  );
}

function isTicked(form, name) {
  return [...form.elements].some((field) => field.name === '_geen_bsn' && field.value === name && field.checked);
}

/** Mistakes by the server's own rules, in its own words. */
function mistakesOfRules(form) {
  const rules = JSON.parse(form.dataset.rules ?? 'null');
  if (!rules) return [];
  const whole = bodyOf([...form.elements]);
  return operationsOf(form)
    .flatMap(({ body, part }) => {
      const at = (name) => fieldOf(form, part ?? form, name);
      const bsn = bsnIn(rules, body).filter((name) => !isTicked(form, name));
      return [
        ...Object.entries(verdict(rules, body, whole)).map(([name, sentence]) => ({ field: at(name), sentence })),
        ...bsn.map((name) => ({ field: at(name), sentence: rules.words.bsn, bsn: name })),
      ];
    })
    .map((mistake) => (mistake.field?.type === 'hidden' ? { ...mistake, field: null } : mistake));
}

/** Missing or wrong values, one mistake per field; those of the page itself come first. */
export function mistakesIn(form) {
  const found = [
    ...mistakesOfFields(form),
    ...mistakesOfChoices(form),
    ...mistakesOfMoments(form),
    ...mistakesOfNumbers(form),
  ];
  for (const mistake of mistakesOfRules(form)) {
    const { field } = mistake;
    const isSaid = found.some((other) => (field ? place(other.field) === place(field) : true));
    if (!isSaid) found.push(mistake);
  }
  return found.filter(({ field }, at) => !field || found.findIndex((other) => other.field === field) === at);
}

function mistakesOfFields(form) {
  const seen = new Set();
  return [...form.elements]
    .filter((field) => {
      if (!field.willValidate || field.checkValidity() || seen.has(field.name)) return false;
      seen.add(field.name);
      return true;
    })
    .map((field) => {
      const group = [...form.elements].filter((other) => other.name === field.name);
      const said = field.dataset.error ?? group.map((other) => other.dataset.error).find(Boolean);
      return { field, sentence: said ?? field.validationMessage };
    });
}
