/**
 * Filters a list on the phone itself, so also without network; without JavaScript the form is a plain GET.
 *
 * `<form data-filter="bord">` filters `#bord`. Elements in it with `data-tags="man dog"` stay while they have every
 * chosen value ('' and 'all' choose nothing; tags with a stroke in them may hold spaces), and mention the words typed in
 * `data-filter-words`. A `data-filter-group` disappears when nothing in it is left;
 * `data-filter-none` shows when nothing at all is left. `data-filter-total="free"` shows the sum of `data-free` of the
 * rest, in the words of `data-one` and `data-many`.
 *
 * `<input data-find="gasten">` keeps the rows of `#gasten` whose name has every typed word, with or without accents.
 */
function wanted(form) {
  const words = form.querySelector('[data-filter-words]')?.name;
  return [...new FormData(form)]
    .filter(([name, value]) => name !== words && value !== '' && value !== 'all')
    .map(([, value]) => value);
}

function apply(form) {
  const list = document.getElementById(form.dataset.filter);
  if (!list) return;
  const values = wanted(form);
  const typed = form.querySelector('[data-filter-words]')?.value ?? '';
  for (const item of list.querySelectorAll('[data-tags]')) {
    const { tags } = item.dataset;
    const has = tags.split(tags.includes('|') ? '|' : ' ');
    item.hidden = !values.every((value) => has.includes(value)) || (typed !== '' && !hasWords(item.textContent, typed));
  }
  for (const group of list.querySelectorAll('[data-filter-group]')) {
    const items = [...group.querySelectorAll('[data-tags]')];
    group.hidden = items.length > 0 && items.every((item) => item.hidden);
  }
  const left = [...list.querySelectorAll('[data-tags]')].filter((item) => !item.hidden);
  const none = list.querySelector('[data-filter-none]');
  if (none) none.hidden = left.length > 0;
  for (const total of list.querySelectorAll('[data-filter-total]')) tell(total, left);
}

function tell(total, left) {
  const { filterTotal, many, one = many } = total.dataset;
  const sum = left.reduce((before, { dataset }) => before + Number(dataset[filterTotal] ?? 0), 0);
  const sentence = (sum === 1 ? one : many).replace('{n}', sum);
  if (total.textContent !== sentence) total.textContent = sentence;
}

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** True when a name has every word of `typed`, accents or not. */
export const hasWords = (name, typed) =>
  plain(typed)
    .trim()
    .split(/\s+/)
    .every((word) => plain(name).includes(word));

function find(field) {
  const list = document.getElementById(field.dataset.find);
  for (const row of list.querySelectorAll('li')) {
    row.hidden = !hasWords(row.querySelector('strong').textContent, field.value);
  }
  for (const group of list.querySelectorAll('[data-filter-group]'))
    group.hidden = !group.querySelector('li:not([hidden])');
  const none = list.querySelector('[data-filter-none]');
  if (none) none.hidden = list.querySelector('li:not([hidden])') !== null;
}

/** Filter every list on the page anew: something in it changed. */
export function applyAll() {
  document.querySelectorAll('form[data-filter]').forEach(apply);
  for (const field of document.querySelectorAll('[data-find]')) if (field.value) find(field);
}

document.addEventListener('change', (event) => {
  const form = event.target.form;
  if (form?.matches('[data-filter]')) apply(form);
});
document.addEventListener('input', (event) => {
  if (event.target.matches?.('[data-find]')) find(event.target);
  if (event.target.matches?.('[data-filter-words]')) apply(event.target.form);
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches?.('form[data-filter]:has([data-filter-words])')) return;
  event.preventDefault(); // it was filtered while typing; the keyboard may go
  document.activeElement?.blur();
});
document.addEventListener('htmx:after:swap', applyAll);
window.addEventListener('pageshow', applyAll);
