/**
 * The present user of this browser, and the device that belongs to that one user in this browser. A device is never
 * shared: another user on the same phone gets an own one, with an own queue and vault.
 */

/** @import { Device, DeviceRecord, Keys, Ring, Wrap } from '../types.js' */

import { asked, readMeta, transact, writeMeta } from './db.js';

/**
 * Copy the signed-in user to the store, for the worker. Answers whether it held another one: then this is a fresh
 * sign-in.
 * @type {(user: string | null) => Promise<boolean>}
 */
export async function rememberUser(user) {
  const before = await readMeta('current');
  if (before === (user ?? undefined)) return false;
  await writeMeta('current', user ?? undefined);
  return true;
}

/** @type {(user: string, former: Device[]) => DeviceRecord} */
function freshDevice(user, former) {
  return { user, device: crypto.randomUUID(), next_seq: 1, vault_public: null, wraps: [], retired: [], former };
}

/**
 * Devices this user had here before, with their keys; earlier releases kept their ids alone.
 * @type {(record: Device) => Device[]}
 */
export function formerOf(record) {
  return (record.former ?? []).map((one) =>
    typeof one === 'string' ? { device: one, vault_public: null, wraps: [] } : one,
  );
}

/**
 * The device record of a user, made on first use.
 * @type {(user: string) => Promise<DeviceRecord>}
 */
export async function deviceOf(user) {
  const known = await transact(['devices'], 'readonly', (tx) => asked(tx.objectStore('devices').get(user)));
  return (
    known ??
    transact(['devices'], 'readwrite', async (tx) => {
      const devices = tx.objectStore('devices');
      const found = await asked(devices.get(user));
      if (found) return found;
      const made = freshDevice(user, []);
      await asked(devices.put(made));
      return made;
    })
  );
}

/**
 * A new device for this user: the old id is another's, or was closed. Its keys stay with it, so that its queued items
 * can be read, and find a way to the server (former.js).
 * @type {(user: string, refused: string) => Promise<DeviceRecord>}
 */
export function replaceDevice(user, refused) {
  return change(user, (found) => {
    if (found.device !== refused) return found;
    const { user: _, former: __, ...old } = found;
    return freshDevice(user, [old, ...formerOf(found)]);
  });
}

/** @type {(user: string, work: (found: DeviceRecord) => DeviceRecord) => Promise<DeviceRecord>} */
function change(user, work) {
  return transact(['devices'], 'readwrite', async (tx) => {
    const devices = tx.objectStore('devices');
    const found = (await asked(devices.get(user))) ?? freshDevice(user, []);
    const changed = work(found);
    if (changed !== found) await asked(devices.put(changed));
    return changed;
  });
}

/**
 * Note facts beside the keys of a device record: how long it may stay open, when it was on the network.
 * @type {(user: string, rules: Record<string, unknown>) => Promise<DeviceRecord>}
 */
export function noteRules(user, rules) {
  return change(user, (found) => ({ ...found, rules: { ...found.rules, ...rules } }));
}

/**
 * Put the vault's first or next keys into a device record, unless another tab did so since `record` was read.
 * @type {(record: DeviceRecord, keys: Keys) => Promise<DeviceRecord>}
 */
export function keepVaultKeys(record, keys) {
  return change(record.user, (found) => {
    if (found.device !== record.device || found.vault_public !== record.vault_public) return found;
    const { vault_public: before, wraps, retired = [] } = found;
    return { ...found, ...keys, retired: before ? [...retired, { vault_public: before, wraps }] : retired };
  });
}

/**
 * Every pair of keys of this user in this browser, the present one first: `{device, vault_public, wraps}`.
 * @type {(record: Device) => Ring[]}
 */
export function keyrings(record) {
  return [record, ...formerOf(record)].flatMap(({ device, retired = [], ...present }) =>
    [present, ...retired].flatMap(({ vault_public: key, wraps }) =>
      key ? [{ device, vault_public: key, wraps }] : [],
    ),
  );
}

/** @type {(found: DeviceRecord, work: <T extends Keys>(keys: T) => T) => DeviceRecord} */
function eachRing(found, work) {
  /** @type {<T extends Device>(holder: T) => T} */
  const on = (holder) => ({ ...work(holder), ...(holder.retired && { retired: holder.retired.map(work) }) });
  return { ...on(found), former: formerOf(found).map(on) };
}

/**
 * Keep one more wrap of the key that belongs to `vaultPublic`, in place of an earlier one of its kind.
 * @type {(user: string, vaultPublic: string, wrap: Wrap) => Promise<DeviceRecord>}
 */
export function keepWrap(user, vaultPublic, wrap) {
  return change(user, (found) =>
    eachRing(found, (ring) =>
      ring.vault_public !== vaultPublic
        ? ring
        : { ...ring, wraps: [...ring.wraps.filter(({ kind }) => kind !== wrap.kind), wrap] },
    ),
  );
}

/**
 * Let go of the wraps of removed passkeys; `known` are the present kinds.
 * @type {(user: string, known: string[]) => Promise<DeviceRecord>}
 */
export function dropWraps(user, known) {
  /** @type {(wrap: Wrap) => boolean} */
  const isGone = ({ kind }) => kind !== 'server' && !known.includes(kind);
  return change(user, (found) =>
    keyrings(found).some(({ wraps }) => wraps.some(isGone))
      ? eachRing(found, (ring) => ({ ...ring, wraps: ring.wraps.filter((wrap) => !isGone(wrap)) }))
      : found,
  );
}

/**
 * Forget every key of one device of this user. Only for a device that the server said is closed.
 * @type {(user: string, device: string) => Promise<DeviceRecord>}
 */
export function forgetKeys(user, device) {
  const empty = { vault_public: null, wraps: [], retired: [] };
  return change(user, (found) => ({
    ...found,
    ...(found.device === device && empty),
    former: formerOf(found).map((one) => (one.device === device ? { ...one, ...empty } : one)),
  }));
}

/**
 * The device record of the last signed-in user; for the worker. Null when nobody is.
 * @type {() => Promise<DeviceRecord | null>}
 */
export async function currentDevice() {
  const user = await readMeta('current');
  return user ? deviceOf(user) : null;
}

/**
 * Every device id of this user in this browser, the present one first.
 * @type {(record: Device) => string[]}
 */
export function allDevices(record) {
  return [record.device, ...formerOf(record).map(({ device }) => device)];
}
