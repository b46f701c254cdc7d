/** Keeps this build's files and pages for the worker, and lets go of older builds that nobody uses any more. */

import { readMeta, writeMeta } from '../js/offline/store/db.js';
import { madeWhole, SHELL_TAG } from './remainder.js';
import { alwaysKept, isOnRequest, SHELLS } from './routes.js';
import { isFile, isOurPage, mayKeep } from './strategies.js';

const BEGUN = 'pages-begun';
const DONE = 'pages';
const LAST = '/onverzonden';
const FILE_LIMIT_MS = 60000;
const PAGE_LIMIT_MS = 20000; // a page that never comes must not hold up every later round

/** Name of the cache with a build's fingerprinted files. */
export const filesOf = (build) => `static-${build}`;
/** Name of the cache with a build's pages. */
export const pagesOf = (build) => `pages-${build}`;

/** Fetch every file of this build; rejects when one is missing, so that an incomplete release never installs. */
export async function keepFiles(build, files) {
  const cache = await caches.open(filesOf(build));
  await Promise.all(
    files.map(async (file) => {
      const response = await fetch(file, { signal: AbortSignal.timeout(FILE_LIMIT_MS) });
      if (!isFile(response)) throw new TypeError(`not a file of ours: ${file}`);
      await cache.put(file, response);
    }),
  );
}

const addressOf = (path) => new URL(path, self.location.origin).href;

/** The shell that is kept here, with the tag by which the server knows it; null when it has none. */
async function heldShell(cache) {
  const held = await cache.match(addressOf(SHELLS[0]), { ignoreVary: true });
  const tag = held?.headers.get(SHELL_TAG);
  return tag ? { tag, text: await held.text() } : null;
}

/** An answer without its shell, made whole; any other answer as it is. */
async function withShell(response, shell) {
  if (!shell || response.redirected || response.headers.get(SHELL_TAG) !== shell.tag) return response;
  const headers = new Headers(response.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Response(madeWhole(await response.text(), shell.text), { status: response.status, headers });
}

/** Fetch a page, without the lines of the shell that is here already. */
async function fetchPage(path, cache) {
  const signal = AbortSignal.timeout(PAGE_LIMIT_MS);
  const shell = path === SHELLS[0] ? null : await heldShell(cache);
  // The browser's own store keeps pages whole: an answer without its shell is nothing to anybody else.
  const how = shell ? { cache: 'no-store', headers: { [SHELL_TAG]: shell.tag } } : { cache: 'no-cache' };
  return withShell(await fetch(path, { credentials: 'same-origin', signal, ...how }), shell);
}

/**
 * Fetch one page. A page that the server no longer gives this user goes; one that cannot be fetched now stays. A user
 * who must sign in first gets it after that. Answers whether the server answered.
 */
async function keepPage(path, build, cache) {
  const response = await fetchPage(path, cache);
  const isKept = await mayKeep(response.clone(), build);
  const isRefused = !isKept && (await isOurPage(response)) && response.status >= 400; // a portal's or a filter's word is nothing
  if (isKept) await cache.put(addressOf(path), response);
  if (isRefused) await cache.delete(addressOf(path));
  return isKept || isRefused;
}

/** The pages of one thing in this cache. */
export async function onRequestIn(cache, kept) {
  const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
  return paths.filter((path) => isOnRequest(kept, path));
}

/** The pages of one thing that are kept, also for an older build. */
async function onRequest(kept) {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => onRequestIn(await caches.open(name), kept)));
  return [...new Set(found.flat())];
}

let last = Promise.resolve();

/** Run one round at a time: a late answer for an earlier user must not undo the next round. */
function oneAtATime(round) {
  last = last.then(round, round);
  return last;
}

async function fetchPages(build, paths) {
  const cache = await caches.open(pagesOf(build));
  let isWhole = true;
  for (const path of paths) {
    isWhole = (await keepPage(path, build, cache).catch(() => false)) && isWhole; // without network it comes when it is visited
  }
  return isWhole;
}

async function fetchAll(build, kept) {
  return fetchPages(build, [...alwaysKept(kept), ...(await onRequest(kept))]);
}

/** Fetch these pages as this user may see them. Without network the present copies stay. */
export function keepPages(build, paths) {
  return oneAtATime(() => fetchPages(build, paths));
}

/** The same for every page that is kept. */
export function keepAll({ build, kept }) {
  return oneAtATime(() => fetchAll(build, kept));
}

/** Forget the pages about one thing (with a query). */
async function forgetAbout(build) {
  const cache = await caches.open(pagesOf(build));
  const about = (await cache.keys()).filter((request) => new URL(request.url).search !== '');
  await Promise.all(about.map((request) => cache.delete(request)));
}

/**
 * Another user, another language: fetch all pages again, and forget those about one thing. `mark` names the user and
 * the language: pages they opened while a round waited or was repeated stay. Marked as done when the server answered
 * for each.
 */
export async function freshenPages({ build, kept }, mark) {
  const isNew = mark === undefined || (await readMeta(BEGUN)) !== mark;
  if (isNew) await forgetAbout(build);
  if (isNew) await writeMeta(BEGUN, mark);
  await oneAtATime(async () => {
    const isDone =
      mark !== undefined &&
      (await readMeta(DONE)) === mark &&
      (await caches.match(LAST, { cacheName: pagesOf(build) }));
    if (!isDone && (await fetchAll(build, kept)) && mark !== undefined) await writeMeta(DONE, mark); // of two that ask, one is enough
  });
}

function askBuild(client) {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve('unknown'), 2000);
  });
  client.postMessage({ type: 'which-build' }, [port2]);
  return answer;
}

/** Delete the caches of builds that no open page uses. A page that does not answer might use any. */
export async function letGo(build) {
  const clients = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const inUse = new Set(await Promise.all(clients.map(askBuild)));
  if (inUse.has('unknown')) return;
  inUse.add(build);
  const names = await caches.keys();
  const old = names.filter((name) => /^(?:static|pages)-/.test(name) && !inUse.has(name.replace(/^[a-z]+-/, '')));
  await Promise.all(old.map((name) => caches.delete(name)));
}
