/**
 * `[data-unlock]`: one gesture opens this phone again. With network the whole sign-in, else the vault by the
 * passkey's own secret. `[data-unlock-area]` tells which of it is possible here; it is there while the vault is shut.
 */

import { ceremony, isNoNetwork, sentence } from '../../passkey.js';
import { deviceOf } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { unlocked } from './lock.js';
import { go, inTurn, onPage } from './page.js';
import { openByPasskey, wayIn } from './unlock.js';
import { signedInUser } from './user.js';

const OPTIONS = '/passkeys/inloggen/opties';
const FINISH = '/passkeys/inloggen';
const PATIENCE_MS = 2500; // when the network was silent already

let isBusy = false;

async function show() {
  const user = signedInUser();
  for (const area of document.querySelectorAll('[data-unlock-area]')) {
    const record = user && (await deviceOf(user));
    const way = record && wayIn(record);
    area.hidden = !record || vault.isOpen(record.device);
    for (const text of area.querySelectorAll('[data-way]')) text.hidden = text.dataset.way !== way;
    const button = area.querySelector('[data-unlock]');
    button.hidden = area.dataset.unlockArea === 'alone' && way !== 'passkey';
  }
}

/** Answers 'signed-in', 'opened', or '' when there is no network and no way in without. */
async function open(user, patience) {
  let credential = null;
  try {
    await ceremony(
      'get',
      OPTIONS,
      FINISH,
      undefined,
      (given) => {
        credential = given;
      },
      patience,
    );
    return 'signed-in';
  } catch (error) {
    if (!isNoNetwork(error)) throw error;
  }
  return (await openByPasskey(user, credential)) ? 'opened' : '';
}

/** The page a person wanted: the sign-in page replaces it. */
function wanted() {
  if (location.pathname !== '/inloggen') return location.pathname + location.search;
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

async function unlock(button) {
  const area = button.closest('[data-unlock-area]');
  const message = area.querySelector('[data-unlock-message]');
  message.textContent = '';
  const outcome = await open(signedInUser(), area.dataset.unlockArea === 'alone' ? PATIENCE_MS : undefined).catch(
    (error) => {
      message.textContent = sentence(error, message.dataset);
    },
  );
  if (outcome === '') message.textContent = message.dataset.network;
  if (outcome === 'signed-in') location.replace(wanted());
  if (outcome !== 'opened') return;
  unlocked();
  if (document.querySelector('[data-lock-screen], [data-offline-shell]')) await go(wanted(), { replace: 'true' });
}

/** Offer it on this page and every next one. */
export function installUnlocking() {
  const look = inTurn(show);
  onPage(look);
  vault.onVaultChange(look);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-unlock]');
    if (!button || isBusy) return;
    isBusy = true;
    button.setAttribute('aria-busy', 'true');
    unlock(button).finally(() => {
      isBusy = false;
      button.removeAttribute('aria-busy');
    });
  });
}
