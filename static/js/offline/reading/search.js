/** Searching the kept list of clients on the phone itself: `[data-find-person]` names the list of rows with a `data-key`. */

import { onPage } from '../page/page.js';
import { fold, rank } from './names.js';

const orders = new WeakMap(); // list → its rows as they came

function search(field) {
  const list = document.getElementById(field.dataset.findPerson);
  if (!list) return;
  if (!orders.has(list)) orders.set(list, [...list.children]);
  const rows = orders.get(list);
  const isAsked = fold(field.value) !== '';
  const people = rows.map(({ dataset: { id, key } }) => ({ id, key }));
  const byId = new Map(rows.map((row) => [row.dataset.id, row]));
  const found = isAsked ? rank(field.value, people).map((id) => byId.get(id)) : rows;
  const shown = new Set(found);
  for (const row of rows) row.hidden = !shown.has(row);
  list.append(...found);
  list.hidden = found.length === 0;
  document.querySelector('[data-find-none]')?.toggleAttribute('hidden', found.length > 0);
}

/** Search on this page and every next one. */
export function installSearch() {
  document.addEventListener('input', ({ target }) => {
    if (target.matches?.('[data-find-person]')) search(target);
  });
  onPage(() => {
    for (const field of document.querySelectorAll('[data-find-person]')) if (field.value) search(field);
  });
}
