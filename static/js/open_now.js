/**
 * Opening hours that stay true while a page is open, and on a page that was kept since yesterday: `[data-hours]` holds
 * the lines of a place as JSON, `[data-holidays]` around it the holidays and the sentences. The rules are those of
 * webapp/directory/hours.py; a test compares the two.
 */
import { dayWords, wallTime } from './amsterdam.js';
import { applyAll } from './filter.js';
import { now } from './now.js';

const PACE = 30_000; // ms
const DAY = 24 * 60; // minutes
const AHEAD = 35; // days

const dayAfter = (day, n) => new Date(Date.parse(`${day}T12:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
const weekday = (day) => (new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7; // 0 is Monday
const holds = ({ since, until }, day) => (!since || since <= day) && (!until || day <= until);

function isNth(day, nth) {
  const [year, month, date] = day.split('-').map(Number);
  if (nth > 0) return Math.floor((date - 1) / 7) + 1 === nth;
  return date + 7 > new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const isOn = (line, day) =>
  (line.days ?? []).includes(weekday(day)) && holds(line, day) && (!line.nth || isNth(day, line.nth));

function linesOn(lines, day, holidays) {
  const dated = lines.filter((line) => line.date && holds(line, day));
  if (dated.length > 0) return dated;
  if (holidays.includes(day)) {
    const special = lines.filter((line) => line.holidays && !line.usual);
    if (special.length > 0) return special;
    if (!lines.some((line) => line.usual)) return [];
  }
  return lines.filter((line) => isOn(line, day));
}

/** The periods of being open from `begin` on, in minutes after it; what adjoins is one period. */
function* periods(lines, begin, holidays) {
  let last = null;
  for (let n = 0; n < AHEAD + 2; n += 1) {
    const spans = linesOn(lines, dayAfter(begin, n), holidays).flatMap((line) => line.spans);
    for (const [opens, closes] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      if (last && opens + n * DAY <= last[1]) {
        last[1] = Math.max(last[1], closes + n * DAY);
        continue;
      }
      if (last) yield last;
      last = [opens + n * DAY, closes + n * DAY];
    }
  }
  if (last) yield last;
}

/**
 * Open or closed at a time of the clock in Amsterdam ('2026-11-30T09:00'), and until when: '' when it does not change.
 */
export function stateAt(lines, wall, holidays) {
  const begin = dayAfter(wall.slice(0, 10), -1);
  const minute = DAY + Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
  const at = (minutes) => `${dayAfter(begin, Math.floor(minutes / DAY))}T${clock(minutes % DAY)}`;
  for (const [opens, closes] of periods(lines, begin, holidays)) {
    if (minute < opens) return { isOpen: false, at: at(opens) };
    if (minute < closes) return { isOpen: true, at: closes < (AHEAD + 1) * DAY ? at(closes) : '' };
  }
  return { isOpen: false, at: '' };
}

const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function words({ isOpen, at }, wall, sentences) {
  if (!at) return isOpen ? sentences.open : sentences.closed;
  const time = at.slice(11).replace(/^0/, '');
  const day = dayWords(at.slice(0, 10));
  const today = wall.slice(0, 10);
  if (isOpen) {
    const isLong = at.slice(0, 16) >= `${dayAfter(today, 1)}T${wall.slice(11, 16)}`;
    return sentences.openUntil.replace('{time}', isLong ? `${day} ${time}` : time);
  }
  if (at.startsWith(today)) return sentences.later.replace('{time}', time);
  if (at.startsWith(dayAfter(today, 1))) return sentences.tomorrow.replace('{time}', time);
  return sentences.onDay.replace('{day}', day).replace('{time}', time);
}

function show(place, wall) {
  const { dataset: around } = place.closest('[data-holidays]');
  const state = stateAt(JSON.parse(place.dataset.hours), wall, around.holidays.split(' '));
  const badge = place.querySelector('.badge');
  const text = words(state, wall, around);
  const isOpen = badge.classList.contains('ok');
  if (badge.lastChild.textContent !== text) badge.lastChild.textContent = text;
  if (isOpen === state.isOpen) return;
  badge.classList.toggle('ok', state.isOpen);
  badge.classList.toggle('off', !state.isOpen);
  const item = place.closest('[data-tags]');
  if (!item) return;
  const tags = item.dataset.tags.split('|').filter((tag) => tag !== 'nu');
  item.dataset.tags = [...tags, ...(state.isOpen ? ['nu'] : [])].join('|');
}

function showAll() {
  const places = document.querySelectorAll('[data-holidays] [data-hours]');
  if (places.length === 0) return;
  const wall = wallTime(now());
  for (const place of places) show(place, wall);
  applyAll();
}

for (const name of ['htmx:after:swap', 'onderdak:page', 'onderdak:clock', 'visibilitychange'])
  document.addEventListener(name, showAll);
window.addEventListener('pageshow', showAll);
setInterval(showAll, PACE);
showAll();
