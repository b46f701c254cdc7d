/**
 * Locks this document: after minutes without a touch, when it goes away, when the server says that the session ended.
 * Locked means that the private key is forgotten and that its contents are gone from the page. Saving and sending go
 * on. The server hears of it, so that a reload shows nothing either, and of every touch.
 */

import { learn } from '../../now.js';
import { forgetNames } from '../../silence.js';
import { onShut, post } from '../answers.js';
import { keepNow } from '../forms/drafts.js';
import { announce, listen } from '../outbox/channel.js';
import { deviceOf } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { attach, follow, onPage } from './page.js';
import { signedInUser } from './user.js';
import { clone } from './words.js';

const MINUTES = 10;
const CHECK_MS = 5000;
const TELL_TABS_MS = 5000;
const TELL_SERVER_MS = 60000;

let isLocked = false;
let owesServer = false; // locked here, and the server has not heard it yet
let isProving = null;
let turn = null; // by which the server knows this page from the one before and the one after
let touched = moment();
let tabsHeardAt = 0;
let serverHeardAt = 0;

/** Two clocks: one a person can set, one that may sleep with the phone. */
function moment() {
  return { wall: Date.now(), steady: performance.now() };
}

function idleFor() {
  const now = moment();
  return Math.max(Math.abs(now.wall - touched.wall), now.steady - touched.steady);
}

/**
 * Take the contents out of the page, and put the lock in their place. The board stays without its personal part, a
 * count without its guests beside the lock. A page for everyone shows nothing of anyone.
 */
function cover() {
  const main = document.getElementById('inhoud');
  const screen = clone('offline-locked');
  if (main?.dataset.inside === undefined || !screen || main.querySelector('[data-shut]')) return;
  const stays = main.querySelector('[data-stays]') !== null; // it holds nobody, and hangs on walls
  const isCount = main.querySelector('[data-while-locked]') !== null;
  if (stays || isCount) forgetNames();
  if (stays || main.querySelector('[data-lock-screen]')) return;
  keepNow();
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  if (isCount) {
    main.prepend(screen);
  } else {
    document.querySelector('.dock .main-action')?.remove();
    main.replaceChildren(screen);
  }
  document.title = `${main.querySelector('h1').textContent} · Onderdak`;
  attach(main);
  document.dispatchEvent(new Event('onderdak:page'));
}

/** Also on the page (`data-locked`): regions that renew themselves look there. */
function become(locked) {
  isLocked = locked;
  document.documentElement.toggleAttribute('data-locked', locked);
}

/** Lock this document; `tell` the server, which is the other half of it. */
export function lock(tell) {
  if (signedInUser()) cover();
  document.dispatchEvent(new Event('onderdak:locked'));
  become(true);
  vault.lock();
  owesServer ||= tell;
  tellServer().catch(() => {});
}

/** The other half of a lock, once there is a network for it; after a proof that is out, which would open it again. */
export async function tellServer() {
  await isProving?.catch(() => {});
  if (owesServer && (await post('/offline/lock', {}))) owesServer = false;
}

/**
 * Tell the server that somebody is at work here. By the proof in the vault it reopens a session it locked meanwhile.
 */
async function prove() {
  const user = signedInUser();
  const { device } = await deviceOf(user);
  const kept = await vault.read(device, 'session');
  const said = await post('/offline/touch', { device, proof: kept?.proof ?? '' }).catch(() => null);
  if (said?.user !== user) return false;
  turn = said.turn;
  learn(Date.parse(said.server_time));
  return true;
}

function proveOnce() {
  isProving ??= prove().finally(() => {
    isProving = null;
  });
  return isProving;
}

function onTouch() {
  if (!signedInUser() || check()) return;
  touched = moment();
  if (isLocked) return;
  if (touched.wall - tabsHeardAt > TELL_TABS_MS) {
    tabsHeardAt = touched.wall;
    announce({ type: 'touched' });
  }
  if (touched.wall - serverHeardAt > TELL_SERVER_MS) {
    serverHeardAt = touched.wall;
    proveOnce().catch(() => {});
  }
}

/** The server opened the vault of this page: its turn, and for how long the phone may lie untouched. */
export function heard(said) {
  turn = said.turn;
  return readLimit();
}

let limit = MINUTES * 60000;

async function readLimit() {
  const user = signedInUser();
  const minutes = user && (await deviceOf(user)).rules?.minutes;
  limit = (minutes || MINUTES) * 60000;
}

/** Lock when nobody touched this phone for too long. Answers whether it did; a locked page is covered again. */
function check() {
  if (!signedInUser() || idleFor() < limit) return false;
  if (isLocked) {
    cover(); // covers content that came or was typed since
    return false;
  }
  lock(true);
  announce({ type: 'locked' });
  return true;
}

/**
 * The server shows nothing more to this session. An open vault proves that its person is still here. When the session
 * ended, a partly filled form stays until nobody touches it; names go from it (`silence`).
 */
async function onRefusal(code, goOn) {
  if (isLocked || (isProving && code === 'locked')) return;
  const user = signedInUser();
  const wasOpen = user && vault.isOpen((await deviceOf(user)).device);
  if (code === 'locked' && wasOpen && (await proveOnce())) return goOn();
  if (wasOpen && (code === 'locked' || !document.querySelector('form[data-draft]'))) lock(false);
  vault.lock();
  become(true);
}

/** The session ended, in whatever place that was heard: this page, a region of it, another tab, or the worker. */
export const ended = () => onRefusal('unauthorized');

/** The sign-in page came in the place of the requested page: the session ended, or is locked. */
async function onSignIn(goOn) {
  const page = document.querySelector('[data-shut]');
  const user = signedInUser();
  if (!page || !user) return;
  const wasOpen = vault.isOpen((await deviceOf(user)).device);
  if (page.dataset.shut === 'locked' && wasOpen && (await proveOnce())) {
    goOn();
    await follow(page.dataset.next, { replace: 'true' });
  } else {
    vault.lock();
    become(true);
  }
}

function leave() {
  if (!signedInUser()) return;
  const wasOpen = !isLocked;
  lock(false);
  if (wasOpen && turn !== null) navigator.sendBeacon(`/offline/lock?soon=${turn}`);
  else if (owesServer) navigator.sendBeacon('/offline/lock');
}

/** True when only a gesture of its person opens the vault here. */
export function needsGesture() {
  return isLocked;
}

/** The vault was opened here by passkey: this document shows again. */
export function unlocked() {
  become(false);
  touched = moment();
}

/** Start locking; `goOn` is called when the server opened the session again. */
export function installLock(goOn) {
  for (const name of ['pointerdown', 'keydown', 'scroll'])
    document.addEventListener(name, onTouch, { capture: true, passive: true });
  setInterval(check, CHECK_MS);
  document.addEventListener('visibilitychange', check, { capture: true }); // before a region asks for its names again
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  onShut((code) => onRefusal(code, goOn).catch(() => {}));
  onPage(() => onSignIn(goOn).catch(() => {}));
  readLimit().catch(() => {});
  listen(({ type }) => {
    if (type === 'touched') touched = moment();
    if (type === 'locked' && !isLocked) lock(false);
  });
}
