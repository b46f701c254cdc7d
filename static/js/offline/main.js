/** The phone's part of every page. Starts each behaviour once; the document then lives on through navigation. */

import { hearOn } from '../push.js';
import { stop } from '../silence.js';
import { onShut } from './answers.js';
import { choosePerson } from './forms/asked_person.js';
import { installDrafts, restoreDraft } from './forms/drafts.js';
import { fillChoices, fillPlaces } from './forms/fill.js';
import { installForms } from './forms/forms.js';
import { itemToRepair, repair } from './forms/repair.js';
import { installConflict } from './list/conflict.js';
import { installOutboxPage } from './list/page.js';
import { installUnsent } from './list/unsent.js';
import { announce, listen } from './outbox/channel.js';
import { installClock } from './page/kept_clock.js';
import { ended, installLock, needsGesture, tellServer } from './page/lock.js';
import { onPage } from './page/page.js';
import { installSignout } from './page/signout.js';
import { installStatus, say } from './page/status.js';
import { hearServer, keepPasskey, openByServer } from './page/unlock.js';
import { installUnlocking } from './page/unlock_button.js';
import { signedInUser } from './page/user.js';
import { installWaking, sending, wake } from './page/wake.js';
import { word } from './page/words.js';
import { installReader } from './reading/reader.js';
import { ensureWorker, installWorkerTalk, persist, register, renewBoard } from './reading/register.js';
import { installSearch } from './reading/search.js';
import { refreshSnapshot, SNAPSHOT_PACE_MS } from './reading/snapshot.js';
import { deviceOf, rememberUser } from './store/identity.js';
import { refreshKeys } from './store/keys.js';
import * as vault from './store/vault.js';

const SOON_MS = 5000;
const SENDING_MS = 5000; // what comes in waits no longer for what goes out

const filled = new WeakSet();

let known = null; // the user this document works for
let spoken = document.documentElement.lang; // the kept pages are in this language
let opening = null;
let next = null; // the attempt that was requested while another was under way
let soon = SOON_MS;
let trying = null;

async function fillForm(form, record) {
  await fillChoices(form, record);
  const item = itemToRepair();
  if (item === null) await fillPlaces(form, record);
  const isRepaired = item !== null && (await repair(form, item));
  if (form.dataset.draft !== undefined) await restoreDraft(form, record, isRepaired);
  if (item === null) await choosePerson(form, record);
}

const forms = () => document.querySelectorAll('form[data-offline], form[data-draft]');

/** Fill the empty forms of this page, each once, as soon as the vault is open. */
async function fillForms() {
  const user = signedInUser();
  if (!user) return;
  const record = await deviceOf(user);
  if (!vault.isOpen(record.device)) return;
  for (const form of forms()) {
    if (filled.has(form)) continue;
    filled.add(form);
    await fillForm(form, record);
  }
}

async function readyVault(user, isFresh) {
  let record = await deviceOf(user);
  if (!vault.isOpen(record.device)) {
    if (needsGesture()) {
      await tellServer().then(() => hearServer(user));
    } else {
      record = await openByServer(user);
      if (needsGesture()) vault.lock(); // while it was being opened
    }
  }
  if (signedInUser() !== user) {
    vault.lock(); // signed out while it was being opened, or the session is another user's than that of the cookie
    return notice();
  }
  if (!vault.isOpen(record.device) && itemToRepair()) say(word('locked'));
  // What was written here goes first: it is on this phone alone, and the snapshot after it has it.
  await Promise.race([sending(), new Promise((done) => setTimeout(done, SENDING_MS))]);
  const isCurrent = await refreshSnapshot(record, isFresh);
  tryAgain(needsGesture() || (isCurrent && vault.isOpen(record.device))); // current and shut is of no use
  for (const form of forms()) await fillChoices(form, record); // a form opened before it could not offer what is new
}

/**
 * Ask again for missing pages, or for the way into them: soon, then less and less often, because nothing announces a
 * better network.
 */
function tryAgain(isDone, how = comeBack) {
  clearTimeout(trying);
  if (!isDone) trying = setTimeout(how, soon);
  soon = isDone ? SOON_MS : Math.min(2 * soon, SNAPSHOT_PACE_MS);
}

/**
 * Open the vault if it is shut and bring it up to date; one attempt at a time. Calls meanwhile become one attempt after
 * it: the present one may have begun before the network was back.
 */
function openVault(user, isFresh = false) {
  if (opening) {
    next = { user, isFresh: isFresh || next?.isFresh };
    return opening;
  }
  opening = readyVault(user, isFresh).finally(() => {
    opening = null;
    const asked = next;
    next = null;
    if (asked) return openVault(asked.user, asked.isFresh);
  });
  return opening;
}

/** Somebody signed in or out, here or by a full load: from now on work for them alone. */
async function begin(user) {
  vault.lock();
  const isNew = await rememberUser(user);
  if (!user) return;
  if (isNew) announce({ type: 'signed-in' });
  if (isNew) persist().catch(() => {});
  hearOn(user).catch(() => {});
  await refreshKeys(isNew);
  register(user).catch(() => {}); // not sooner: on a slow network the page goes first
  wake({ force: true });
  await openVault(user, true);
}

function notice() {
  const user = signedInUser();
  if (user === known) {
    if (user) refreshKeys().catch(() => {});
    if (user && spoken !== document.documentElement.lang) register(user).catch(() => {});
  } else {
    known = user;
    begin(user).catch(() => tryAgain(false, beginAgain)); // a store that took long to open
  }
  spoken = document.documentElement.lang;
  fillForms().catch(() => {});
}

function beginAgain() {
  known = undefined;
  notice();
}

const taken = new Set(); // pages seen here that the phone has to hold, each as it was

/** Keep a page for the street as soon as it was seen, not at the next round. */
function keepSeen() {
  const seen = document.querySelector('[data-for-phone]');
  const what = `${location.pathname} ${seen?.dataset.forPhone}`;
  if (!seen || !known || taken.has(what)) return;
  taken.add(what);
  openVault(known, true).catch(() => {});
}

function comeBack() {
  const user = signedInUser();
  if (!user || user !== known || document.hidden) return;
  ensureWorker(user).catch(() => {});
  renewBoard().catch(() => {});
  openVault(user).catch(() => {});
}

/**
 * An answer of the server shows that there is a network; a refusal, that the device may not be ours. Signing out in one
 * tab signs out all; so does signing in over another user.
 */
function onMessage({ type, state, reason, items }) {
  const isBed = type === 'changed' && items?.some(({ status, hasEffect }) => status === 'delivered' && hasEffect);
  if (isBed && known) openVault(known, true).catch(() => {}); // its outcome must be readable without network
  if (type === 'attempt' && (state === 'sent' || reason === 'of_another')) comeBack();
  const isSignedOff = type === 'signed-off' || (type === 'attempt' && reason === 'signin');
  if (isSignedOff && signedInUser()) {
    stop('signin');
    ended().catch(() => {});
  }
  const isTakenOver = type === 'signed-in' && known && signedInUser() !== known;
  if (type !== 'signed-out' && !isTakenOver) return;
  document.getElementById('inhoud')?.replaceChildren(); // the page of this one stands until the next one came
  location.assign('/');
}

installWorkerTalk();
installClock().catch(() => {});
installStatus();
installForms();
installDrafts();
installOutboxPage();
installConflict();
installUnsent();
installReader();
installSearch();
installSignout();
installUnlocking();
installLock(comeBack);
onShut((code) => {
  if (code === 'unauthorized') announce({ type: 'signed-off' });
});
document.addEventListener('onderdak:offline', ({ detail }) => {
  if (detail.meaning === 'signin') announce({ type: 'signed-off' });
});
installWaking();
vault.onVaultChange((isOpen) => {
  if (isOpen) fillForms().catch(() => {});
});
document.addEventListener('onderdak:prf', ({ detail: { credential, secret, waitUntil } }) => {
  if (signedInUser()) waitUntil(keepPasskey(signedInUser(), credential, secret));
});
onPage(notice);
onPage(keepSeen);
listen(onMessage);
document.addEventListener('onderdak:news', () => {
  if (known) openVault(known, true).catch(() => {});
});
window.addEventListener('online', comeBack);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) comeBack();
});
document.addEventListener('visibilitychange', comeBack);
setInterval(comeBack, SNAPSHOT_PACE_MS);
