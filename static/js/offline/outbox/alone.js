/**
 * One sender per device among all tabs and the worker. The holder of the lock gives a sign of life with each answer;
 * its lock is taken from it only after a minute without one: then it sleeps, in a tab that the phone has frozen.
 */

import { readMeta, writeMeta } from '../store/db.js';

const QUIET_MS = 60000;

/**
 * The key of a device's sign of life in the store `meta`; its value is another one each time, and says nothing.
 * @type {(device: string) => string}
 */
export const pulseKey = (device) => `pulse:${device}`;

/** @type {() => string} */
export const newPulse = () => crypto.randomUUID();

/**
 * Show that the sender of this device is alive.
 * @type {(device: string) => Promise<unknown>}
 */
export function beat(device) {
  return writeMeta(pulseKey(device), newPulse());
}

/**
 * Call `giveUp` once the sender of this device was quiet for a whole minute. Answers what ends the watch.
 * @type {(device: string, giveUp: () => void) => () => void}
 */
function watch(device, giveUp) {
  /** @type {unknown} */
  let before = null; // what was never written is undefined
  let isOver = false;
  async function look() {
    const now = await readMeta(pulseKey(device));
    if (isOver) return;
    if (now === before) return giveUp();
    before = now;
    setTimeout(start, QUIET_MS);
  }
  const start = () => look().catch(() => {}); // a store that cannot be read is no reason to take a lock
  start();
  return () => {
    isOver = true;
  };
}

/**
 * Run `work(isMine)` once no other sender of this device runs. `isMine()` is false from when another took over: then
 * `work` must not send, and the promise has been rejected.
 * @type {<T>(device: string, work: (isMine: () => boolean) => Promise<T>) => Promise<T>}
 */
export function alone(device, work) {
  if (!navigator.locks) return work(() => true);
  const name = `onderdak-send-${device}`;
  const queued = new AbortController();
  const end = watch(device, () => queued.abort());
  let isMine = true;
  const hold = () => {
    end();
    return work(() => isMine);
  };
  return navigator.locks
    .request(name, { signal: queued.signal }, hold)
    .catch((error) => {
      if (error?.name !== 'AbortError' || !queued.signal.aborted) throw error;
      return navigator.locks.request(name, { steal: true }, hold); // sent twice does no harm: the server takes each once
    })
    .catch((error) => {
      isMine = false;
      throw error;
    });
}
