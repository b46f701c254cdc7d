/**
 * The points count of a room while somebody types, also without network: `form[data-points]` holds prices and rubrics
 * as JSON. The rules are those of webapp/rooms/points/calculator.py; a test compares the two.
 */
import { dayOf } from './amsterdam.js';
import { now } from './now.js';
import { read } from './offline/forms/numerals.js';

const WHOLE = ['sharers', 'built'];
const SIZES = ['room_m2', 'living_m2', 'outside_m2'];
const LISTS = ['sanitary', 'drawbacks'];

const quarter = (points, dividedBy) => Math.floor((8 * points + dividedBy) / (2 * dividedBy)); // an eighth goes up
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

function squareMetres(hundredths, { smallestRoom }) {
  return hundredths === null || hundredths < smallestRoom ? 0 : Math.floor((hundredths + 50) / 100);
}

function energy({ label, built }, rules) {
  if (label) return rules.energy[label];
  if (built === null) return rules.unknownEnergy;
  return rules.built.find(([year]) => built >= year)[1];
}

function sanitary(fittings, rules) {
  const both = fittings.includes('shower') && fittings.includes('bath');
  const less = both ? rules.bothBaths - rules.sanitary.shower - rules.sanitary.bath : 0;
  return sum(fittings.map((one) => rules.sanitary[one])) + less;
}

function outside(hundredths, shares, { outside: { own, own_base: base, shared, most } }) {
  if (!hundredths) return 0;
  const found =
    shares === 1 ? 4 * base + quarter(own * hundredths, 10_000) : quarter(shared * hundredths, 10_000 * shares);
  return Math.min(found, 4 * most);
}

function drawbacks({ drawbacks: named, room_m2: room }, rules) {
  const number = named.length > 0 ? named.filter((one) => one !== 'none').length : 3;
  return number + (room === null || room < rules.smallRoom ? 1 : 0);
}

/** Quarters of a point per rubric. */
export function quartersOf(home, rules) {
  const own = squareMetres(home.room_m2, rules);
  const shares = home.sharers ?? 1;
  const isShared = home.sharers !== null;
  const metres = own * shares + (isShared ? squareMetres(home.living_m2, rules) : 0);
  return {
    rooms: quarter(metres, shares),
    heating:
      (home.heated && (home.room_m2 === null || own) ? 4 * rules.heated[home.heated] : 0) +
      (isShared ? quarter(rules.heated.yes * (home.heated_rooms ?? 0), shares) : 0),
    energy: quarter(energy(home, rules) * metres, 100 * shares),
    kitchen: isShared ? quarter(home.worktop ? rules.worktop[home.worktop] : 0, shares) : 0,
    sanitary: isShared ? quarter(sanitary(home.sanitary, rules), shares) : 0,
    outside: isShared ? outside(home.outside_m2, shares, rules) : 0,
    woz: 4 * (home.woz ? rules.woz[home.woz] : Math.min(...Object.values(rules.woz))),
    drawbacks: -4 * rules.drawback * drawbacks(home, rules),
  };
}

function isAnswered(home, field) {
  if (field === 'label' && home.built !== null) return true;
  return Array.isArray(home[field]) ? home[field].length > 0 : home[field] !== null;
}

/** Points and the maximum bare rent in cents. */
export function count(home, { rules, prices }) {
  const points = Math.max(0, Math.floor((sum(Object.values(quartersOf(home, rules))) + 2) / 4));
  const last = prices.length - 1;
  const above = Math.max(0, points - last) * (prices[last] - prices[last - 1]);
  return { points, cents: prices[Math.min(points, last)] + above };
}

/** The open question that may add most; with none open, the answer that work on the home would change most. */
export function findGain(home, data) {
  const present = count(home, data);
  for (const known of [false, true]) {
    let most = null;
    for (const [field, best] of Object.entries(data.rules.best)) {
      if (isAnswered(home, field) !== known || (known && !data.rules.improves.includes(field))) continue;
      const other = count({ ...home, [field]: best }, data);
      const gain = { field, points: other.points - present.points, cents: other.cents - present.cents, known };
      if (gain.points > (most?.points ?? 0)) most = gain;
    }
    if (most) return most;
  }
  return null;
}

/** The answers in a form; what cannot be read counts as not known. */
export function homeOf(form) {
  const prefix = form.dataset.prefix ?? '';
  const typed = new FormData(form);
  const text = (name) => String(typed.get(`${prefix}${name}`) ?? '');
  const number = (name, places) => {
    const value = text(name) === '' ? null : read(text(name), places);
    return value === null || value < 0 ? null : value;
  };
  const home = {};
  for (const name of WHOLE) home[name] = number(name) || null;
  home.heated_rooms = number('heated_rooms');
  for (const name of SIZES) home[name] = number(name, 2) === null ? null : Math.round(number(name, 2) * 100);
  for (const name of LISTS) home[name] = typed.getAll(`${prefix}${name}`).map(String);
  for (const name of ['label', 'worktop', 'woz', 'heated']) home[name] = text(name) || null;
  return home;
}

const euros = (cents) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: 'EUR' }).format(cents / 100);

function showRent(place, form, cents) {
  const rent = read(String(new FormData(form).get('bare_rent') ?? ''));
  place.hidden = rent === null || rent * 100 <= cents;
  if (!place.hidden) place.querySelector('[data-over]').textContent = euros(rent * 100 - cents);
}

function show(form) {
  const data = JSON.parse(form.dataset.points);
  const place = document.querySelector('[data-points-shown]');
  const home = homeOf(form);
  const found = count(home, data);
  const gain = findGain(home, data);
  place.querySelector('[data-points-max]').textContent = euros(found.cents);
  place.querySelector('[data-points-number]').textContent = String(found.points);
  const words = place.dataset[gain?.known ? 'work' : 'ask'] ?? '';
  place.querySelector('[data-points-most]').textContent = gain
    ? words
        .replace('{what}', data.words[gain.field])
        .replace('{points}', String(gain.points))
        .replace('{money}', euros(gain.cents))
    : '';
  const quarters = quartersOf(home, data.rules);
  for (const cell of place.querySelectorAll('[data-rubric]'))
    cell.textContent = ((quarters[cell.dataset.rubric] ?? 0) / 4).toLocaleString(document.documentElement.lang);
  const over = place.querySelector('[data-points-over]');
  if (over) showRent(over, form, found.cents);
}

/** On a page that a phone kept since last year the prices are those of then. */
function showYear() {
  for (const notice of document.querySelectorAll('[data-prices-until]'))
    notice.hidden = Number(dayOf(now()).slice(0, 4)) <= Number(notice.dataset.pricesUntil);
}

function onInput({ target }) {
  const form = target instanceof Element ? target.closest('form[data-points]') : null;
  if (form) show(form);
}

/** Enter in a field of the calculator shows the outcome: without network another page would lose what was typed. */
function onSubmit(event) {
  if (!event.target.matches('form[data-points][method="get"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.querySelector('[data-points-shown]').scrollIntoView();
}

document.addEventListener('submit', onSubmit, { capture: true });
document.addEventListener('input', onInput);
document.addEventListener('change', onInput);
for (const name of ['onderdak:page', 'onderdak:clock', 'htmx:after:swap']) document.addEventListener(name, showYear);
window.addEventListener('pageshow', showYear);
showYear();
