/**
 * Finding a name as the server does (webapp/people/search.py, `rank`; webapp/text.py, `fold`): in spite of accents, case,
 * word order and one slip a word. A test compares the two. No DOM here.
 */

/** @type {Map<string, string>} */
const LETTERS = new Map(
  Object.entries({ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i' }),
);
const MOST_WORDS = 20;
const SLIP_FROM = 3;
const FOUND = 50;

/** @type {Map<string, boolean>} */
const combines = new Map();

/**
 * True for a mark that Unicode gives a combining class: such marks change places in canonical order, others never do.
 * @type {(mark: string) => boolean}
 */
function isCombining(mark) {
  const known = combines.get(mark);
  if (known !== undefined) return known;
  const found = [`\u0301${mark}`, `${mark}\u0334`].some((pair) => `a${pair}`.normalize('NFD') !== `a${pair}`);
  combines.set(mark, found || mark === '\u0334' || mark === '\u0301');
  return combines.get(mark) === true;
}

/**
 * Lower case without accents and punctuation, words apart by one space. By way of upper case `ß` is `ss`, as in Python's
 * casefold.
 * @type {(text: string) => string}
 */
export function fold(text) {
  let plain = text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  if (/[^\0-\x7f]/.test(plain)) {
    const letters = [...plain.normalize('NFKD')].map((letter) => LETTERS.get(letter) ?? letter);
    plain = letters.filter((letter) => !/\p{M}/u.test(letter) || !isCombining(letter)).join('');
  }
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** @type {(key: string) => string[][]} each word as its letters, because some take two places in a text */
const wordsOf = (key) => (key ? key.split(' ').slice(0, MOST_WORDS) : []).map((word) => [...word]);

/**
 * Letters more, less, other, or two neighbours swapped, between two words; `most` + 1 when there are more than `most`.
 * @type {(one: string[], other: string[], most: number) => number}
 */
function apart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [/** @type {number[]} */ ([]), other.map((_, at) => at)];
  last.push(other.length);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (isSame ? 0 : 1));
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (isSwapped) next[at] = Math.min(next[at], before[at - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return Math.min(last[other.length], most + 1);
}

/** @type {(word: string[], beginning: string[]) => boolean} */
const begins = (word, beginning) => beginning.every((letter, at) => word[at] === letter);

/** @type {(asked: string[], word: string[]) => number | null} */
function slips(asked, word) {
  if (begins(word, asked)) return asked.length === word.length ? 0 : 1;
  const first = word.slice(0, 2);
  if (asked.length < SLIP_FROM || !(first.includes(asked[0]) || first.includes(asked[1]))) return null;
  const beginnings = [word, ...[-1, 0, 1].map((extra) => word.slice(0, asked.length + extra))];
  if (!beginnings.some((beginning) => apart(asked, beginning, 1) <= 1)) return null;
  return apart(asked, word, 1) <= 1 ? 2 : 3;
}

/**
 * The slips between a question and a name, both folded; null when this name is not meant.
 * @type {(asked: string, key: string) => number | null}
 */
export function distance(asked, key) {
  const words = wordsOf(key);
  words.push(...words.slice(1).map((word, at) => [...words[at], ...word]));
  let sum = 0;
  const wanted = wordsOf(asked);
  const isMeant = wanted.every((word) => {
    const near = words.map((one) => slips(word, one)).filter((one) => one !== null);
    sum += Math.min(...near);
    return near.length > 0;
  });
  if (isMeant && wanted.length > 0) return sum;
  const whole = [asked, key].map((text) => [...text.replaceAll(' ', '')]);
  return [...asked].length > SLIP_FROM && apart(whole[0], whole[1], 1) <= 1 ? 3 : null;
}

/** @type {(one: string, other: string) => number} by code point, as the server does */
function compare(one, other) {
  const [letters, others] = [[...one], [...other]];
  const at = letters.findIndex((letter, place) => letter !== others[place]);
  if (at < 0) return letters.length - others.length;
  return at < others.length ? Number(letters[at].codePointAt(0)) - Number(others[at].codePointAt(0)) : 1;
}

/**
 * The ids of the people meant by what was typed, nearest first; `people` are `{id, key}` with the folded name.
 * @type {(typed: string, people: { id: string, key: string }[]) => string[]}
 */
export function rank(typed, people) {
  const asked = fold(typed);
  return people
    .map(({ id, key }) => ({ id, key, far: distance(asked, key) }))
    .filter(({ far }) => far !== null)
    .sort(
      (one, other) => Number(one.far) - Number(other.far) || compare(one.key, other.key) || compare(one.id, other.id),
    )
    .slice(0, FOUND)
    .map(({ id }) => id);
}
