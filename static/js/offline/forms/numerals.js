/** Reads a typed number as the server's `numerals.py` does: `tests/cases/numerals.json` holds for both. */

const NUMBER =
  /^(?:€[ \u00a0\u2009\u202f]?)?([-\u2212]?)(?:([0-9]{1,15})|([1-9][0-9]{0,2}([. \u00a0\u2009\u202f])[0-9]{3}(?:\4[0-9]{3}){0,3}))(?:,([0-9]{1,2})|\.([0-9]{1,2})|[.,][-\u2013\u2014]{1,2})?$/;

const EDGES = /^[\p{White_Space}\x1c-\x1f]+|[\p{White_Space}\x1c-\x1f]+$/gu;

/**
 * The number, or null for no number or one with two readings; `places` is how many decimals it may have.
 * @type {(typed: string, places?: number) => number | null}
 */
export function read(typed, places = 0) {
  const [whole, sign, plain, grouped, , cents, point] = NUMBER.exec(typed.replace(EDGES, '')) ?? [];
  if (whole === undefined || (point && !(places && plain))) return null;
  const number = Number(`${sign && '-'}${(plain ?? grouped).replace(/[^0-9]/g, '')}.${cents ?? point ?? 0}`);
  return places || Number.isInteger(number) ? number + 0 : null;
}
