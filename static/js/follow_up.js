/**
 * Follow-ups. In a form: quick dates count from today, also in a page that was kept since yesterday, and a typed
 * agreement gets a day at once. In a list: one tap is done, tried, moved or handed on, another undoes it.
 *
 * A person chooses a day, not a distance: 'Morgen' of before midnight stays that day when the dates move on. It is no
 * quick date any more, so it becomes the day that was chosen.
 */
import { dayOf, dayWords } from './amsterdam.js';
import { isPage } from './network.js';
import { now } from './now.js';

const PACE = 15_000; // ms

const dayIn = (input) => dayOf(now(), Number(input.dataset.inDays));

/** Hold a choice as a day of its own: the choice beside the quick dates whose field takes one. */
function hold(input) {
  const fields = [...input.form.elements];
  const own = fields.find(({ name, dataset }) => name === input.name && dataset.use);
  const day = own && fields.find(({ name }) => name === own.dataset.use);
  if (!day) return;
  own.checked = true;
  day.value = input.value;
}

function write(input) {
  const day = dayIn(input);
  if (input.value === day) return;
  if (input.checked) hold(input);
  input.value = day;
  const inDays = Number(input.dataset.inDays);
  const [name, short] = [input.nextElementSibling.firstChild, input.nextElementSibling.querySelector('small')];
  const weekday = dayWords(day, { weekday: 'long' });
  if (inDays > 1 && inDays < 7) name.textContent = `${weekday[0].toUpperCase()}${weekday.slice(1)} `;
  if (short) short.textContent = dayWords(day, { day: 'numeric', month: 'short' });
}

const writeAll = () => document.querySelectorAll('input[data-in-days]').forEach(write);

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) writeAll();
});
window.addEventListener('pageshow', writeAll);
document.addEventListener('visibilitychange', () => document.hidden || writeAll());
for (const name of ['onderdak:clock', 'onderdak:restored']) document.addEventListener(name, writeAll);
setInterval(writeAll, PACE); // midnight comes while the screen is on, too

document.addEventListener('input', ({ target: field }) => {
  const group = field.dataset?.implies;
  if (!group || !field.value.trim()) return;
  writeAll();
  const days = [...field.form.elements].filter((other) => other.name === group && other.type === 'radio');
  if (days.find((day) => day.checked)?.value) return;
  days.find((day) => day.dataset.inDays === '1').checked = true;
});

/**
 * Saved on the phone, now or before this page came: show the state of the row that this leads to (`data-to`), and the
 * forms of that state. After a refusal by the server the row goes back to its earlier state (`data-in`).
 */
function turn({ type, target: form, detail }) {
  const row = form.closest('[data-done-row]');
  if (!row || (detail === 'attention' && !form.hidden)) return;
  const state = detail === 'attention' ? form.dataset.in : form.dataset.to;
  for (const part of row.querySelectorAll('[data-in]')) part.hidden = part.dataset.in !== state;
  form.reset();
  if (type === 'onderdak:saved') row.querySelector('form:not([hidden]) button')?.focus();
}
document.addEventListener('onderdak:saved', turn);
document.addEventListener('onderdak:given', turn);
