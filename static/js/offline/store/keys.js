/** The server's public key, to which operations are sealed; kept on the phone for when there is no network. */

/** @import { ServerKey } from '../types.js' */

import { saidBy } from '../answers.js';
import { readMeta, writeMeta } from './db.js';

const FRESH_MS = 60 * 60 * 1000;
const LIMIT_MS = 8000;

/** @type {ServerKey | null} */
let remembered = null; // the key this document seals to; old ones stay able to open, so it may lag behind
/** @type {Promise<boolean | null> | null} */
let fetching = null; // calls meanwhile get the same answer

/**
 * The key to seal to now: `{key, public}`, or null when this phone never fetched one.
 * @type {() => Promise<ServerKey | null>}
 */
export async function sealingKey() {
  remembered ??= currentOf(await readMeta('keys'));
  return remembered;
}

/** @type {(known?: { current: string, keys: ServerKey[] }) => ServerKey | null} */
function currentOf(known) {
  return known?.keys.find((entry) => entry.key === known.current) ?? null;
}

/**
 * The server's answer to a question for its keys, null from any other server. Rejects without network.
 * @type {(limit: number) => Promise<any>}
 */
export async function askKeys(limit) {
  return saidBy(
    await fetch('/offline/keys', {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(limit),
    }),
  );
}

/**
 * Fetch the keys; see `refreshKeys`.
 * @type {(isKnown: boolean) => Promise<boolean | null>}
 */
async function fetchKeys(isKnown) {
  try {
    const said = await askKeys(LIMIT_MS);
    const fetched = { current: said?.current, keys: said?.keys ?? [], fetched_at: Date.now() };
    if (!currentOf(fetched)?.public) return isKnown;
    await writeMeta('keys', fetched);
    remembered = currentOf(fetched);
    return true;
  } catch {
    return isKnown || null;
  }
}

/**
 * Fetch the server's keys when ours are absent or older than an hour (or `force`).
 * Answers whether a key is known afterwards (the old ones stay), or null when none is and there is no network.
 * @type {(force?: boolean) => Promise<boolean | null>}
 */
export async function refreshKeys(force = false) {
  const known = await readMeta('keys');
  const age = Date.now() - (known?.fetched_at ?? 0);
  if (known && !force && age >= 0 && age < FRESH_MS) return true;
  fetching ??= fetchKeys(known !== undefined).finally(() => {
    fetching = null;
  });
  return fetching;
}
