/**
 * Repairing an item, or changing one that waits: its form opens as `<form page>?herstel=<id>`, with its values and the
 * server's sentences at the fields. Saving it makes a new item that replaces the old one. Of a form for several
 * operations only the part of the item is repaired; the others stay as the page shows them.
 */

import { find } from '../outbox/outbox.js';
import { say } from '../page/status.js';
import { word } from '../page/words.js';
import * as vault from '../store/vault.js';
import { fieldOf, showErrors } from './errors.js';
import { bring } from './fill.js';
import { stateOf, tidy, touchedIn } from './state.js';

/** The item to repair on this page, or null. */
export function itemToRepair() {
  return new URLSearchParams(location.search).get('herstel');
}

function setHidden(place, name, value) {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = value;
  place.prepend(field);
}

/** A repair replaces its item: it keeps its moment and its night, unless it looks afresh (a count). */
function standIn(form, place, { id, client_time: clientTime, body }) {
  setHidden(place, 'replaces', id);
  if (form.dataset.afresh === undefined) setHidden(place, 'client_time', clientTime);
  const night = place.querySelector('[data-night]');
  if (!night || !body.night) return;
  night.value = body.night;
  delete night.dataset.night;
}

/** The part of the form that the item came from, by its hidden fields; a form without parts is its own. */
function partFor(form, body) {
  const parts = [...form.querySelectorAll('[data-operation]')];
  if (parts.length === 0) return form;
  return parts.find((part) =>
    [...part.querySelectorAll('input[type="hidden"]')].every(
      ({ name, value }) => !(name in body) || body[name] === value,
    ),
  );
}

/** The mistakes of a refusal as `{field, sentence}`; its general sentence when it names no field. */
function mistakesOf(form, part, answer) {
  const named = Object.entries(answer?.fields ?? {}).map(([name, sentence]) => ({
    field: fieldOf(form, part, name),
    sentence,
  }));
  if (named.length > 0) return named;
  return answer?.message ? [{ field: null, sentence: answer.message }] : [];
}

const RECORD = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** True when this form is about the record of the item: a page may hold one form of a kind for each guest. */
function isAbout(form, body) {
  return [...form.elements].every(
    ({ type, name, value }) =>
      type !== 'hidden' || !RECORD.test(value) || !RECORD.test(body[name] ?? '') || body[name] === value,
  );
}

/**
 * The item's values, except fields that a person filled here before it could be read. Of an edit only its changes: a
 * colleague may have changed the rest by now.
 */
function stateFor(form, copy) {
  const { changes = {} } = copy.operation.body;
  const unchanged = [...form.elements].filter(({ dataset, name }) => dataset.from !== undefined && !(name in changes));
  const kept = new Set([...touchedIn(form), ...unchanged.map(({ name }) => name)]);
  const ofPage = stateOf(form).filter(([name]) => kept.has(name));
  return [...ofPage, ...copy.form.state.filter(([name]) => !kept.has(name))];
}

/** Fill the form with the item and its mistakes. Answers whether that was possible. */
export async function repair(form, id) {
  const row = await find(id);
  if (row?.status === 'delivered') say(word('alreadySent'), row.result?.url);
  if (!['attention', 'waiting'].includes(row?.status) || !vault.isOpen(row.device)) return false;
  const copy = await vault.read(row.device, `item:${id}`);
  if (!copy || copy.operation.kind !== form.dataset.offline || !isAbout(form, copy.operation.body)) return false;
  const { body } = copy.operation;
  const part = partFor(form, body);
  if (!part) return false; // the page does not ask this any more
  // The kept state is that of the whole form: others' later counts must not be overwritten with it.
  bring(
    part,
    part === form ? stateFor(form, copy) : Object.entries(body).map(([name, value]) => [name, String(value ?? '')]),
  );
  tidy(form);
  standIn(form, part, copy.operation);
  form.dispatchEvent(new CustomEvent('onderdak:restored', { bubbles: true }));
  const mistakes = mistakesOf(form, part, await vault.read(row.device, `answer:${id}`));
  if (mistakes.length > 0) showErrors(form, mistakes);
  return true;
}
