/**
 * The outbox: what the user saved and the server has not yet confirmed, sealed to the server.
 * In clear stand only device, id, seq, saved_at, status and the server's receipt.
 * A row is never rewritten: a repair is a new row that replaces the old one.
 */

import { asked, transact } from './db.js';
import { allDevices, deviceOf } from './identity.js';
import { localIso } from './ids.js';
import { operationContext, seal } from './seal.js';
import { onVaultChange, sealedRow } from './vault.js';

/** What a save foresees of the device record; when one of these changed meanwhile it seals again. */
const FORESEEN = ['device', 'next_seq', 'vault_public'];
const remembered = new Map(); // id → readable copy of what this document saved, until the vault is locked

let foreseen = null; // the device record as this document saw it last

/** Read ahead what a save needs, so that the save itself is one transaction. */
export async function foresee(user) {
  foreseen = await deviceOf(user);
  return foreseen;
}

/** Write down what was saved while there was no vault yet to seal a readable copy to. */
async function keepRemembered(user) {
  const record = await foresee(user);
  const copies = [...remembered].map(([id, readable]) => sealedRow(record, `item:${id}`, readable));
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

/** The readable copy of an item that this document saved itself; null for any other. */
export function rememberedCopy(id) {
  return remembered.get(id) ?? null;
}

/** Thrown when the item to be replaced has been delivered (or is gone) meanwhile. */
export class NotReplaceable extends Error {}

async function sealedItem(record, draft, seq, savedAt, key) {
  const operation = {
    id: draft.id,
    kind: draft.kind,
    schema: draft.schema,
    seq,
    client_time: localIso(savedAt),
    base_version: draft.base_version,
    depends_on: draft.depends_on,
    body: draft.body,
    ...(draft.replaces ? { replaces: draft.replaces } : {}),
  };
  const context = operationContext(record.device, draft.id, seq);
  const row = {
    id: draft.id,
    device: record.device,
    seq,
    saved_at: savedAt.toISOString(),
    status: 'waiting',
    sealed: await seal(key.public, context, JSON.stringify(operation)),
    key: key.key,
    tries: 0,
    next_try_at: 0,
    result: null,
  };
  const readable = { operation, ...draft.copy };
  return { row, readable, copy: await sealedRow(record, `item:${draft.id}`, readable) };
}

async function setAside(stores, device, id) {
  const old = await asked(stores.outbox.get(id));
  if (!old) return;
  if (old.status !== 'attention') throw new NotReplaceable(id);
  stores.outbox.put({ ...old, status: 'replaced' });
  for (const name of [`item:${id}`, `answer:${id}`]) stores.vault.delete([device, name]);
}

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
 * Save what one form yields, all or nothing, with the next sequence numbers.
 * Resolves only when the commit is durable; rejects when nothing was written.
 * The number is part of what is sealed, so it is foreseen, and sealed again when another tab took it.
 * `key` is the server's, `drafts` are operations with a `copy`, `forget` names vault entries this save spends.
 */
export async function save(user, key, drafts, forget = []) {
  for (let record = foreseen?.user === user ? foreseen : await foresee(user); ; record = await foresee(user)) {
    const savedAt = new Date(); // one for all of them: it tells afterwards what was saved together
    const items = await Promise.all(
      drafts.map((draft, at) => sealedItem(record, draft, record.next_seq + at, savedAt, key)),
    );
    if (!await commit(record, items, drafts, forget)) continue;
    foreseen = { ...record, next_seq: record.next_seq + items.length };
    for (const { row, readable } of items) remembered.set(row.id, readable);
    return items.map(({ row }) => row);
  }
}

/** Rows of a device with one status, by seq. */
export function withStatus(device, status) {
  const range = IDBKeyRange.bound([device, status], [device, status, []]);
  return transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').index('status').getAll(range)));
}

/** How many rows of these devices the server has not accepted. */
export function countUnsent(devices) {
  return transact(['outbox'], 'readonly', async (tx) => {
    const index = tx.objectStore('outbox').index('status');
    const counts = await Promise.all(devices.flatMap((device) => ['waiting', 'attention'].map((status) => (
      asked(index.count(IDBKeyRange.bound([device, status], [device, status, []])))
    ))));
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/** How many rows wait on this phone under devices other than these: a number, and nothing else of them. */
export async function countOthers(devices) {
  const all = await transact(['devices'], 'readonly', (tx) => asked(tx.objectStore('devices').getAll()));
  return countUnsent(all.flatMap(allDevices).filter((device) => !devices.includes(device)));
}

/** The rows of the last save on a device, the last one first. */
export function lastSaved(device) {
  return transact(['outbox'], 'readonly', async (tx) => {
    const range = IDBKeyRange.bound([device], [device, []]);
    const request = tx.objectStore('outbox').index('seq').openCursor(range, 'prev');
    const rows = [];
    for (let cursor = await asked(request); cursor; cursor = await asked(request)) {
      if (rows.length > 0 && cursor.value.saved_at !== rows[0].saved_at) break;
      rows.push(cursor.value);
      cursor.continue();
    }
    return rows;
  });
}

/** Where a save leads to, once all its rows are with the server; null before that. */
export function placeOf(rows) {
  return (rows.every((row) => row?.status === 'delivered') && rows.at(-1)?.result.url) || null;
}

/** One row, undefined when it is gone. */
export function find(id) {
  return transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').get(id)));
}

/** Let an item that needed attention be sent again as it is. */
export function sendAgain(id) {
  return transact(['outbox'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const row = await asked(outbox.get(id));
    if (row?.status === 'attention') outbox.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0 });
  });
}

/** Throw away an item that needed attention, with its readable copy. The user was asked. */
export function throwAway(id) {
  return transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const row = await asked(outbox.get(id));
    if (row?.status !== 'attention') return;
    outbox.delete(id);
    for (const name of [`item:${id}`, `answer:${id}`]) tx.objectStore('vault').delete([row.device, name]);
  });
}
