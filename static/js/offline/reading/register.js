/**
 * The service worker from the page's side: registering, keeping its pages fresh, and updating.
 * A new release waits until a person wants it, or until nobody looks and nothing is being typed.
 */

import { isTouched } from '../forms/state.js';
import { onPage } from '../page/page.js';
import { clone } from '../page/words.js';
import { readMeta, writeMeta } from '../store/db.js';

const WORKER = '/service-worker.js';
const OUTBOX = '/onverzonden';
const BOARD = '/bedden';
const BOARD_PACE_MS = 60 * 1000;
const BUILD = new URL(import.meta.url).pathname.split('/')[2];

let address = null; // the worker's, as a trusted script URL
let renewedAt = 0; // the board
let wanted = false; // a person wants the new release

function workerUrl() {
  const rules = {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError(`not a worker of ours: ${url}`);
      return url;
    },
  };
  return (window.trustedTypes?.createPolicy('worker', rules) ?? rules).createScriptURL(WORKER);
}

function isTyping() {
  return [...document.querySelectorAll('main form')].some(isTouched);
}

function offer(registration) {
  const place = document.getElementById('offline-notices');
  if (!place || place.querySelector('[data-new-version]')) return;
  const notice = clone('offline-new-version');
  if (!notice) return;
  notice.querySelector('[data-new-version]').addEventListener('click', () => {
    wanted = true;
    registration.waiting?.postMessage({ type: 'take-over' });
  });
  place.append(notice);
}

function whenWaiting(registration) {
  offer(registration);
  const quietly = () => {
    if (document.hidden && !isTyping()) registration.waiting?.postMessage({ type: 'take-over' });
  };
  document.addEventListener('visibilitychange', quietly);
  quietly();
}

function watch(registration) {
  if (registration.waiting) whenWaiting(registration);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && navigator.serviceWorker.controller) whenWaiting(registration);
    });
  });
}

function onMessage(event) {
  if (event.data?.type === 'which-build') event.ports[0]?.postMessage(BUILD);
}

const hasPages = () => caches.match(OUTBOX, { cacheName: `pages-${BUILD}` }); // an older release's are no use to this one

/** Whose pages the worker keeps, in which language, of which release. */
const markOf = (user) => [user, document.documentElement.lang, BUILD].join('|');

/**
 * Let the worker fetch its pages anew when they are another user's, another language's or another release's. That is
 * done when the server answered for each, which the worker marks itself, and only for a signed-in user: a user who must
 * sign in first gets no forms.
 */
async function freshenPages(worker, user) {
  const mark = markOf(user);
  const isIn = document.getElementById('inhoud')?.dataset.inside !== undefined;
  if (!isIn || ((await readMeta('pages')) === mark && (await hasPages()))) return;
  worker.postMessage({ type: 'freshen-pages', mark });
}

/** Let the worker keep the pages that this page names, once a page: `[data-keep]` holds the address. */
async function keepAsked() {
  for (const element of document.querySelectorAll('[data-keep]')) {
    const path = element.dataset.keep;
    delete element.dataset.keep;
    (await navigator.serviceWorker.ready).active.postMessage({ type: 'keep', path });
  }
}

/** The count forms that the worker keeps for this user, as HTML. */
export async function keptCounts() {
  const cache = await caches.open(`pages-${BUILD}`);
  const forms = (await cache.keys()).filter(({ url }) => url.endsWith('/tellen'));
  return Promise.all(forms.map(async (form) => (await cache.match(form, { ignoreVary: true })).text()));
}

/** Ask the browser not to throw our store away; some ask the person, so only once a sign-in. */
export async function persist() {
  if (await navigator.storage?.persisted?.()) return;
  await navigator.storage?.persist?.();
}

/** Register the worker for a signed-in user. The phone's first one reads whose pages to fetch, and fetches them once. */
export async function register(user) {
  if (!navigator.serviceWorker) return;
  if (!navigator.serviceWorker.controller) await writeMeta('pages-first', markOf(user)).catch(() => {});
  await navigator.serviceWorker.register(address, { type: 'module', updateViaCache: 'none' });
  await freshenPages((await navigator.serviceWorker.ready).active, user);
}

/** Try again when the worker did not come, or came without its pages (a fetch of the first try was lost). */
export async function ensureWorker(user) {
  const known = await navigator.serviceWorker?.getRegistration();
  if (!known || (!known.installing && !(await hasPages()))) await register(user);
}

/** Let the worker renew its copy of tonight's board, if it keeps one: without network its age counts. */
export async function renewBoard() {
  if (Date.now() - renewedAt < BOARD_PACE_MS) return;
  renewedAt = Date.now();
  if (!navigator.serviceWorker?.controller || !(await caches.match(BOARD))) return;
  const response = await fetch(BOARD, { headers: { 'HX-Request-Type': 'full' }, cache: 'no-cache' });
  await response.body?.cancel();
}

/** Make the one policy for the worker's address and listen to the worker's questions. */
export function installWorkerTalk() {
  if (!navigator.serviceWorker) return;
  address = workerUrl();
  let isUpdate = navigator.serviceWorker.controller !== null; // the first worker ever changes nothing
  navigator.serviceWorker.addEventListener('message', onMessage);
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isUpdate && (wanted || (document.hidden && !isTyping()))) location.reload();
    isUpdate = true;
  });
  navigator.serviceWorker.ready.then((registration) => {
    watch(registration);
    // A page on its way while the worker took charge of all pages was passed over.
    if (!navigator.serviceWorker.controller) registration.active.postMessage({ type: 'claim' });
  });
  onPage(keepAsked);
  navigator.serviceWorker.startMessages();
}
