/** Saving: the operations of a form become sealed rows of the outbox, all or nothing. */

/** @import { DeviceRecord, Draft, Moment, OutboxRow, RootedDraft, SealedItem, ServerKey } from '../types.js' */

import { now } from '../../now.js';
import { digestOf } from '../crypto/bytes.js';
import { localIso } from '../crypto/ids.js';
import { operationContext, seal } from '../crypto/seal.js';
import { asked, transact } from '../store/db.js';
import { deviceOf } from '../store/identity.js';
import { onVaultChange, sealedRow } from '../store/vault.js';
import { find, isNeeded, Needed, NotReplaceable, OPEN } from './outbox.js';

/**
 * The parts of the device record that a save uses in advance; when one changed meanwhile it seals again.
 * @type {(keyof DeviceRecord)[]}
 */
const FORESEEN = ['device', 'next_seq', 'vault_public'];
/** @type {Map<string, object>} */
const remembered = new Map(); // id → readable copy of what this document saved, until the vault is locked

/** @type {DeviceRecord | null} */
let foreseen = null; // the device record as this document saw it last

/**
 * Read ahead the facts a save needs, so that the save itself is one transaction.
 * @type {(user: string) => Promise<DeviceRecord>}
 */
export async function foresee(user) {
  foreseen = await deviceOf(user);
  return foreseen;
}

/**
 * Write the readable copies that were made while there was no vault yet to seal them to.
 * @type {(user: string) => Promise<void>}
 */
async function keepRemembered(user) {
  const record = await foresee(user);
  const copies = [...remembered].map(([id, readable]) => sealedRow(record, `item:${id}`, readable).catch(() => null));
  const rows = (await Promise.all(copies)).filter((row) => row !== null);
  await transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    for (const id of remembered.keys()) {
      const row = await asked(tx.objectStore('outbox').get(id));
      const copy = rows.find(({ device, name }) => device === row?.device && name === `item:${id}`);
      if (copy && row.status !== 'replaced') tx.objectStore('vault').put(copy);
    }
  });
}

onVaultChange((isOpen) => {
  if (!isOpen) remembered.clear();
  else if (foreseen) keepRemembered(foreseen.user).catch(() => {});
});

/**
 * The readable copy of an item that this document saved itself; null for any other.
 * @type {(id: string) => any}
 */
export function rememberedCopy(id) {
  return remembered.get(id) ?? null;
}

/**
 * @type {(record: DeviceRecord, draft: RootedDraft, seq: number, at: Moment, key: ServerKey) => Promise<SealedItem>}
 */
async function sealedItem(record, draft, seq, { savedAt, clientTime }, key) {
  const operation = {
    id: draft.id,
    kind: draft.kind,
    schema: draft.schema,
    seq,
    client_time: draft.client_time ?? clientTime,
    base_version: draft.base_version,
    depends_on: draft.depends_on,
    body: draft.body,
    ...(draft.root ? { replaces: draft.root } : {}),
  };
  const context = operationContext(record.device, draft.id, seq);
  /** @type {OutboxRow} */
  const row = {
    id: draft.id,
    device: record.device,
    seq,
    saved_at: savedAt,
    status: 'waiting',
    sealed: await seal(key.public, context, JSON.stringify(operation)),
    key: key.key,
    needs: draft.depends_on ?? [],
    replaces: draft.root,
    tries: 0,
    next_try_at: 0,
    ages_at: draft.ages_at ?? null,
    about: draft.about ? await digestOf(`${record.device}|${draft.about}`) : null,
    result: null,
  };
  const readable = { operation, ...draft.copy };
  // A vault that takes nothing holds up no saving: the item itself is sealed to the server.
  const copy = await sealedRow(record, `item:${draft.id}`, readable).catch(() => null);
  return { row, readable, copy };
}

/**
 * The server may have a changed item's first version or any change of it: each change names the first, and the server
 * makes one of them.
 * @type {(draft: Draft) => Promise<RootedDraft>}
 */
async function rooted(draft) {
  const old = draft.replaces ? await find(draft.replaces) : null;
  return { ...draft, root: (old?.status === 'waiting' && old.replaces) || draft.replaces || null };
}

/** @type {(stores: { outbox: IDBObjectStore, vault: IDBObjectStore }, device: string, id: string) => Promise<void>} */
async function setAside(stores, device, id) {
  const old = await asked(stores.outbox.get(id));
  if (!old) return;
  if (!OPEN.includes(old.status)) throw new NotReplaceable(old);
  if (old.status === 'waiting' && (await isNeeded(stores.outbox, old))) throw new Needed(id);
  stores.outbox.put({ ...old, status: 'replaced' });
  for (const name of [`item:${id}`, `answer:${id}`]) stores.vault.delete([device, name]);
}

/** @type {(record: DeviceRecord, items: SealedItem[], drafts: Draft[], forget: string[]) => Promise<boolean>} */
async function commit(record, items, drafts, forget) {
  return transact(['devices', 'outbox', 'vault'], 'readwrite', async (tx) => {
    const stores = { outbox: tx.objectStore('outbox'), vault: tx.objectStore('vault') };
    if (await asked(stores.outbox.get(items[0].row.id))) return true; // repeated after a lost connection
    const now = await asked(tx.objectStore('devices').get(record.user));
    if (FORESEEN.some((field) => now[field] !== record[field])) return false;
    tx.objectStore('devices').put({ ...now, next_seq: now.next_seq + items.length });
    for (const draft of drafts) {
      if (draft.replaces) await setAside(stores, record.device, draft.replaces);
    }
    for (const { row, copy } of items) {
      stores.outbox.add(row);
      if (copy) stores.vault.put(copy);
    }
    for (const name of forget) stores.vault.delete([record.device, name]);
    return true;
  });
}

/**
 * Save the operations of one form, all or nothing, with the next sequence numbers. Resolves only when the commit is
 * durable; rejects when nothing was written. The number is part of the sealed text, so it is read in advance, and
 * sealed again when another tab took it. `key` is the server's, `wanted` are operations with a `copy`, `forget` names
 * vault entries this save spends.
 * @type {(user: string, key: ServerKey, wanted: Draft[], forget?: string[]) => Promise<OutboxRow[]>}
 */
export async function save(user, key, wanted, forget = []) {
  const drafts = await Promise.all(wanted.map(rooted));
  for (let record = foreseen?.user === user ? foreseen : await foresee(user); ; record = await foresee(user)) {
    // One for all of them: it marks the items that were saved together. The server gets the phone's own time, because
    // the phone sends by it; a person sees the server's.
    const at = { savedAt: new Date(now()).toISOString(), clientTime: localIso() };
    const items = await Promise.all(drafts.map((draft, n) => sealedItem(record, draft, record.next_seq + n, at, key)));
    if (!(await commit(record, items, drafts, forget))) continue;
    foreseen = { ...record, next_seq: record.next_seq + items.length };
    for (const { row, readable } of items) remembered.set(row.id, readable);
    return items.map(({ row }) => row);
  }
}
