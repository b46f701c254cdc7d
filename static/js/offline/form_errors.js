/** Mistakes the phone finds itself: the page's own error summary and the sentence at each field. */

import { clone } from './words.js';

function idOf(field) {
  return field.id || field.name.replaceAll('.', '-');
}

function place(field) {
  return field.closest('fieldset') ?? field.closest('.field') ?? field.parentElement;
}

/** Remove what an earlier check (here or on the server) said. */
export function clearErrors(form) {
  form.parentElement.querySelectorAll('.errors').forEach((summary) => summary.remove());
  form.querySelectorAll('.field-error').forEach((sentence) => sentence.remove());
  form.querySelectorAll('.invalid').forEach((group) => group.classList.remove('invalid'));
  form.querySelectorAll('[aria-invalid]').forEach((field) => {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  });
}

function markField(field, sentence) {
  const group = place(field);
  const folded = field.closest('details');
  if (folded) folded.open = true;
  const line = clone('offline-field-error');
  if (!line || !group) return;
  line.id = `${idOf(field)}-fout`;
  line.querySelector('[data-text]').textContent = sentence;
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
  const title = box.querySelector('[data-one]');
  const pattern = errors.length === 1 ? title.dataset.one : title.dataset.many;
  title.textContent = pattern.replace('{n}', errors.length);
  const list = box.querySelector('ul');
  const row = list.firstElementChild;
  list.replaceChildren(...errors.map(({ field, sentence }) => {
    const item = row.cloneNode(true);
    const link = item.querySelector('a');
    link.href = field ? `#${idOf(field)}` : '#';
    link.textContent = sentence;
    return item;
  }));
  return box;
}

/** Show `{field, sentence}` for each mistake above the form, with the focus there. */
export function showErrors(form, errors) {
  clearErrors(form);
  for (const { field, sentence } of errors) if (field) markField(field, sentence);
  const box = summary(errors);
  if (box) form.before(box);
  const target = box ?? errors.find(({ field }) => field)?.field;
  target?.focus();
}

/** What is missing or wrong by the form's own rules, one mistake per name. */
export function mistakesIn(form) {
  const seen = new Set();
  return [...form.elements].filter((field) => {
    if (!field.willValidate || field.checkValidity() || seen.has(field.name)) return false;
    seen.add(field.name);
    return true;
  }).map((field) => {
    const group = [...form.elements].filter((other) => other.name === field.name);
    const said = field.dataset.error ?? group.map((other) => other.dataset.error).find(Boolean);
    return { field, sentence: said ?? field.validationMessage };
  });
}
