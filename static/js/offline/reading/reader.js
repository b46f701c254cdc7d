/**
 * Reading without network. A page that cannot be fetched is replaced by the shell, and the shell by the page's own
 * region out of the vault, with its age on top. A page the worker took from its cache shows its age too. Never a second
 * set of templates: everything shown was once rendered by the server.
 */

import htmx from '../../htmx-setup.js';
import { nodesOf } from '../page/html.js';
import { announcePage, attach, onPage } from '../page/page.js';
import { signedInUser } from '../page/user.js';
import { clone, when, word } from '../page/words.js';
import { deviceOf } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { keptCounts } from './register.js';
import { installRenewing, renew } from './renew.js';
import { takenAt } from './snapshot.js';

const CACHED_AT = 'X-Onderdak-Cached';
const IS_SLOW = 'X-Onderdak-Slow';
const SHELL = '/offline';
const COUNT_NOW = '/bedden/tellen';
const notices = () => document.getElementById('offline-notices');

const PATIENCE_MS = 2500;
const waiting = new Map(); // request that is out → its timer

let kept = null; // `{at, isSlow}` of the page that is being swapped in, if it is a kept one
let isSlow = false; // of the shell: the network stays silent, unlike no network at all
let isFirst = true; // no page took the place of the one that this document was served with

function clearAge() {
  notices()?.querySelector('[data-age-notice]')?.remove();
}

function showAge(at, isForm, isLate = false) {
  const notice = clone(isForm ? 'offline-age-form' : 'offline-age');
  if (!notice || !notices()) return;
  clearAge();
  notice.dataset.ageNotice = '';
  if (!isForm && at) notice.querySelector('strong').textContent = word(isLate ? 'ageSlow' : 'age', { time: when(at) });
  notices().append(notice);
}

/** Show the age of a kept page: an empty form has none that matters. */
function showKeptAge({ at, isSlow: isLate }) {
  const isForm = document.querySelector('main form[data-draft]') !== null;
  if (!isForm || !isLate) showAge(at, isForm, isLate);
}

/** This very document was served as a kept page, or as the shell in the place of one that is late. */
function onServed(served) {
  if (!served) return;
  if (served.at) showKeptAge(served);
  else if (served.isSlow) noteSlow();
}

function noteSlow() {
  isSlow = true;
  const shell = document.querySelector('[data-offline-shell]');
  if (shell) showSlow(shell);
  else if (document.querySelector('[data-age-notice]')) fillAge().catch(() => {});
}

function showSlow(shell) {
  for (const text of shell.querySelectorAll('[data-slow]')) text.textContent = text.dataset.slow;
}

async function fillAge() {
  const at = await takenAt((await deviceOf(signedInUser())).device);
  if (document.querySelector('[data-age-notice]')) showAge(at, false, isSlow); // not over a page that came meanwhile
}

function showAlone() {
  const main = document.getElementById('inhoud');
  const shell = document.getElementById('offline-shell');
  if (!main || !shell) return;
  document.querySelector('.dock .main-action')?.remove();
  main.replaceChildren(shell.content.cloneNode(true));
  attach(main);
}

/** Put the shell in place of a page that did not come; the address becomes that page's. */
async function showShell(path, kind) {
  const entry = kind === 'restore' ? { replace: path } : { push: path };
  await htmx.ajax('GET', SHELL, { target: document.body, swap: 'outerSync', ...entry });
}

function onOffline(event) {
  const { path, kind } = event.detail;
  if (!signedInUser() || (kind !== 'navigate' && kind !== 'restore')) return;
  event.preventDefault();
  isSlow = false;
  if (path.startsWith(SHELL)) showAlone();
  else showShell(path, kind);
}

/**
 * Show the phone's copy of a page that stays away, instead of waiting for the network to give up. Only when it can be
 * read now; otherwise the network keeps its chance.
 */
async function insteadOfWaiting(ctx) {
  const user = signedInUser();
  const { pathname } = new URL(ctx.request.action, location.href);
  const page = user && (await vault.read((await deviceOf(user)).device, `page:${pathname}`));
  if (!page || ctx.response) return;
  ctx.request.abort();
  isSlow = true;
  await showShell(ctx.request.action, ctx.request.headers['HX-History-Restore-Request'] ? 'restore' : 'navigate');
}

function watch({ detail: { ctx } }) {
  if (ctx.target !== document.body || ctx.request.method !== 'GET' || ctx.isRenewal) return;
  const timer = setTimeout(() => insteadOfWaiting(ctx).catch(() => {}), PATIENCE_MS);
  waiting.set(ctx, timer);
}

function stopWatching({ detail: { ctx } }) {
  clearTimeout(waiting.get(ctx));
  waiting.delete(ctx);
}

/** The vault is shut: say that instead of 'not here', because its contents are unknown. */
function showLocked(shell, device) {
  if (vault.isOpen(device)) return;
  const title = shell.querySelector('h1[data-locked]');
  if (title) title.textContent = title.dataset.locked;
}

/** A kept count form as the row that leads to its shelter; null for a form without anything to count. */
function rowOf(html) {
  const page = document.createDocumentFragment();
  page.append(...nodesOf(html));
  const form = page.querySelector('#telling');
  const row = form && clone('offline-count');
  if (!row) return null;
  row.querySelector('a').href = form.getAttribute('action').replace(/\/tellen$/, '');
  row.querySelector('strong').textContent = form.dataset.title;
  return row;
}

/** The shortcut to the count, on a phone with the forms of several shelters: ask which. Answers whether it asks. */
async function askWhere(shell) {
  if (location.pathname !== COUNT_NOW) return false;
  const rows = (await keptCounts()).map(rowOf).filter(Boolean);
  const title = shell.querySelector('h1[data-where]');
  if (rows.length === 0 || !title) return false;
  title.textContent = title.dataset.where;
  for (const before of shell.querySelectorAll('[data-house]')) before.remove();
  shell.querySelector('.rows').prepend(...rows);
  attach(shell);
  return true;
}

/** Fill the shell with the page it replaces, when that is in the vault and the vault is open. */
async function fillShell() {
  const shell = document.querySelector('[data-offline-shell]');
  const user = signedInUser();
  if (shell && isSlow) showSlow(shell);
  if (!shell || !user) return;
  const { device } = await deviceOf(user);
  const name = `page:${location.pathname}`;
  const [page, at] = await Promise.all([vault.read(device, name), takenAt(device)]);
  if (!page && !(await askWhere(shell))) showLocked(shell, device);
  if (!page || !shell.isConnected) return;
  shell.replaceChildren(...nodesOf(page.html));
  shell.dataset.takenAt = (await takenAt(device)) ?? '';
  delete shell.dataset.offlineShell;
  attach(shell);
  announcePage();
  showAge(at, false, isSlow);
  const title = shell.querySelector('h1');
  if (!title) return;
  if (title.dataset.title) document.title = `${title.dataset.title} · Onderdak`; // never a name: a title stays in the history
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

/** A worker with much to do answers late; an old page without its age would be taken for a fresh one. */
function askWorker() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    if (isFirst) onServed(data);
  };
  navigator.serviceWorker?.controller?.postMessage({ type: 'how-served' }, [port2]);
}

function onAnswer(event) {
  const { ctx } = event.detail;
  const at = ctx.response.headers.get(CACHED_AT);
  if (ctx.target === document.body) kept = at ? { at, isSlow: ctx.response.headers.has(IS_SLOW) } : null;
  else if (!at && ctx.response.status < 400) renew(); // a region renewed itself: there is a network again
}

/** Read without network on this page and every next one. */
export function installReader() {
  document.addEventListener('onderdak:offline', onOffline);
  document.addEventListener('htmx:before:request', watch);
  document.addEventListener('htmx:before:response', stopWatching);
  document.addEventListener('htmx:finally:request', stopWatching);
  document.addEventListener('htmx:after:request', onAnswer);
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    if (ctx.target !== document.body) return;
    isFirst = false;
    clearAge();
    if (kept) showKeptAge(kept);
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-reload]')) location.reload();
  });
  onPage(() => fillShell().catch(() => {}));
  vault.onVaultChange(() => fillShell().catch(() => {}));
  askWorker();
  installRenewing();
}
