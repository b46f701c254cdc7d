/**
 * Items that the server has not confirmed yet, in their place on a page: as a row at the head of their list
 * (`[data-unsent-of="<kinds>"]`, for the subject `data-unsent-about` when given, of those with an agreement when
 * `data-unsent-with` names it), and as the tick of a form with `data-stay`. A row that was shown here stays until the
 * page is renewed, also when it is sent meanwhile; on a page that the phone kept before (`data-taken-at`), what was sent
 * since belongs to it as well. While the vault is locked only their number is known, so nothing is shown here.
 */

import { operationsOf } from '../forms/body.js';
import { listen } from '../outbox/channel.js';
import { inTurn, onPage } from '../page/page.js';
import { signedInUser } from '../page/user.js';
import { day } from '../page/words.js';
import { deviceOf } from '../store/identity.js';
import { onVaultChange } from '../store/vault.js';
import { detailOf, itemsOf } from './rows.js';

const PARTS = { waiting: '[data-waits]', attention: '[data-attention]', delivered: '[data-sent]' };

/** True for an item that a kept page cannot show yet: it came to the server after that page was made. */
function isNewer({ result, saved_at: savedAt }) {
  const at = document.querySelector('[data-taken-at]')?.dataset.takenAt;
  return at !== undefined && Date.parse(result?.received_at ?? savedAt) > Date.parse(at);
}

/** Keep the element of the same state: with a person's changes in it, and under a finger that is on it. */
function rowFor(list, old, { row, copy }) {
  if (old?.dataset.status === row.status) return old;
  const element = list.querySelector('template').content.firstElementChild.cloneNode(true);
  element.dataset.item = row.id;
  element.dataset.status = row.status;
  for (const field of element.querySelectorAll('[data-item-id]')) field.value = row.id;
  for (const [status, part] of Object.entries(PARTS)) element.querySelector(part).hidden = status !== row.status;
  const agreed = copy.operation.body[list.dataset.unsentWith];
  element.querySelector('[data-title]').textContent = agreed?.text || copy.title;
  element.querySelector('[data-text]').textContent = agreed
    ? [day(agreed.due_on), agreed.text && copy.title].filter(Boolean).join(', ')
    : detailOf({ row, copy: { ...copy, language: undefined } }); // the title says it
  element.querySelector('a').href = row.result?.url ?? `/onverzonden?item=${row.id}`;
  return element;
}

function fill(list, items) {
  const kinds = list.dataset.unsentOf.split(' ');
  const shown = new Map([...list.querySelectorAll('[data-item]')].map((element) => [element.dataset.item, element]));
  const { unsentAbout: about, unsentWith: part } = list.dataset;
  const found = items.filter(
    ({ row, copy }) =>
      kinds.includes(copy?.operation.kind) &&
      (!about || Object.values(copy.operation.body).includes(about)) &&
      (!part || copy.operation.body[part]) &&
      (row.status !== 'delivered' || shown.has(row.id) || isNewer(row)) &&
      !(row.status === 'delivered' && document.querySelector(`[data-record="${row.id}"]`)),
  );
  const focused = document.activeElement?.closest?.('[data-item]')?.dataset.item;
  const rows = new Set(found.reverse().map((item) => rowFor(list, shown.get(item.row.id), item)));
  for (const element of shown.values()) if (!rows.has(element)) element.remove();
  let next = list.querySelector('template').nextElementSibling;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
  list.hidden = rows.size === 0;
  if (focused && ![...rows].some((row) => row.contains(document.activeElement)))
    list.querySelector(`[data-item="${focused}"] a`)?.focus();
}

const SEEN = new Set(['due_on', 'holder', 'note']); // beside the act itself: the page may show something newer
const done = (body) => JSON.stringify(body, (name, value) => (SEEN.has(name) ? undefined : value));
const saved = new WeakMap(); // form → the item it became last, on this page

/**
 * Give each tick again, in their order: undone ones cancel out, given ones are not offered twice. A refused one is
 * shown at its form, though that is hidden by now.
 */
function tick(items) {
  const forms = [...document.querySelectorAll('form[data-offline][data-stay]')];
  if (forms.length === 0) return;
  for (const { row, copy } of items) {
    if ((row.status === 'delivered' && !isNewer(row)) || !copy) continue;
    const body = done(copy.operation.body);
    const isRefused = (form) => row.status === 'attention' && saved.get(form) === row.id;
    const form = forms.find(
      (one) =>
        (!one.hidden || isRefused(one)) &&
        one.dataset.offline === copy.operation.kind &&
        done(operationsOf(one)[0].body) === body,
    );
    if (form) saved.set(form, row.id);
    form?.dispatchEvent(new CustomEvent('onderdak:given', { bubbles: true, detail: row.status }));
  }
}

/** Mark the rows whose state is known on this phone alone (`data-unsent`). */
function mark(items) {
  const waiting = new Set(items.filter(({ row }) => row.status === 'waiting').map(({ row }) => row.id));
  for (const sign of document.querySelectorAll('[data-done-row] [data-unsent]')) {
    const forms = [...sign.closest('[data-done-row]').querySelectorAll('form')];
    sign.hidden = !forms.some((form) => waiting.has(saved.get(form)));
  }
}

/**
 * Strike records that a list still shows and this phone has undone: those named last by such an item
 * (`data-struck-by`).
 */
function strike(items) {
  const lists = document.querySelectorAll('[data-struck-by]');
  if (lists.length === 0) return;
  const last = new Map();
  for (const { row, copy } of items) {
    if (row.status !== 'waiting' || !copy) continue;
    for (const value of Object.values(copy.operation.body)) last.set(value, copy.operation.kind);
  }
  for (const list of lists) {
    for (const row of list.querySelectorAll('[data-record]'))
      row.classList.toggle('struck', last.get(row.dataset.record) === list.dataset.struckBy);
  }
}

async function show() {
  const user = signedInUser();
  const lists = [...document.querySelectorAll('[data-unsent-of]')];
  if (!user || (lists.length === 0 && !document.querySelector('form[data-offline][data-stay]'))) return;
  const statuses =
    lists.some((list) => !list.hidden) || document.querySelector('[data-taken-at]')
      ? ['attention', 'waiting', 'delivered']
      : ['attention', 'waiting'];
  const record = await deviceOf(user);
  const found = await Promise.all(statuses.map((status) => itemsOf(record, status)));
  const items = found.flat().sort((a, b) => a.row.seq - b.row.seq);
  for (const list of lists) fill(list, items);
  tick(items);
  mark(items);
  strike(items);
}

/** Show it on this page and every next one. */
export function installUnsent() {
  const look = inTurn(show);
  document.addEventListener('onderdak:saved', ({ target, detail }) => saved.set(target, detail.ids[0]));
  onPage(look);
  listen(look);
  onVaultChange(look);
}
