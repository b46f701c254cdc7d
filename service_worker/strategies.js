/** Finds an answer: in a cache, from the network, or from both. Caches and fetch are passed in. */

/**
 * @typedef {(request: RequestInfo) => Promise<Response>} Fetch
 * @typedef {{ cache: Cache, build: string, fetchWith: Fetch }} Context
 * @typedef {{ response: Response | null, work: Promise<unknown> }} Found `work` may go on after the response
 * @typedef {{ shellKey?: string | null, shellAfter?: number }} Last
 * @typedef {(isSlow: boolean) => Promise<Response | null>} StandIn
 * @typedef {(request: Request) => Promise<Response | undefined>} Match
 * @typedef {{ match: Match, cache: Cache | null, fetchWith: Fetch }} Files
 */

export const CACHED_AT = 'X-Onderdak-Cached';
export const IS_SLOW = 'X-Onderdak-Slow'; // kept, because the network takes long; without it, because there is none
const SIGN_IN = /<title>[^<]*(?:inloggen|log in|sign in)/i;

/**
 * True when a page may be kept: ours, whole, of this very build, and allowed by the server.
 * @type {(response: Response, build: string) => Promise<boolean>}
 */
export async function mayKeep(response, build) {
  if (response.status !== 200 || response.redirected || response.type === 'opaque') return false;
  if ((response.headers.get('Cache-Control') ?? '').includes('no-store')) return false;
  if (!(response.headers.get('Content-Type') ?? '').startsWith('text/html')) return false;
  const html = await response.clone().text();
  return html.includes(`/static/${build}/`) && !SIGN_IN.test(html);
}

/**
 * True when a page comes from our server: a refusal of ours, not one of a portal or a filter.
 * @type {(response: Response) => Promise<boolean>}
 */
export async function isOurPage(response) {
  const html = await response.text(); // read it: an unread answer keeps its connection occupied
  return response.status < 500 && /<script type="module" src="\/static\/[^/"]+\/js\/app\.js">/.test(html);
}

/**
 * True when this is a static file. It is never a page: a portal's page under a file's address is no file.
 * @type {(response: Response) => boolean}
 */
export function isFile(response) {
  const kind = response.headers.get('Content-Type') ?? '';
  return response.status === 200 && !response.redirected && !kind.startsWith('text/html');
}

/**
 * A kept page with its age in a header. Made anew, so that its address is the one that was asked.
 * @type {(cached: Response, isSlow: boolean) => Response}
 */
function withAge(cached, isSlow) {
  const headers = new Headers(cached.headers);
  headers.set(CACHED_AT, headers.get('Date') ?? '');
  if (isSlow) headers.set(IS_SLOW, '1');
  return new Response(cached.body, { status: 200, headers });
}

const SLOW = Symbol('slow');

/** @type {(ms: number) => Promise<typeof SLOW>} */
function after(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, SLOW);
  });
}

/** @type {(cache: Cache, keys: string[]) => Promise<Response | null>} */
async function found(cache, keys) {
  for (const key of keys) {
    const hit = await cache.match(key, { ignoreVary: true });
    if (hit) return hit;
  }
  return null;
}

/**
 * Keep an answer if there is room: a full phone still gets it.
 * @type {(cache: Cache, key: RequestInfo, response: Response) => Promise<void>}
 */
function put(cache, key, response) {
  return cache.put(key, response.clone()).catch(() => {});
}

/** @type {(request: RequestInfo, key: RequestInfo, context: Context) => Promise<Response>} */
async function fetchAndKeep(request, key, { cache, build, fetchWith }) {
  const response = await fetchWith(request);
  if (await mayKeep(response, build)) await put(cache, key, response);
  return response;
}

/**
 * Network first with a short limit, then the cache with its age. `{response, work}`. When none is kept, the shell after
 * `shellAfter` ms; `shellKey` null for a request that no person waits for.
 * @type {(request: Request, keys: string[], context: Context, limit: number, last?: Last) => Promise<Found>}
 */
export async function networkFirst(request, keys, context, limit, { shellKey = null, shellAfter = limit } = {}) {
  const fresh = fetchAndKeep(request, keys[0], context);
  const usable = fresh.then(
    (response) => (response.status >= 500 ? null : response),
    () => null,
  );
  const early = await Promise.race([usable, after(limit)]);
  if (early && early !== SLOW) return { response: early, work: fresh };
  const cached = await found(context.cache, keys);
  if (cached) return { response: withAge(cached, early === SLOW), work: usable };
  const late = early === SLOW && shellKey && (await Promise.race([usable, after(shellAfter - limit)])) === SLOW;
  const instead = late ? await shell(context.cache, shellKey, true) : null;
  return { response: instead ?? (await fresh.catch(() => null)), work: usable };
}

/**
 * The cache at once, renewed behind it; the network when there is nothing yet.
 * @type {(request: Request, key: string, context: Context) => Promise<Found>}
 */
export async function cacheThenRenew(request, key, context) {
  const cached = await context.cache.match(key, { ignoreVary: true });
  if (!cached) {
    const fresh = fetchAndKeep(request, key, context);
    return { response: await fresh.catch(() => null), work: fresh.catch(() => {}) };
  }
  const renewal = fetchAndKeep(key, key, context).catch(() => {});
  return { response: new Response(cached.body, { status: 200, headers: cached.headers }), work: renewal };
}

/**
 * Fingerprinted files never change: the cache if any has it. `cache` null: not of this build, so not kept.
 * @type {(request: Request, files: Files) => Promise<Response>}
 */
export async function cacheFirst(request, { match, cache, fetchWith }) {
  const cached = await match(request);
  if (cached) return cached;
  const response = await fetchWith(request);
  if (cache && isFile(response)) await put(cache, request, response);
  return response;
}

/**
 * The shell, which fills itself on the phone; null when it is not kept yet.
 * @type {(cache: Cache, key: string, isSlow?: boolean) => Promise<Response | null>}
 */
export async function shell(cache, key, isSlow = false) {
  const kept = await cache.match(key, { ignoreVary: true });
  if (!kept) return null;
  const headers = new Headers(kept.headers);
  if (isSlow) headers.set(IS_SLOW, '1');
  return new Response(kept.body, { status: 200, headers });
}

/**
 * True when this answer came from the phone while the network's own may still come.
 * @type {(response: Response) => boolean}
 */
export const isForNow = ({ headers }) => headers.has(CACHED_AT) || headers.has(IS_SLOW);

/**
 * The replacement of a page: the kept one under this key.
 * @type {(cache: Cache, key: string | null) => StandIn}
 */
export const keptUnder = (cache, key) => async (isSlow) => {
  const kept = key && (await cache.match(key, { ignoreVary: true }));
  return kept ? withAge(kept, isSlow) : null;
};

/**
 * Any other page: the network, and when it fails or stays silent the page that `standIn` finds, else the shell.
 * `{response, work}`.
 * @type {(request: Request, standIn: StandIn, shellKey: string, context: Context, limit: number) => Promise<Found>}
 */
export async function networkOrShell(request, standIn, shellKey, { cache, fetchWith }, limit) {
  const fresh = fetchWith(request);
  const work = fresh.catch(() => null);
  const early = await Promise.race([work, after(limit)]);
  if (early && early !== SLOW) return { response: early, work };
  const isSlow = early === SLOW;
  const kept = (await standIn(isSlow)) ?? (await shell(cache, shellKey, isSlow));
  return { response: kept ?? (await fresh), work };
}
