/**
 * 'Gebruik mijn locatie': only on request, only rough. Rounds to three decimals (about 100 m) and writes it as words
 * into the place field; the button says so when the phone gives no position. A phone may take seconds: text typed
 * meanwhile stays, and so does the cursor.
 *
 * Recent places (`data-places`) appear with the focus on the place; one tap takes one. 'Een uur geleden' (`data-ago`,
 * minutes) is one tap too, and another makes it now again; the line that can be unfolded says which moment it is.
 */
import { instantOf, wallTime } from './amsterdam.js';
import { now } from './now.js';
import { when } from './offline/page/words.js';

const LIMITS = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 120_000 };

function write(button, field, { coords }) {
  const rough = (degrees) => degrees.toFixed(3).replace('.', ',');
  field.value = button.dataset.text.replace('{lat}', rough(coords.latitude)).replace('{lon}', rough(coords.longitude));
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if ([button, document.body].includes(document.activeElement)) field.focus();
}

function refuse(button) {
  const words = document.createElement('span');
  words.className = 'small muted';
  words.setAttribute('role', 'status');
  button.replaceWith(words);
  words.textContent = button.dataset.denied;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-locate]');
  if (!button || button.getAttribute('aria-busy')) return;
  if (!navigator.geolocation) return refuse(button);
  button.setAttribute('aria-busy', 'true');
  const field = document.getElementById(button.dataset.locate);
  const before = field.value;
  const done = (answer) => {
    button.removeAttribute('aria-busy');
    answer();
  };
  navigator.geolocation.getCurrentPosition(
    (position) => done(() => field.value === before && write(button, field, position)),
    () => done(() => refuse(button)),
    LIMITS,
  );
});

const MINUTE = 60_000; // ms

/** Say the chosen moment in words, and whether it is 'an hour ago'. */
function tellMoment(form) {
  const field = form?.elements.occurred_at;
  const line = form?.querySelector('[data-moment]');
  if (!field || !line) return;
  line.textContent = field.value ? when(instantOf(field.value) ?? now()) : line.dataset.moment;
  for (const button of form.querySelectorAll('[data-ago]')) {
    button.setAttribute('aria-pressed', field.value !== '' && field.value === button.dataset.filled);
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-ago]');
  if (!button) return;
  const field = button.form.elements.occurred_at;
  const isOn = button.getAttribute('aria-pressed') === 'true';
  button.dataset.filled = wallTime(now() - Number(button.dataset.ago) * MINUTE);
  field.value = isOn ? '' : button.dataset.filled;
  field.dispatchEvent(new Event('input', { bubbles: true }));
});

/** Select the place that was filled in for a person, so that typing replaces it. */
function selectRemembered(place) {
  if (place.form.querySelector('[data-remembered]:not([hidden])')) place.select();
}

document.addEventListener('onderdak:remembered', ({ target }) => {
  const { place } = target.elements;
  if (place === document.activeElement) selectRemembered(place); // she was there before it
});
document.addEventListener('focusin', ({ target }) => {
  if (target.id !== 'place') return;
  selectRemembered(target);
  const places = target.form.querySelector('[data-places]');
  if (places?.querySelector('input')) places.hidden = false;
});

document.addEventListener('input', ({ target }) => {
  const { form } = target;
  if (!form) return;
  if (target.name === 'occurred_at') tellMoment(form);
  const mark = target.name === 'place' && form.querySelector('[data-remembered]');
  if (mark) mark.hidden = true;
});
document.addEventListener('change', ({ target }) => {
  if (target.name !== '_place') return;
  const field = target.form.elements.place;
  field.value = target.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
});
for (const name of ['onderdak:restored', 'reset']) {
  document.addEventListener(name, ({ target }) => setTimeout(() => tellMoment(target.closest?.('form'))));
}
