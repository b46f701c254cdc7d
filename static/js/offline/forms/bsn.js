/** Finds possible BSNs, as the server's `bsn.py` does: `tests/cases/bsn.json` holds for both. */

const DIGIT = '0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19';
const RUN = new RegExp(`\\+?[${DIGIT}]+(?:[-./ \\t\u00a0\u2009\u2010\u2011\u2013\u202f][${DIGIT}]+)*`, 'g');
const PART = new RegExp(`[${DIGIT}]+`, 'g');
const DATE =
  /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/;

/** @type {(digits: string) => boolean} */
function passes(digits) {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return digits.length === 9 && Number(digits) > 0 && sum % 11 === 0;
}

/** @type {(run: string) => boolean} */
function canBe(run) {
  const parts = (run.match(PART) ?? []).map((part) => Array.from(part, (digit) => digit.charCodeAt(0) & 15).join(''));
  const tried = [...parts, parts.join('')];
  parts.forEach((_, at) => {
    const three = parts.slice(at, at + 3);
    if (/^(3,3,3|4,2,3)$/.test(three.map(({ length }) => length).join())) tried.push(three.join(''));
  });
  if (parts.length === 1 && run.length === 8 && !DATE.test(parts[0])) tried.push(`0${parts[0]}`);
  return tried.some(passes);
}

/**
 * True when a number in this text can be a BSN, however it is grouped.
 * @type {(text: string) => boolean}
 */
export function holdsBsn(text) {
  return (text.match(RUN) ?? []).some((run) => !run.startsWith('+') && canBe(run));
}
