/**
 * The service worker: listeners only. It owns reads (GET, from an allow-list) and may send the outbox
 * when the browser wakes it; it never writes the outbox.
 */

import { sendFormer } from '../js/offline/outbox/former.js';
import { send } from '../js/offline/outbox/sender.js';
import { readMeta } from '../js/offline/store/db.js';
import { currentDevice } from '../js/offline/store/identity.js';
import { filesOf, freshenPages, keepAll, keepFiles, keepPages, letGo, onRequestIn, pagesOf } from './keep.js';
import { open, show } from './push.js';
import {
  buildOf,
  FORM_LIMIT_MS,
  insteadOf,
  isOnRequest,
  keysFor,
  leadsTo,
  limitFor,
  PAGE_LIMIT_MS,
  shownFor,
  strategyFor,
} from './routes.js';
import {
  CACHED_AT,
  cacheFirst,
  cacheThenRenew,
  IS_SLOW,
  isForNow,
  keptUnder,
  networkFirst,
  networkOrShell,
  shell,
} from './strategies.js';

const MOST_REMEMBERED = 20;
const WORTH_ANOTHER_TRY = new Set(['no_network', 'server_error', 'busy']);

const servedFrom = new Map(); // client → the age of the kept page it was given ('' of the shell), and why

function remember(clientId, response) {
  servedFrom.delete(clientId);
  if (!clientId || !response || !isForNow(response)) return;
  servedFrom.set(clientId, { at: response.headers.get(CACHED_AT) ?? '', isSlow: response.headers.has(IS_SLOW) });
  if (servedFrom.size > MOST_REMEMBERED) servedFrom.delete(servedFrom.keys().next().value);
}

/** A page was given as it was kept, and now the network's own came too: offer it to the open page. */
async function tellLate({ clientId, resultingClientId }, late) {
  late?.body?.cancel().catch(() => {}); // an unread answer keeps its connection occupied
  if (late) (await self.clients.get(resultingClientId || clientId))?.postMessage({ type: 'late' });
}

const pageWith = {
  shell: (request, _shellKey, context) => cacheThenRenew(request, keysFor(context.kept, request.url)[0], context),
  page(request, shellKey, context) {
    const last = { shellKey: request.mode === 'navigate' ? shellKey : null, shellAfter: PAGE_LIMIT_MS };
    const limit = limitFor(context.kept, request.url);
    return networkFirst(request, keysFor(context.kept, request.url), context, limit, last);
  },
  navigation(request, shellKey, context) {
    const standIn = keptUnder(context.cache, insteadOf(context.kept, request.url));
    return networkOrShell(request, standIn, shellKey, context, limitFor(context.kept, request.url));
  },
  /** For several kept pages the shell shows a list; for one, that page has its own limit for the network. */
  async only(request, shellKey, context) {
    const found = await onRequestIn(context.cache, context.kept);
    const [only, ...others] = found.filter((path) => leadsTo(context.kept, request.url, path));
    const isSure = only !== undefined && others.length === 0;
    const goThere = async () => (isSure ? Response.redirect(shownFor(context.kept, only)) : null);
    return networkOrShell(request, goThere, shellKey, context, isSure ? FORM_LIMIT_MS : PAGE_LIMIT_MS);
  },
};

async function answerWith({ build, kept }, strategy, event) {
  const { request } = event;
  const fetchWith = (input) => fetch(input);
  if (strategy === 'static') {
    const isOwn = buildOf(new URL(request.url).pathname) === build;
    const cache = isOwn ? await caches.open(filesOf(build)) : null;
    return cacheFirst(request, { match: (wanted) => caches.match(wanted), cache, fetchWith });
  }
  const context = { cache: await caches.open(pagesOf(build)), build, kept, fetchWith };
  const shellKey = new URL('/offline', request.url).href;
  const { response, work } = await pageWith[strategy](request, shellKey, context);
  const isEarly = response && isForNow(response);
  event.waitUntil(
    Promise.resolve(work)
      .then((late) => isEarly && tellLate(event, late))
      .catch(() => {}),
  );
  remember(event.resultingClientId, response);
  if (response) return response;
  const instead = request.mode === 'navigate' ? await shell(context.cache, shellKey) : null;
  return instead ?? Response.error();
}

async function sendOutbox() {
  const record = await currentDevice();
  const note = record && (await send(record, { force: true }));
  if (record) await sendFormer(record, { force: true });
  if (note && WORTH_ANOTHER_TRY.has(note.state)) throw new Error(note.state); // the browser tries again later
}

const onMessage = {
  'take-over': () => self.skipWaiting(),
  claim: () => self.clients.claim(),
  'freshen-pages': (release, { data }) => freshenPages(release, data.mark),
  keep: ({ build, kept }, { data }) => isOnRequest(kept, data.path) && keepPages(build, [data.path]),
  'how-served': (_release, event) => event.ports[0]?.postMessage(servedFrom.get(event.source?.id) ?? null),
};

/**
 * The pages of a release that is installed. The phone's first worker knows its user, so that a round for them need not
 * follow; a later one finds them marked for the release before it.
 */
async function keepFirst(release) {
  const mark = self.registration.active ? undefined : await readMeta('pages-first').catch(() => undefined);
  return mark === undefined ? keepAll(release) : freshenPages(release, mark);
}

/** Start this release's worker: the fingerprint, the addresses of all its files, and the pages that it may keep. */
export function start({ build, precache = [], kept = [] }) {
  const release = { build, kept };
  self.addEventListener('install', (event) => {
    event.waitUntil(Promise.all([keepFiles(build, precache), keepFirst(release)]));
  });
  self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim().then(() => letGo(build)));
  });
  self.addEventListener('fetch', (event) => {
    const strategy = strategyFor(kept, event.request, self.location.origin);
    if (strategy) event.respondWith(answerWith(release, strategy, event));
  });
  self.addEventListener('push', (event) => event.waitUntil(show(event.data, self.registration, build)));
  self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification, self.clients)));
  self.addEventListener('sync', (event) => {
    if (event.tag === 'outbox') event.waitUntil(sendOutbox());
  });
  self.addEventListener('message', (event) => {
    const answer = onMessage[event.data?.type]?.(release, event);
    if (answer) event.waitUntil(answer);
  });
}
