/**
 * What the user reads back on this phone: fragments, drafts, copies of unsent items, all sealed.
 * Writing needs only the vault's public key, so it always works. Reading needs the private key,
 * which touches disk only wrapped and, once opened, lives in the memory of this document alone.
 */

import { now } from '../now.js';
import { fromBase64url, toBase64url, utf8 } from './bytes.js';
import { asked, transact } from './db.js';
import { keepVaultKeys } from './identity.js';
import { deriveKey, importPrivateKey, newKeyPair, seal, unseal, vaultContext } from './seal.js';

const WRAP_INFO = utf8('onderdak vault wrap v1');
const listeners = new Set();

let opened = null;

/** Call `listener` whenever the vault is opened or locked. */
export function onVaultChange(listener) {
  listeners.add(listener);
}

function become(state) {
  opened = state;
  for (const listener of listeners) listener(state !== null);
}

async function wrap(pkcs8, device, kind, secret) {
  const key = await deriveKey(secret, utf8(device), WRAP_INFO, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, pkcs8);
  return { kind, iv: toBase64url(iv), wrapped: toBase64url(new Uint8Array(cipher)) };
}

async function unwrap(entry, device, secret) {
  const key = await deriveKey(secret, utf8(device), WRAP_INFO, 'decrypt');
  const iv = fromBase64url(entry.iv);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, fromBase64url(entry.wrapped)));
}

/** Whether this document can read the vault of `device`. */
export function isOpen(device) {
  return opened !== null && opened.device === device;
}

/** Forget the private key. What is on disk stays, sealed. */
export function lock() {
  become(null);
}

/**
 * Open the vault of a device record with a secret of some kind (`server`; a passkey's PRF is another).
 * Answers false when no wrap of that kind opens with this secret: it was made with another one.
 */
export async function openWith(record, kind, secret) {
  for (const entry of record.wraps.filter((wrapped) => wrapped.kind === kind)) {
    try {
      const pkcs8 = await unwrap(entry, record.device, secret);
      const key = await importPrivateKey(pkcs8);
      pkcs8.fill(0);
      become({ device: record.device, publicKey: record.vault_public, key });
      return true;
    } catch { /* not this wrap */ }
  }
  return false;
}

/** Make the vault's key pair, wrap it with `secret`, and open it. Answers the changed device record. */
export async function create(record, kind, secret) {
  const { publicKey, pkcs8 } = await newKeyPair();
  const wraps = [await wrap(pkcs8, record.device, kind, secret)];
  const retired = record.vault_public
    ? [...(record.retired ?? []), { vault_public: record.vault_public, wraps: record.wraps }]
    : (record.retired ?? []);
  const changed = await keepVaultKeys(record.user, record.device, { vault_public: publicKey, wraps, retired });
  if (changed) await openWith(changed, kind, secret);
  pkcs8.fill(0);
  return changed;
}

/** The row that holds `value` under `name`, sealed; null while this device has no vault yet. */
export async function sealedRow(record, name, value, version = null) {
  if (!record.vault_public) return null;
  const sealed = await seal(record.vault_public, vaultContext(record.device, name), JSON.stringify(value));
  return { device: record.device, name, sealed, version, at: now() };
}

/** Seal and keep one value. */
export async function write(record, name, value, version = null) {
  const row = await sealedRow(record, name, value, version);
  if (row) await transact(['vault'], 'readwrite', (tx) => asked(tx.objectStore('vault').put(row)));
}

/** Remove values by name. */
export function remove(device, names) {
  return transact(['vault'], 'readwrite', (tx) => {
    for (const name of names) tx.objectStore('vault').delete([device, name]);
  });
}

async function value(row) {
  if (!row || !isOpen(row.device)) return null;
  try {
    return JSON.parse(await unseal(opened.key, opened.publicKey, vaultContext(row.device, row.name), row.sealed));
  } catch {
    return null; // damaged, or sealed under an earlier key: kept on disk, left alone
  }
}

/** The value under `name`; null when it is absent, cannot be opened, or the vault is locked. */
export async function read(device, name) {
  const row = await transact(['vault'], 'readonly', (tx) => asked(tx.objectStore('vault').get([device, name])));
  return value(row);
}

/** What stands under names that begin with `prefix`, sealed: `{name, version, at}` each. No key needed. */
export async function list(device, prefix) {
  const range = IDBKeyRange.bound([device, prefix], [device, `${prefix}\uffff`]);
  const rows = await transact(['vault'], 'readonly', (tx) => asked(tx.objectStore('vault').getAll(range)));
  return rows.map(({ name, version, at }) => ({ name, version, at }));
}

/** Put and remove rows in one transaction. */
export function exchange(device, rows, names) {
  return transact(['vault'], 'readwrite', (tx) => {
    const vault = tx.objectStore('vault');
    for (const name of names) vault.delete([device, name]);
    for (const row of rows) vault.put(row);
  });
}

/** Delete everything readable of a revoked device, its keys first. The outbox is not touched. */
export async function destroy(record) {
  lock();
  await keepVaultKeys(record.user, record.device, { vault_public: null, wraps: [], retired: [] });
  const range = IDBKeyRange.bound([record.device], [record.device, []]);
  await transact(['vault'], 'readwrite', (tx) => asked(tx.objectStore('vault').delete(range)));
}
