/** One row of the outbox: an item with its readable facts, as a clone of the page's templates. */

import { withStatus } from '../outbox/outbox.js';
import { rememberedCopy } from '../outbox/save.js';
import { apart, clone, fill, hour, when } from '../page/words.js';
import { allDevices } from '../store/identity.js';
import * as vault from '../store/vault.js';

/** A text of the outbox page by name, with `{…}` filled in; `otherwise` when it has none. */
export function listWord(name, values = {}, otherwise = '') {
  const found = document.querySelector(`[data-word="${CSS.escape(name)}"]`);
  return found ? fill(found.textContent, values) : otherwise;
}

let opened = new Map(); // by place: copies, and answers to what is delivered, stay as they are
vault.onVaultChange(() => {
  opened = new Map();
});

/** What the vault holds of each row under `<kind>:<id>`; opened once where it lasts. */
async function open(rows, kind, lasts) {
  const known = opened;
  const found = new Map(rows.map((row) => [row, known.get(`${kind}:${row.device}:${row.id}`)]));
  const missing = rows.filter((row) => found.get(row) === undefined);
  const values =
    missing.length > 0 ? await vault.readAll(missing.map(({ device, id }) => [device, `${kind}:${id}`])) : [];
  missing.forEach((row, at) => {
    found.set(row, values[at]);
    // The vault may have been opened or locked meanwhile: what it opened is kept while it is open, nothing longer.
    const keeper = values[at] !== null && vault.isOpen(row.device) ? opened : known;
    if (lasts(row, values[at])) keeper.set(`${kind}:${row.device}:${row.id}`, values[at]);
  });
  return found;
}

/** Items with their readable copies and the server's full answers. */
async function allReadable(rows) {
  const judged = rows.filter(({ status }) => status !== 'waiting');
  const [copies, answers] = await Promise.all([
    open(rows, 'item', (_row, copy) => copy !== null),
    open(judged, 'answer', ({ status }) => status === 'delivered'),
  ]);
  return rows.map((row) => ({
    row,
    copy: copies.get(row) ?? rememberedCopy(row.id),
    answer: answers.get(row) ?? null,
  }));
}

/**
 * An item with its readable copy and the server's full answer; null while the vault is locked. Items that this very
 * document saved stay readable.
 */
export async function readable(row) {
  const [item] = await allReadable([row]);
  return item;
}

/** The items of a user in one state, with their readable facts. */
export async function itemsOf(record, status) {
  const rows = await Promise.all(allDevices(record).map((device) => withStatus(device, status)));
  return allReadable(rows.flat());
}

/** True when the sentences of this item are in another language than the page: they were made when it was saved. */
const isForeign = ({ language }) => language !== undefined && language !== document.documentElement.lang;

/** The title of an item, in the user's words and the page's language. */
export function titleOf({ row, copy }) {
  if (!copy) return `${listWord('saved', { time: hour(row.saved_at) })} (${listWord('locked').toLowerCase()})`;
  return (!isForeign(copy) && copy.title) || listWord(`kind:${copy.operation.kind}`, {}, copy.operation.kind);
}

/** The line under the title: its values and its time. */
export function detailOf({ row, copy }) {
  if (!copy) return '';
  return [isForeign(copy) && copy.title, copy.detail && apart(copy.detail), when(row.saved_at)]
    .filter(Boolean)
    .join(', ');
}

function reasonOf({ row, answer }) {
  if (answer?.message) return answer.message;
  return listWord(`code:${row.result?.code}`, {}, listWord('code:other'));
}

function effectOf({ answer }) {
  const { state, until } = answer?.effect ?? {};
  const what = state && listWord(`effect:${state}`, { time: until ? hour(until) : '' });
  return what ? listWord('then', { what }) : '';
}

function put(element, selector, text) {
  element.querySelector(selector).textContent = text;
}

/** The way to the form an item came from, filled with it. Null when it came from a single tap, or cannot be read. */
function repairPath({ row, copy }) {
  const path = copy?.form?.path;
  return path ? `${path}${path.includes('?') ? '&' : '?'}herstel=${row.id}` : null;
}

/** The number to dial while this is not with the server. */
export function putCall(element, { copy }) {
  const link = element.querySelector('[data-call]');
  link.hidden = !copy?.call;
  if (!copy?.call) return;
  link.href = `tel:${copy.call.number}`;
  put(link, '[data-text]', listWord('call', { name: copy.call.name }));
}

function attentionRow(item) {
  const element = clone('outbox-attention');
  const { row, copy, answer } = item;
  put(element, '[data-text]', [detailOf(item), reasonOf(item)].filter(Boolean).join('. '));
  const choose = element.querySelector('[data-choose]');
  const repair = element.querySelector('[data-repair]');
  const isOld = row.result?.code === 'still_wanted';
  element.querySelector('[data-still]').hidden = !isOld;
  element.querySelector('details').hidden = isOld;
  const isConflict = row.result?.code === 'conflict' && answer?.current !== undefined;
  choose.hidden = !isConflict;
  choose.href = `/onverzonden?kies=${row.id}`;
  const made = element.querySelector('[data-made]'); // of a change that came too late
  const isMade = row.result?.code === 'already_accepted' && Boolean(row.result.url);
  made.hidden = !isMade;
  if (isMade) made.href = row.result.url;
  const path = repairPath(item);
  repair.hidden = !path || isConflict || row.result?.code === 'already_accepted';
  if (path) repair.href = path;
  putCall(element, item);
  for (const button of element.querySelectorAll('[data-act]')) button.dataset.id = row.id;
  element.querySelector('[data-act="export"]').hidden = !copy;
  return element;
}

function waitingRow(item) {
  const element = clone('outbox-waiting-row');
  put(element, '[data-text]', detailOf(item));
  const called = item.copy?.waiting;
  if (called) put(element, '[data-called]', called);
  putCall(element, item);
  const repair = element.querySelector('[data-repair]');
  const path = item.copy?.form?.state?.length > 0 ? repairPath(item) : null;
  repair.hidden = !path || item.isNeeded;
  if (path) repair.href = path;
  element.querySelector('[data-act]').dataset.id = item.row.id;
  element.querySelector('[data-act]').hidden = item.isNeeded;
  element.querySelector('[data-needed]').hidden = !item.isNeeded;
  return element;
}

function sentRow(item) {
  const element = clone('outbox-sent-row');
  const { result } = item.row;
  const received = element.querySelector('[data-received]');
  received.textContent = received.dataset.pattern.replace('{time}', hour(result.received_at ?? item.row.saved_at));
  put(element, '[data-text]', [effectOf(item), detailOf(item)].filter(Boolean).join('. '));
  const link = element.querySelector('[data-url]');
  if (result.url) link.href = result.url;
  return element;
}

const MAKE = { attention: attentionRow, waiting: waitingRow, delivered: sentRow };

/** The row's element. */
export function rowFor(item) {
  const element = MAKE[item.row.status](item);
  put(element, '[data-title]', titleOf(item));
  return element;
}
