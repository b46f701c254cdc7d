/**
 * The moments at which a page sends: at start, after each save, when the app or the network comes back, and every 15
 * seconds while something is due. `navigator.onLine` is never used; a failed request is the only truth.
 */

import { sendFormer } from '../outbox/former.js';
import { send } from '../outbox/sender.js';
import { deviceOf } from '../store/identity.js';
import { signedInUser } from './user.js';

const PACE_MS = 15000;

let running = null;
let again = null;

async function run(options) {
  const user = signedInUser();
  if (!user) return null;
  const note = await send(await deviceOf(user), options);
  await sendFormer(await deviceOf(user), options);
  return note;
}

/** Ask the browser to let the worker send when it has a network, where it can (not Safari, not Firefox). */
async function askBackground() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register('outbox');
}

/**
 * Send due items. While a round runs, further calls become one round after it. Answers the note of the attempt, or
 * null.
 */
export function wake(options = {}) {
  if (running) {
    again = { ...again, ...options };
    return running;
  }
  running = run(options)
    .catch(() => null)
    .finally(() => {
      running = null;
      const next = again;
      again = null;
      if (next) wake(next);
    });
  if (options.eager) askBackground().catch(() => {});
  return running;
}

/** The round that runs here, if one does. */
export const sending = () => running ?? Promise.resolve(null);

/** Start all the moments at which this page sends. */
export function installWaking() {
  const force = () => wake({ force: true });
  window.addEventListener('online', force);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) force();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) force();
  });
  setInterval(() => wake(), PACE_MS);
  force();
}
