/**
 * Which requests the worker answers, and how. Pure: a request in, the name of a strategy out.
 * An explicit allow-list of pages without personal data, declared by the features; everything else passes untouched.
 */

/** @import { KeptPage, Strategy } from '../static/js/offline/types.js' */

/** Pages with a frame only: the same bytes for everyone, filled on the phone. */
export const SHELLS = ['/offline', '/onverzonden'];

const RENEWAL = 'X-Onderdak-Renewal'; // of a page that is on screen as it was kept, and now waits for the network's own
/** The longest wait with a white screen. */
export const PAGE_LIMIT_MS = 2500;
export const FORM_LIMIT_MS = 600;

/** Parameters for the phone alone, and those that change the language of everything. */
const OWN_PARAMETERS = ['herstel', 'item', 'volg', 'kies'];

const AS_FILE = 'vorm';
const ID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';

/**
 * The build of a static address, or null.
 * @type {(pathname: string) => string | null}
 */
export function buildOf(pathname) {
  return /^\/static\/([^/]+)\//.exec(pathname)?.[1] ?? null;
}

/** @type {(request: Request) => boolean} */
function isWholePage(request) {
  return request.mode === 'navigate' || request.headers.get('HX-Request-Type') === 'full';
}

/**
 * The id in an address of this shape (`*` is an id; '' where it has none), or null when it has another shape.
 * @type {(shape: string | null, pathname: string) => string | null}
 */
function idIn(shape, pathname) {
  const found = shape && new RegExp(`^${shape.replace('*', `(${ID})`)}$`).exec(pathname);
  return found ? (found[1] ?? '') : null;
}

/** @type {(kept: KeptPage[], pathname: string) => KeptPage | undefined} */
function pageAt(kept, pathname) {
  return kept.find(({ path }) => idIn(path, pathname) !== null);
}

/** @type {(page: KeptPage | undefined) => boolean} */
const isOfOne = (page) => page?.path.includes('*') ?? false;

/**
 * The pages that are kept for everyone.
 * @type {(kept: KeptPage[]) => string[]}
 */
export function alwaysKept(kept) {
  return [...SHELLS, ...kept.filter((page) => !isOfOne(page)).map(({ path }) => path)];
}

/**
 * True when this is a page of one thing: kept when a page asks for it.
 * @type {(kept: KeptPage[], pathname: string) => boolean}
 */
export function isOnRequest(kept, pathname) {
  return isOfOne(pageAt(kept, pathname));
}

/**
 * The kept page that stands in for this one, or null.
 * @type {(kept: KeptPage[], address: string) => string | null}
 */
export function insteadOf(kept, address) {
  const { origin, pathname } = new URL(address);
  for (const { path, stands_in_for: shape } of kept) {
    const id = idIn(shape, pathname);
    if (id !== null) return origin + path.replace('*', id);
  }
  return null;
}

/**
 * The page that a kept one stands in for.
 * @type {(kept: KeptPage[], pathname: string) => string}
 */
export function shownFor(kept, pathname) {
  const page = pageAt(kept, pathname);
  return page?.stands_in_for?.replace('*', idIn(page.path, pathname) ?? '') ?? pathname;
}

/**
 * True when this address leads to kept pages like this one.
 * @type {(kept: KeptPage[], address: string, pathname: string) => boolean}
 */
export function leadsTo(kept, address, pathname) {
  return pageAt(kept, pathname)?.led_to_by === new URL(address).pathname;
}

/**
 * How long the network may take before the phone shows its own copy. A form with `?client=` holds that person.
 * @type {(kept: KeptPage[], address: string) => number}
 */
export function limitFor(kept, address) {
  const url = new URL(address);
  return pageAt(kept, url.pathname)?.is_empty && !url.search ? FORM_LIMIT_MS : PAGE_LIMIT_MS;
}

/** @type {(kept: KeptPage[], pathname: string, mode: string) => Strategy | null} */
function known(kept, pathname, mode) {
  if (SHELLS.includes(pathname)) return 'shell';
  if (pageAt(kept, pathname)) return 'page';
  return mode === 'navigate' && kept.some(({ led_to_by: address }) => address === pathname) ? 'only' : null;
}

/**
 * The strategy for a request, or null for one that is not ours. `origin` is the worker's own.
 * @type {(kept: KeptPage[], request: Request, origin: string) => Strategy | null}
 */
export function strategyFor(kept, request, origin) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return null;
  if (buildOf(url.pathname)) return 'static';
  if (!isWholePage(request) || request.headers.has(RENEWAL)) return null;
  if (url.searchParams.has(AS_FILE)) return null; // nothing can replace a file
  const found = url.searchParams.has('lang') ? null : known(kept, url.pathname, request.mode);
  if (found) return found;
  const hasKept = isOnRequest(kept, url.pathname) || insteadOf(kept, request.url) !== null;
  return request.mode === 'navigate' || hasKept ? 'navigation' : null;
}

/**
 * The addresses under which the cache may hold a page, best first. It is kept under the first.
 * @type {(kept: KeptPage[], address: string) => string[]}
 */
export function keysFor(kept, address) {
  const url = new URL(address);
  const bare = url.origin + url.pathname;
  if (!pageAt(kept, url.pathname)?.by_query) return [bare];
  for (const name of OWN_PARAMETERS) url.searchParams.delete(name);
  return url.search ? [url.origin + url.pathname + url.search, bare] : [bare];
}
