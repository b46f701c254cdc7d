/**
 * Two people changed the same thing. Shows both versions of each question; the person's choice becomes a new operation
 * that replaces the refused one, based on the present version. Choosing only the other's version sends nothing: the own
 * item is dropped.
 */

import { uuid7 } from '../crypto/ids.js';
import { mistakesIn, showErrors } from '../forms/errors.js';
import { announce } from '../outbox/channel.js';
import { find, throwAway } from '../outbox/outbox.js';
import { save } from '../outbox/save.js';
import { go } from '../page/page.js';
import { warn } from '../page/status.js';
import { signedInUser } from '../page/user.js';
import { wake } from '../page/wake.js';
import { apart, clone, day, fill, when, word } from '../page/words.js';
import { sealingKey } from '../store/keys.js';
import { listWord, readable, titleOf } from './rows.js';

let shown = null; // {row, copy, answer} of the conflict on the screen
let isSettling = false; // a second tap is not a second choice

/** A value in the words of the form it came from. */
function asText(value, words = {}) {
  if (value === null || value === '' || value === undefined) return listWord('nothing');
  if (typeof value === 'boolean') return listWord(value ? 'yes' : 'no');
  if (typeof value === 'object')
    return (
      Object.values(value)
        .map((part) => apart(asText(part, words)))
        .join(', ') || listWord('nothing')
    );
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return when(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(`${value}T12:00Z`);
  return words[value] ?? String(value);
}

/** The form's words for a field: its question, and the labels of its values. */
function wordsFor(copy, field) {
  return { question: copy.words?.fields[field] || field, values: copy.words?.values[field] ?? {} };
}

/** This phone's value per field, and the present one. */
function questions({ copy, answer }) {
  const { changes, ...body } = copy.operation.body;
  return Object.entries(answer.current)
    .filter(([, now]) => now !== null && typeof now === 'object' && 'value' in now)
    .map(([field, now]) => ({
      field,
      now,
      mine: changes ? changes[field]?.to : body[field],
      words: wordsFor(copy, field),
    }));
}

function isText(value, words) {
  return typeof value === 'string' && value.length > 0 && !/^\d{4}-\d\d-\d\d/.test(value) && !(value in words);
}

function both(mine, theirs) {
  return `${mine.replace(/[.\s]+$/, '')}. ${theirs}`;
}

function setChoice(input, field, small, text) {
  input.name = field;
  input.required = true;
  const label = input.closest('label');
  if (small !== null) label.querySelector('small').textContent = small;
  label.querySelector('[data-value]').textContent = text;
}

function question({ field, mine, now, words }, savedAt) {
  const element = clone('conflict-question');
  element.querySelector('legend').textContent = words.question;
  const input = (value) => element.querySelector(`input[value="${value}"]`);
  const small = (value) => input(value).closest('label').querySelector('small').dataset;
  setChoice(input('mine'), field, fill(small('mine').pattern, { when: when(savedAt) }), asText(mine, words.values));
  const whose = now.by
    ? fill(small('theirs').pattern, { name: now.by, when: now.at ? when(now.at) : '' }).replace(/[,\s]+$/, '')
    : small('theirs').unknown;
  setChoice(input('theirs'), field, whose, asText(now.value, words.values));
  if (isText(mine, words.values) && isText(now.value, words.values))
    setChoice(input('both'), field, null, both(mine, now.value));
  else input('both').closest('label').remove();
  return element;
}

function showAgreed(form, { copy, answer }) {
  const rest = Object.entries(copy.operation.body.changes ?? {}).filter(([field]) => !(field in answer.current));
  const section = form.querySelector('[data-agreed]');
  section.hidden = rest.length === 0;
  section.querySelector('[data-rows]').replaceChildren(
    ...rest.map(([field, { to }]) => {
      const row = clone('conflict-agreed');
      const line = row.querySelector('[data-pattern]');
      const { question: asked, values } = wordsFor(copy, field);
      const facts = { field: asked.replace(/[?:\s]+$/, ''), value: asText(to, values) };
      line.textContent = fill(line.dataset.pattern, facts);
      return row;
    }),
  );
}

/** Show the conflict `id` on this page. False when it is none, or cannot be read now. */
export async function showConflict(head, id) {
  const form = document.querySelector('[data-conflict]');
  const row = await find(id);
  const item = row?.status === 'attention' ? await readable(row) : null;
  form.hidden = !item?.copy || !item.answer?.current;
  if (form.hidden) return false;
  if (shown?.row.id === id && form.querySelector('fieldset')) return true; // someone is choosing
  shown = item;
  const asked = questions(item);
  const names = [...new Set(asked.map(({ now }) => now.by).filter(Boolean))];
  head.querySelector('h1').textContent =
    names.length > 0
      ? fill(head.dataset.conflictTitle, { name: names.map(apart).join(', ') })
      : head.dataset.conflictTitleUnknown;
  head.querySelector('[data-text]').hidden = true;
  form.querySelector('[data-intro]').textContent = `${apart(titleOf(item))}. ${form.dataset.conflictIntro}`;
  form.querySelector('[data-questions]').replaceChildren(...asked.map((one) => question(one, row.saved_at)));
  showAgreed(form, item);
  return true;
}

/**
 * The operation that settles the conflict, or null when nothing of the own version is left.
 * `choices` is field → mine, theirs or both. Pure.
 */
export function settlement(operation, current, choices) {
  const wanted = (field, mine) => (choices[field] === 'both' ? both(mine, current[field].value) : mine);
  const own = Object.keys(choices).filter((field) => choices[field] !== 'theirs');
  if (!operation.body.changes) {
    if (own.length === 0) return null;
    const body = { ...operation.body };
    for (const field of Object.keys(choices)) {
      body[field] = own.includes(field) ? wanted(field, body[field]) : current[field].value;
    }
    return { body, base_version: current.version ?? operation.base_version };
  }
  const changes = Object.fromEntries(
    Object.entries(operation.body.changes).flatMap(([field, { from, to }]) => {
      if (!(field in choices)) return [[field, { from, to }]];
      return own.includes(field) ? [[field, { from: current[field].value, to: wanted(field, to) }]] : [];
    }),
  );
  if (Object.keys(changes).length === 0) return null;
  return { body: { ...operation.body, changes }, base_version: current.version ?? operation.base_version };
}

async function settle(form) {
  const missing = mistakesIn(form);
  if (missing.length > 0) {
    showErrors(form, missing);
    return;
  }
  const { row, copy, answer } = shown;
  const { operation, ...rest } = copy;
  const settled = settlement(operation, answer.current, Object.fromEntries(new FormData(form)));
  let target = '/onverzonden';
  if (settled) {
    const { seq: _seq, client_time: _time, ...kept } = operation;
    const draft = { ...kept, ...settled, id: uuid7(), replaces: row.id, copy: rest };
    await save(signedInUser(), await sealingKey(), [draft]);
    target += `?item=${draft.id}`;
    wake({ eager: true });
  } else {
    await throwAway(row.id);
  }
  shown = null;
  announce({ type: 'changed', device: row.device, items: [] });
  await go(target);
}

/** Take the choice of a person; the page stays as it is when it cannot be saved. */
export function installConflict() {
  document.addEventListener(
    'submit',
    (event) => {
      if (!event.target.matches?.('[data-conflict]')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!shown || isSettling) return;
      isSettling = true;
      settle(event.target)
        .catch(() => warn(word('notSaved')))
        .finally(() => {
          isSettling = false;
        });
    },
    true,
  );
}
