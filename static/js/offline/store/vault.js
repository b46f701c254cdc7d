/**
 * The readable data of the user on this phone: fragments, drafts, copies of unsent items, all sealed. Writing needs
 * only the vault's public key, so it always works. Reading needs the private key, which touches disk only wrapped and,
 * once opened, lives in the memory of this document alone.
 */

/** @import { Bytes, Device, DeviceRecord, Secret, VaultRow, Wrap } from '../types.js' */

import { now } from '../../now.js';
import { fromBase64url, toBase64url, utf8 } from '../crypto/bytes.js';
import { deriveKey, importPrivateKey, newKeyPair, seal, unseal, vaultContext } from '../crypto/seal.js';
import { asked, transact } from './db.js';
import { forgetKeys, keepVaultKeys, keepWrap, keyrings } from './identity.js';

const WRAP_INFO = utf8('onderdak vault wrap v1');
/** @type {Set<(isOpen: boolean) => void>} */
const listeners = new Set();

/** @type {{ device: string, publicKey: string, key: CryptoKey }[]} */
let opened = []; // {device, publicKey, key}: more than one where a phone had other keys or another id before

/**
 * Call `listener` whenever the vault is opened or locked.
 * @type {(listener: (isOpen: boolean) => void) => void}
 */
export function onVaultChange(listener) {
  listeners.add(listener);
}

/** @type {(state: typeof opened) => void} */
function become(state) {
  opened = state;
  for (const listener of listeners) listener(state.length > 0);
}

/** @type {(pkcs8: Bytes, device: string, kind: string, secret: Bytes) => Promise<Wrap>} */
async function wrap(pkcs8, device, kind, secret) {
  const key = await deriveKey(secret, utf8(device), WRAP_INFO, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, pkcs8);
  return { kind, iv: toBase64url(iv), wrapped: toBase64url(new Uint8Array(cipher)) };
}

/** @type {(entry: Wrap, device: string, secret: Bytes) => Promise<Bytes>} */
async function unwrap(entry, device, secret) {
  const key = await deriveKey(secret, utf8(device), WRAP_INFO, 'decrypt');
  const iv = fromBase64url(entry.iv);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, fromBase64url(entry.wrapped)));
}

/**
 * True when this document can read the vault of `device`.
 * @type {(device: string) => boolean}
 */
export function isOpen(device) {
  return opened.some((one) => one.device === device);
}

/** Forget the private keys. The sealed data stays on disk. */
export function lock() {
  become([]);
}

/**
 * Open the user's keys that a secret of some kind opens: `server`, or `prf:<credential>` for a passkey's own. With
 * `also`, a `{kind, secret}`, each of them gets a wrap by that too. Answers whether the present vault is open.
 * @type {(record: DeviceRecord, kind: string, secret: Bytes, also?: Secret | null) => Promise<boolean>}
 */
export async function openWith(record, kind, secret, also = null) {
  /** @type {typeof opened} */
  const found = [];
  for (const ring of keyrings(record)) {
    for (const entry of ring.wraps.filter((wrapped) => wrapped.kind === kind)) {
      try {
        const pkcs8 = await unwrap(entry, ring.device, secret);
        found.push({ device: ring.device, publicKey: ring.vault_public, key: await importPrivateKey(pkcs8) });
        if (also)
          await keepWrap(record.user, ring.vault_public, await wrap(pkcs8, ring.device, also.kind, also.secret));
        pkcs8.fill(0);
      } catch {
        /* not this wrap */
      }
    }
  }
  const others = opened.filter(({ publicKey }) => !found.some((one) => one.publicKey === publicKey));
  if (found.length > 0) become([...others, ...found]);
  return found.some(({ publicKey }) => publicKey === record.vault_public);
}

/**
 * Make the vault's key pair, wrap it with `secret`, and open it. Earlier keys stay, aside. If another tab made them
 * meanwhile, theirs are opened. Answers the device record.
 * @type {(record: DeviceRecord, kind: string, secret: Bytes, also?: Secret | null) => Promise<DeviceRecord>}
 */
export async function create(record, kind, secret, also = null) {
  const { publicKey, pkcs8 } = await newKeyPair();
  const wraps = [await wrap(pkcs8, record.device, kind, secret)];
  pkcs8.fill(0);
  const changed = await keepVaultKeys(record, { vault_public: publicKey, wraps });
  await openWith(changed, kind, secret, also);
  return changed;
}

/**
 * The row that holds `value` under `name`, sealed; null while this device has no vault yet.
 * @type {(record: Device, name: string, value: unknown, version?: string | null) => Promise<VaultRow | null>}
 */
export async function sealedRow(record, name, value, version = null) {
  if (!record.vault_public) return null;
  const sealed = await seal(record.vault_public, vaultContext(record.device, name), JSON.stringify(value));
  return { device: record.device, name, sealed, version, at: now() };
}

/**
 * Seal and keep one value.
 * @type {(record: Device, name: string, value: unknown, version?: string | null) => Promise<void>}
 */
export async function write(record, name, value, version = null) {
  const row = await sealedRow(record, name, value, version);
  if (row) await transact(['vault'], 'readwrite', (tx) => asked(tx.objectStore('vault').put(row)));
}

/**
 * Remove values by name.
 * @type {(device: string, names: string[]) => Promise<void>}
 */
export function remove(device, names) {
  return transact(['vault'], 'readwrite', (tx) => {
    for (const name of names) tx.objectStore('vault').delete([device, name]);
  });
}

/** @type {(row?: VaultRow) => Promise<any>} */
async function value(row) {
  if (!row) return null;
  for (const { key, publicKey } of opened.filter(({ device }) => device === row.device)) {
    try {
      return JSON.parse(await unseal(key, publicKey, vaultContext(row.device, row.name), row.sealed));
    } catch {
      /* sealed under another of its keys, or damaged: kept on disk, left alone */
    }
  }
  return null;
}

/**
 * The values under these names; null for one that is absent, cannot be opened, or while the vault is locked.
 * @type {(places: [device: string, name: string][]) => Promise<any[]>}
 */
export async function readAll(places) {
  const rows = await transact(['vault'], 'readonly', (tx) =>
    Promise.all(places.map((place) => asked(tx.objectStore('vault').get(place)))),
  );
  return Promise.all(rows.map(value));
}

/**
 * The value under `name`, as `readAll` gives it.
 * @type {(device: string, name: string) => Promise<any>}
 */
export async function read(device, name) {
  const [found] = await readAll([[device, name]]);
  return found;
}

/**
 * The sealed values under names that begin with `prefix`: `{name, version, at}` each. No key needed.
 * @type {(device: string, prefix: string) => Promise<Pick<VaultRow, 'name' | 'version' | 'at'>[]>}
 */
export async function list(device, prefix) {
  const range = IDBKeyRange.bound([device, prefix], [device, `${prefix}\uffff`]);
  const rows = await transact(['vault'], 'readonly', (tx) => asked(tx.objectStore('vault').getAll(range)));
  return rows.map(({ name, version, at }) => ({ name, version, at }));
}

/**
 * Put and remove rows in one transaction.
 * @type {(device: string, rows: VaultRow[], names: string[]) => Promise<void>}
 */
export function exchange(device, rows, names) {
  return transact(['vault'], 'readwrite', (tx) => {
    const vault = tx.objectStore('vault');
    for (const name of names) vault.delete([device, name]);
    for (const row of rows) vault.put(row);
  });
}

/**
 * Delete everything readable of a closed device, its keys first. The outbox is not touched.
 * @type {(user: string, device: string) => Promise<void>}
 */
export async function destroy(user, device) {
  await forgetKeys(user, device);
  become(opened.filter((one) => one.device !== device));
  const range = IDBKeyRange.bound([device], [device, []]);
  await transact(['vault'], 'readwrite', (tx) => asked(tx.objectStore('vault').delete(range)));
}
