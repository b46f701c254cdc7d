/**
 * Who uses this browser now, and the device that belongs to that one user in this browser.
 * A device is never shared: another user on the same phone gets an own one, with an own queue and vault.
 */

import { asked, readMeta, transact, writeMeta } from './db.js';

const COOKIE = /(?:^|;\s*)user=([^;]+)/;

/** The signed-in user's id from the cookie, or null. Pages only: a worker has no cookies to read. */
export function signedInUser() {
  const found = COOKIE.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : null;
}

/**
 * Copy the signed-in user to the store, for the worker.
 * Answers whether another one stood there: then this is a fresh sign-in.
 */
export async function rememberUser(user) {
  const before = await readMeta('current');
  if (before === (user ?? undefined)) return false;
  await writeMeta('current', user ?? undefined);
  return true;
}

function freshDevice(user, former) {
  return { user, device: crypto.randomUUID(), next_seq: 1, vault_public: null, wraps: [], former };
}

/** The device record of a user, made on first use. */
export async function deviceOf(user) {
  const known = await transact(['devices'], 'readonly', (tx) => asked(tx.objectStore('devices').get(user)));
  return known ?? transact(['devices'], 'readwrite', async (tx) => {
    const devices = tx.objectStore('devices');
    const found = await asked(devices.get(user));
    if (found) return found;
    const made = freshDevice(user, []);
    await asked(devices.put(made));
    return made;
  });
}

/**
 * A new device for this user, because the server says the old id is another's.
 * What was queued under the old id stays where it is and stays visible; it is never sent under the new one.
 */
export function replaceDevice(user, refused) {
  return transact(['devices'], 'readwrite', async (tx) => {
    const devices = tx.objectStore('devices');
    const found = await asked(devices.get(user));
    if (found && found.device !== refused) return found;
    const made = freshDevice(user, [...(found?.former ?? []), refused]);
    await asked(devices.put(made));
    return made;
  });
}

/** Write the vault's keys into a device record; nothing happens when the record moved on meanwhile. */
export function keepVaultKeys(user, device, keys) {
  return transact(['devices'], 'readwrite', async (tx) => {
    const devices = tx.objectStore('devices');
    const found = await asked(devices.get(user));
    if (found?.device !== device) return null;
    const changed = { ...found, ...keys };
    await asked(devices.put(changed));
    return changed;
  });
}

/** The device record of whoever signed in last; for the worker. Null when nobody is. */
export async function currentDevice() {
  const user = await readMeta('current');
  return user ? deviceOf(user) : null;
}

/** Every device id of this user in this browser, the present one first. */
export function allDevices(record) {
  return [record.device, ...record.former];
}
