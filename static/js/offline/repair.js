/**
 * Repairing an item: its form opens as `<form page>?herstel=<id>`, with what was typed and the server's
 * sentences at the fields. Saving it makes a new item that replaces the old one.
 */

import { showErrors } from './form_errors.js';
import { bring } from './form_fill.js';
import { find } from './outbox.js';
import * as vault from './vault.js';

/** The item to repair on this page, or null. */
export function itemToRepair() {
  return new URLSearchParams(location.search).get('herstel');
}

function setReplaces(form, id) {
  let field = form.elements.replaces;
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'replaces';
    form.append(field);
  }
  field.value = id;
}

function fieldOf(form, name) {
  const found = form.elements[name] ?? form.elements[name.replace(/^changes\./, '')];
  return found instanceof Element ? found : found?.[0] ?? null;
}

/** The mistakes of a refusal as `{field, sentence}`; its general sentence when it names no field. */
export function mistakesOf(form, answer) {
  const named = Object.entries(answer?.fields ?? {}).map(([name, sentence]) => ({ field: fieldOf(form, name), sentence }));
  if (named.length > 0) return named;
  return answer?.message ? [{ field: null, sentence: answer.message }] : [];
}

const RECORD = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** Whether this form is about the record of the item: a page may hold one form of a kind for each guest. */
function isAbout(form, body) {
  return [...form.elements].every(({ type, name, value }) => (
    type !== 'hidden' || !RECORD.test(value) || !RECORD.test(body[name] ?? '') || body[name] === value));
}

/** Fill the form with the item and say what was wrong. Answers whether that could be done. */
export async function repair(form, record, id) {
  const row = await find(id);
  if (row?.status !== 'attention' || !vault.isOpen(row.device)) return false;
  const copy = await vault.read(row.device, `item:${id}`);
  if (!copy || copy.operation.kind !== form.dataset.offline || !isAbout(form, copy.operation.body)) return false;
  bring(form, copy.form.state);
  setReplaces(form, id);
  const mistakes = mistakesOf(form, await vault.read(row.device, `answer:${id}`));
  if (mistakes.length > 0) showErrors(form, mistakes);
  return true;
}
