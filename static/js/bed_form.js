/** The forms for a bed: which night it is, which bed when the form was opened for any bed, whom to call for
 * someone under 18, and what a shelter just answered.
 *
 * A phone without network may show a form it kept yesterday: `input[data-night]` moves on to the night of
 * now (from noon to noon in Amsterdam), never back, and says which night that is (`data-night-words`). What is sent
 * is the night the screen said. `select[data-bed]` holds '<shelter> <kind>' and fills the
 * hidden fields `shelter` and `category`; the address (?opvang=…&soort=…) chooses first. What the filter of the
 * board said of who it is for (`data-asks`) is chosen too, once: what a person chooses after it stays.
 *
 * What is asked and these beds do not offer (`data-offers` of the form or of the chosen option) is told at its field
 * (`[data-unmet]`), with the houses that do (`template[data-houses]`). Who goes on to one of those takes along what
 * was filled in; it stays in this document, for a name has no place in an address. */
import { dayWords, tonight } from './amsterdam.js';
import { bring } from './offline/forms/fill.js';
import { stateOf } from './offline/forms/state.js';
import { attach } from './offline/page/page.js';

const PACE = 15_000; // ms

function fillNights() {
  for (const field of document.querySelectorAll('input[data-night]')) {
    if (field.value < tonight()) field.value = tonight();
  }
  for (const line of document.querySelectorAll('[data-night-words]')) {
    const told = line.dataset.nightWords.replace('{day}', dayWords(line.closest('form').elements.night.value));
    if (line.textContent !== told) line.textContent = told;
  }
}

const FIELDS = { geslacht: 'gender', leeftijd: 'age_group', nodig: 'needs', personen: 'persons' };
const begun = new WeakSet();
let filtered = ''; // by the board this form was opened from
let carried = null; // what was filled in on the form from which another bed was chosen

/** Choose what was known of who it is for. A form that comes back with its mistakes has been filled in. */
function begin(form) {
  if (begun.has(form) || document.querySelector('.errors')) return;
  begun.add(form);
  for (const [name, value] of new URLSearchParams(`${location.search.slice(1)}&${filtered}`)) {
    const fields = [...form.querySelectorAll(`[name=${FIELDS[name]}]`)];
    const known = fields.some((field) => field.dataset.number !== undefined || field.value === value);
    if (known) fields.forEach((field) => say(field, value));
  }
  if (carried) bring(form, carried);
  carried = null;
}

/** The page's own word, not the person's: a draft still comes back over it. */
function say(field, value) {
  if (field.dataset.number !== undefined) field.value = field.defaultValue = value;
  else if (field.type === 'radio') field.checked = field.defaultChecked = field.value === value;
  else if (field.value === value) field.checked = field.defaultChecked = true;
}

function write(select) {
  const [shelter, kind] = select.value.split(' ');
  select.form.querySelector('input[name=shelter]').value = shelter ?? '';
  select.form.querySelector('input[name=category]').value = kind ?? '';
  const { persons } = select.form.elements;
  const { party } = select.selectedOptions[0].dataset;
  if (party && persons.value === persons.defaultValue) say(persons, party);
}

const MOST_HOUSES = 3;
const chosen = (form, name) => form.querySelector(`[name=${name}]:checked`)?.value;

function wantedOf(form) {
  const needs = [...form.querySelectorAll('[name=needs]:checked')].map(({ value }) => value);
  const party = { 1: 'alone', 2: 'couple' }[form.elements.persons.value.trim()];
  return [...needs, party].filter((want) => form.querySelector(`[data-unmet="${want}"]`));
}

/** The houses that offer these to this person, each once. */
function housesFor(form, wanted) {
  const age = chosen(form, 'age_group') === '18-23' ? 'youth' : null;
  const who = [chosen(form, 'gender'), age].filter((one) => ['man', 'woman', 'youth'].includes(one));
  const houses = new Map();
  for (const house of form.querySelector('template[data-houses]').content.children) {
    const { offers, for: group, house: name } = house.dataset;
    const suits = wanted.every((want) => offers.split(' ').includes(want));
    const isFor = !group || who.length === 0 || who.some((one) => group.split(' ').includes(one));
    if (suits && isFor && !houses.has(name)) houses.set(name, house);
  }
  return [...houses.values()].slice(0, MOST_HOUSES);
}

/** What is asked and is not offered here stands at its field, as long as both are so. */
function tellUnmet(form) {
  const bed = form.querySelector('select[data-bed]');
  const { house, offers } = (bed ? bed.selectedOptions[0] : form)?.dataset ?? {};
  const wanted = wantedOf(form);
  for (const notice of form.querySelectorAll('[data-unmet]')) {
    notice.hidden =
      offers === undefined ||
      !wanted.includes(notice.dataset.unmet) ||
      offers.split(' ').includes(notice.dataset.unmet);
    if (notice.hidden) continue;
    const words = notice.querySelector('[data-words]');
    const told = words.dataset.words.replace('{house}', () => house);
    if (words.textContent !== told) words.textContent = told;
    const all = housesFor(form, wanted);
    offer(notice.querySelector('[data-elsewhere]'), all.length > 0 ? all : housesFor(form, [notice.dataset.unmet]));
  }
}

/** The links stay the same ones while they lead to the same houses: leaving a field must not take one from under a finger. */
function offer(elsewhere, houses) {
  const links = [...elsewhere.querySelectorAll('a')];
  const leads = (them) => them.map((link) => link.getAttribute('href')).join();
  if (leads(links) === leads(houses)) return;
  links.forEach((link) => link.remove());
  elsewhere.append(...houses.map((one) => one.cloneNode(true)));
  elsewhere.hidden = houses.length === 0;
  attach(elsewhere);
}

const tellAll = () => document.querySelectorAll('form:has([data-unmet])').forEach(tellUnmet);

function choose() {
  fillNights();
  const asked = new URLSearchParams(location.search);
  const wanted = `${asked.get('opvang')} ${asked.get('soort')}`;
  document.querySelectorAll('form:has(input[data-night])').forEach(begin);
  document.querySelectorAll('form:has(details[data-opens-for])').forEach((form) => openFor(form));
  for (const select of document.querySelectorAll('select[data-bed]')) {
    const offers = [...select.options].some((option) => option.value === wanted);
    if (!select.value && offers) select.value = wanted;
    write(select);
  }
  tellAll();
}

const isForMinor = (form) =>
  form.elements.age_group?.value === form.querySelector('details[data-opens-for]')?.dataset.opensFor;

/** Under 18: the numbers to call, at once, and to call is what the big button does. */
function openFor(form, isChange = false) {
  const numbers = form.querySelector('details[data-opens-for]');
  const call = document.querySelector('.main-action > [data-for-minor]');
  const isMinor = isForMinor(form);
  if (isMinor || isChange) numbers.open = isMinor; // who opened them to look keeps them
  if (!call) return;
  call.hidden = !isMinor;
  document.querySelector('.main-action > [data-for-grown]').hidden = isMinor;
}

/** Nothing was filled in wrong, so nothing is called wrong: whom to call comes under the finger. */
function onSubmit(event) {
  const call = document.querySelector('.main-action > [data-for-minor] a');
  if (!call || !event.target.matches('form:has(details[data-opens-for])') || !isForMinor(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  openFor(event.target);
  call.focus();
}

document.addEventListener(
  'click',
  ({ target }) => {
    const link = target.closest?.("a[href^='/bedden/vragen']");
    if (!link) return;
    const form = link.closest('form:has([data-unmet])');
    carried = form ? stateOf(form).filter(([name]) => name !== '_bed') : null;
    filtered = [...document.querySelectorAll('[data-asks]:checked')].map(({ dataset }) => dataset.asks).join('&');
  },
  true,
);
document.addEventListener('submit', onSubmit, true); // before what is saved on the phone
document.addEventListener('change', (event) => {
  if (event.target.name === 'age_group' && event.target.form?.querySelector('details[data-opens-for]'))
    openFor(event.target.form, true);
  if (event.target.matches?.('select[data-bed]')) write(event.target);
  tellAll();
});

/** What a shelter answered stands there at once, with the way back for who is there, or that it failed; then the
 * region renews itself. */
function answered({ type, target, detail }) {
  const row = target.closest('[data-answered]');
  if (!row) return;
  const hadFocus = row.querySelector('.actions').contains(document.activeElement); // it goes, and the row after it
  const failed = detail === 'attention';
  const again = failed || target.closest('[data-noted]') !== null; // or taken back before it was sent
  row.querySelector('.actions').hidden = !again;
  row.querySelector('[data-noted]').hidden = again;
  row.querySelector('[data-failed]').hidden = !failed;
  for (const back of row.querySelectorAll('[data-undo]')) back.hidden = target.dataset.offline !== 'bed.arrive';
  if (again)
    for (const form of row.querySelectorAll('form')) form.reset(); // they may be tapped again
  else if (hadFocus && type === 'onderdak:saved')
    row.closest('section').querySelector('h2').focus({ preventScroll: true });
}
document.addEventListener('onderdak:saved', answered);
document.addEventListener('onderdak:given', answered);
document.addEventListener('onderdak:restored', choose);
document.addEventListener('htmx:after:swap', choose);
window.addEventListener('pageshow', choose);
for (const name of ['onderdak:clock', 'visibilitychange']) document.addEventListener(name, fillNights);
setInterval(fillNights, PACE); // noon comes while the screen is on, too
choose();
