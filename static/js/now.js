/**
 * The time by the server's clock: ages, days and nights on this phone go by it, not by the phone's own.
 *
 * The server gives its time with each region it renews and each answer to the phone; between two answers the phone's
 * clocks count on. One can be set and the other stands still in a pocket: the one that is further counts, so that
 * nothing looks younger than it is. The worker reads this too: no DOM is needed.
 */
const WORTH_TELLING = 2000; // ms

let ahead = 0; // of the phone's own clock, ms: known before this document heard the server
/** @type {{ server: number, wall: number, mono: number } | null} */
let heard = null;

const tell = () => globalThis.document?.dispatchEvent(new Event('onderdak:clock'));

/** Milliseconds since 1970, by the server's clock. */
export function now() {
  if (!heard) return Date.now() - ahead;
  return heard.server + Math.max(Date.now() - heard.wall, performance.now() - heard.mono);
}

/** How many ms the phone's own clock runs ahead. */
export const skew = () => Date.now() - now();

/**
 * Use an earlier known difference; a time that this document hears itself goes before it.
 * @type {(known: number) => void}
 */
export function assume(known) {
  ahead = known;
  tell();
}

/**
 * Note the server's time.
 * @type {(server: number) => void}
 */
export function learn(server) {
  if (Number.isNaN(server)) return;
  const before = now();
  heard = { server, wall: Date.now(), mono: performance.now() };
  if (Math.abs(server - before) > WORTH_TELLING) tell();
}
