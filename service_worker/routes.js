/**
 * Which requests the worker answers, and how. Pure: a request in, the name of a strategy out.
 * An explicit allow-list of pages without personal data; everything else passes untouched.
 */

/** Pages that hold nothing but this page's frame: the same bytes for everyone, filled on the phone. */
export const SHELLS = ['/offline', '/onverzonden'];

/** Pages without personal data that are worth having without network. */
export const PAGES = ['/contacten/nieuw', '/bedden', '/bedden/vragen', '/kamers/verzoeken/nieuw', '/clienten/nieuw'];

/** Of these the kept page says the same as a fresh one, so nobody has to wait for the network. */
const EMPTY_FORMS = new Set(['/contacten/nieuw', '/kamers/verzoeken/nieuw', '/clienten/nieuw']);
const RENEWAL = 'X-Onderdak-Renewal'; // of a page that was shown as it was kept, and that waits for the network's own
/** Longer nobody looks at a white screen. */
export const PAGE_LIMIT_MS = 2500;
export const FORM_LIMIT_MS = 600;

/**
 * How long the network may take before what the phone has is shown. A form for somebody holds that person.
 * @type {(address: string) => number}
 */
export function limitFor(address) {
  const url = new URL(address);
  return EMPTY_FORMS.has(url.pathname) && !url.search ? FORM_LIMIT_MS : PAGE_LIMIT_MS;
}

/** One shelter, or its count form: that holds no names, so it is kept, and stands in for the shelter's page. */
const SHELTER = /^\/bedden\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(\/tellen)?$/;

/** @type {(pathname: string) => boolean} */
export const isCountForm = (pathname) => SHELTER.exec(pathname)?.[1] !== undefined;

/**
 * The page of the shelter that a count form is of.
 * @type {(form: string) => string}
 */
export const shelterOf = (form) => form.replace(/\/tellen$/, '');

/** A shortcut of the phone: the server knows which count is most wanted. */
const COUNT_NOW = '/bedden/tellen';

/**
 * The kept page that stands in for this one, or null.
 * @type {(address: string) => string | null}
 */
export function insteadOf(address) {
  const { origin, pathname } = new URL(address);
  return SHELTER.test(pathname) ? `${origin}${pathname}/tellen` : null;
}

/** Of these the query says what the page is about. */
const QUERY_MATTERS = new Set(['/bedden/vragen']);

/** Parameters that only the phone reads, or that change the language of everything. */
const OWN_PARAMETERS = ['herstel', 'item', 'volg', 'kies'];

const AS_FILE = 'vorm';

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
 * `static`, `shell`, `page`, `count`, `navigation`, or null: not ours. `origin` is the worker's own.
 * @type {(request: Request, origin: string) => 'static' | 'shell' | 'page' | 'count' | 'navigation' | null}
 */
export function strategyFor(request, origin) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return null;
  if (buildOf(url.pathname)) return 'static';
  if (!isWholePage(request) || request.headers.has(RENEWAL)) return null;
  if (url.searchParams.has(AS_FILE)) return null; // a file has no other to stand in for it
  const switchesLanguage = url.searchParams.has('lang');
  if (!switchesLanguage && SHELLS.includes(url.pathname)) return 'shell';
  if (!switchesLanguage && (PAGES.includes(url.pathname) || isCountForm(url.pathname))) return 'page';
  if (!switchesLanguage && request.mode === 'navigate' && url.pathname === COUNT_NOW) return 'count';
  return request.mode === 'navigate' || SHELTER.test(url.pathname) ? 'navigation' : null;
}

/**
 * Under which addresses a page may be found in the cache, best first. It is kept under the first.
 * @type {(address: string) => string[]}
 */
export function keysFor(address) {
  const url = new URL(address);
  const bare = url.origin + url.pathname;
  if (!QUERY_MATTERS.has(url.pathname)) return [bare];
  for (const name of OWN_PARAMETERS) url.searchParams.delete(name);
  return url.search ? [url.origin + url.pathname + url.search, bare] : [bare];
}
