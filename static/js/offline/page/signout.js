/**
 * Signing out (`form[data-signout]`): asks first when something is not sent, then forgets everything this browser shows
 * without a password. The sealed outbox and vault stay for this user; nothing else of them does.
 */

import { announce } from '../outbox/channel.js';
import { countUnsent } from '../outbox/outbox.js';
import { writeMeta } from '../store/db.js';
import { allDevices, deviceOf, rememberUser } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { lock } from './lock.js';
import { say } from './status.js';
import { signedInUser } from './user.js';
import { counted, word } from './words.js';

const LIMIT_MS = 8000;

async function unsent(user) {
  return user ? countUnsent(allDevices(await deviceOf(user))) : 0;
}

function ask(count) {
  const dialog = document.getElementById('signout-dialog');
  const text = dialog.querySelector('[data-one]');
  text.textContent = counted(text, count);
  dialog.returnValue = 'stay';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'leave'), { once: true });
  });
}

/** Forget the kept pages; the worker fetches those for everyone again. */
async function clearPages() {
  await writeMeta('pages', undefined);
  if (!globalThis.caches) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('pages-')).map((name) => caches.delete(name)));
  navigator.serviceWorker?.controller?.postMessage({ type: 'freshen-pages' });
}

async function leave(form) {
  vault.lock();
  let response;
  try {
    response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  } catch {
    response = null;
  }
  if (!response?.ok || signedInUser()) {
    // the session lives on the server: only it ends it, and takes the cookie away
    lock(true);
    say(word('signOutKept'));
    return;
  }
  await rememberUser(null);
  await clearPages();
  announce({ type: 'signed-out' });
  location.assign(response.redirected ? response.url : '/');
}

async function signOut(form) {
  const count = await unsent(signedInUser()).catch(() => 0);
  if (count > 0 && !(await ask(count))) return;
  await leave(form);
}

/** Take over the sign-out forms of every page. */
export function installSignout() {
  document.addEventListener(
    'submit',
    (event) => {
      if (!event.target.matches?.('form[data-signout]')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      signOut(event.target);
    },
    true,
  );
}
