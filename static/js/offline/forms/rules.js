/**
 * The server's checks of an operation, made here before 'bewaard'. The rules (`data-rules` of the form) are those of
 * the server's input models, and so are the sentences: see `webapp/phone_rules.py`. Pure.
 */

import { dayOf } from '../../amsterdam.js';
import { fill } from '../page/words.js';
import { holdsBsn } from './bsn.js';
import { read } from './numerals.js';

const SIGN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/u;
const BLANK = /^[\p{White_Space}\p{Cf}\x1c-\x1f]*$/u;
const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;
const DAY = /^(\d{4})-\d\d-\d\d$/;
const MOMENT = /^(\d{4})-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function ofText({ need, list, min = 0, max = Infinity }, value) {
  if (SIGN.test(value)) return 'sign';
  const letters = BLANK.test(value) ? 0 : [...value.replace(/\r\n?/g, '\n').replace(EDGES, '')].length;
  if (letters > max) return 'max';
  return letters < min && (need || list || min) ? 'need' : null;
}

function ofNumber({ is, ge = -Infinity, le = Infinity, places = 0 }, value) {
  const number = typeof value === 'number' ? value : read(String(value), places);
  if (number === null || number !== Number(number.toFixed(places))) return is;
  if (number < ge) return 'ge';
  return number > le ? 'le' : null;
}

function ofDate(is, pattern, value) {
  const year = Number(pattern.exec(value)?.[1] ?? NaN);
  const day = new Date(`${String(value).slice(0, 10)}T00:00Z`);
  const isThere =
    !Number.isNaN(year) && !Number.isNaN(Date.parse(value)) && day.toISOString().startsWith(value.slice(0, 10)); // no 31 February
  if (!isThere) return is;
  return year < 1900 || year > 2200 ? 'far' : null;
}

const CHECKS = {
  text: ofText,
  whole: ofNumber,
  amount: ofNumber,
  day: (_rule, value) => ofDate('day', DAY, value),
  moment: (_rule, value) => ofDate('moment', MOMENT, value),
  id: (_rule, value) => (ID.test(value) ? null : 'id'),
  choice: () => null, // the page offers what there is
};

function ofOne(rule, value) {
  const isBlank = typeof value === 'string' && BLANK.test(value);
  return isBlank && rule.is !== 'text' ? 'need' : CHECKS[rule.is](rule, value);
}

function ofValue(rule, value) {
  if (rule.list) {
    if (value.length > (rule.most ?? Infinity)) return 'most';
    return value.map((item) => ofOne(rule, item)).find(Boolean) ?? null;
  }
  return rule.void && typeof value === 'string' && BLANK.test(value) ? null : ofOne(rule, value);
}

function isNothing(value) {
  return value === null || value === undefined || (typeof value === 'string' && BLANK.test(value));
}

/** A rule of the field's validator beside its type: it has one sentence. */
function breaksOwn(rule, value, other, now) {
  if (rule.unless) return isNothing(value) && isNothing(other(rule.unless));
  if (rule.within) return (value || 0) + (other(rule.beside) || 0) > (other(rule.within) ?? Infinity);
  if (isNothing(value)) return false;
  if (rule.times) return value > rule.times * (rule.of.map(other).find((one) => !isNothing(one)) ?? Infinity);
  if (rule.only_if) return value !== rule.free && other(rule.only_if) === false;
  if (rule.until_today) return value > dayOf(now);
  if (rule.until_now) return value > Number(dayOf(now).slice(0, 4));
  if (rule.back) return value < dayOf(now, -rule.back);
  if (rule.above) return !isNothing(other(rule.above)) && value <= other(rule.above);
  return rule.least !== undefined && value < (other(rule.least) ?? 0);
}

const REPLACES_OWN = new Set(['max', 'sign', 'far']); // always said in their own words

function sentence(rule, code, words) {
  const said = REPLACES_OWN.has(code) ? null : rule.says;
  return said ?? fill(words[code], { n: rule[code] });
}

function valueIn(body, name) {
  if (body.changes && name in body.changes) return body.changes[name].to;
  return name.split('.').reduce((inner, part) => inner?.[part], body);
}

/** The value of a field; a number that came as text is that number. */
function given(rule, body, name) {
  const value = valueIn(body, name);
  return rule.is === 'whole' && typeof value === 'string' ? (read(value) ?? value) : value;
}

/** The names of the fields with something that looks like a BSN. */
export function bsnIn({ fields }, body) {
  return Object.keys(fields).filter(
    (name) => fields[name].is === 'text' && holdsBsn([valueIn(body, name)].flat().join('\n')),
  );
}

/**
 * The mistakes of a body: `{name: sentence}`. `whole` has all values of the form, when the body has only its changes.
 */
export function verdict({ fields, words }, body, whole = body, now = new Date()) {
  const mistakes = {};
  const known = (name) =>
    name in mistakes ? null : (given(fields[name], body, name) ?? given(fields[name], whole, name)); // a wrong field gives no value
  for (const [name, rule] of Object.entries(fields)) {
    const isAbsent = body.changes ? !(name in body.changes) && !(name in body) : rule.inside && !body[rule.inside];
    if (isAbsent) continue;
    const value = given(rule, body, name);
    const code = value === null || value === undefined ? (rule.need ? 'need' : null) : ofValue(rule, value);
    if (code) mistakes[name] = sentence(rule, code, words);
    else if (breaksOwn(rule, value, known, now)) mistakes[name] = rule.said;
  }
  return mistakes;
}
