/** Time as the work reads it: on the clock of Amsterdam, in whatever zone a phone is. */
import { now } from './now.js';

const CLOCK = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** @type {Intl.DateTimeFormatOptions} */
const DAY = { weekday: 'short', day: 'numeric', month: 'short' };
const ORDER = ['weekday', 'day', 'month'];
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map(); // making one takes longer than what it formats
const OFFSETS = [2, 1]; // hours: of an hour that comes twice the first is meant, as on the server
const HOUR = 60 * 60 * 1000;

/**
 * '2026-11-24T21:40': an instant as a `datetime-local` field shows it.
 * @type {(instant: number | Date) => string}
 */
export function wallTime(instant) {
  const parts = Object.fromEntries(CLOCK.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * '2026-11-24': the day an instant falls on, `days` later.
 * @type {(instant: number | Date, days?: number) => string}
 */
export function dayOf(instant, days = 0) {
  const noon = Date.parse(`${wallTime(instant).slice(0, 10)}T12:00Z`);
  return new Date(noon + days * 24 * HOUR).toISOString().slice(0, 10);
}

/**
 * A day ('2026-11-24') in words of the page's language: weekday, day, month as the server writes them, whatever the
 * order of that language, without the full stops of abbreviations.
 * @type {(day: string, options?: Intl.DateTimeFormatOptions) => string}
 */
export function dayWords(day, options = DAY) {
  const name = `${document.documentElement.lang} ${Object.values(options)}`;
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat(document.documentElement.lang, { ...options, timeZone: 'UTC' });
  formats.set(name, format);
  const parts = format.formatToParts(new Date(`${day}T12:00Z`));
  const words = ORDER.map((type) => parts.find((part) => part.type === type)?.value).filter(Boolean);
  return words.join(' ').replaceAll('.', '');
}

/**
 * The instant with its offset that a `datetime-local` field stands for; null when it is none.
 * @type {(wall: string) => string | null}
 */
export function instantOf(wall) {
  const read = Date.parse(`${wall}Z`);
  if (Number.isNaN(read)) return null;
  const offset = OFFSETS.find((hours) => wallTime(read - hours * HOUR) === wall.slice(0, 16)) ?? OFFSETS.at(-1);
  return `${wall.length > 16 ? wall : `${wall}:00`}+0${offset}:00`;
}

/** The night an instant belongs to, as the server says it: the date of its 18:00, from noon to noon. A night in
 * which the clock changes takes 23 or 25 hours, so no hours are counted here.
 * @type {(instant?: number | Date) => string}
 */
export function tonight(instant = now()) {
  return dayOf(instant, Number(wallTime(instant).slice(11, 13)) < 12 ? -1 : 0);
}
