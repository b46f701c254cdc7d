/** The words of the page: texts the server put there in the user's language, with `{name}` filled in. */

import { dayOf, dayWords } from '../../amsterdam.js';
import { now } from '../../now.js';

const HOUR = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Amsterdam' };

const OTHER_WAY = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A person's text within a sentence of ours: text from right to left moves nothing beside it. */
export function apart(text) {
  return OTHER_WAY.test(text) && !text.includes('\u2068') ? `\u2068${text}\u2069` : text;
}

/** A text with its `{name}` filled in. */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => apart(values[name] ?? whole));
}

/** A text of `#offline-words` by its data name. Empty when the page has none. */
export function word(name, values = {}) {
  return fill(document.getElementById('offline-words')?.dataset[name] ?? '', values);
}

/** One of two texts that stand on an element: `data-one` or `data-many`, with `{n}`. */
export function counted(element, n) {
  return fill((n === 1 ? element.dataset.one : element.dataset.many) ?? '', { n });
}

let clock; // making one takes longer than what it formats

/** '21:52' of an instant (ISO text, ms or Date). */
export function hour(instant) {
  clock ??= new Intl.DateTimeFormat('nl', HOUR);
  return clock.format(new Date(instant));
}

/** 'di 24 nov'. */
export function day(instant) {
  return dayWords(dayOf(new Date(instant)));
}

/** 'vandaag 21:52', 'gisteren 08:05', 'di 24 nov 21:52'. */
export function when(instant) {
  const moment = new Date(instant);
  const time = hour(moment);
  const its = dayOf(moment);
  if (its === dayOf(now())) return word('today', { time });
  return its === dayOf(now(), -1) ? word('yesterday', { time }) : `${day(moment)} ${time}`;
}

/** A clone of the first element in a template of the page; null when the page has no such template. */
export function clone(templateId) {
  return document.getElementById(templateId)?.content.firstElementChild.cloneNode(true) ?? null;
}
