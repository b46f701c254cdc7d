/**
 * The outbox: what the user saved and the server has not yet confirmed, sealed to the server.
 * In clear stand only device, id, seq, saved_at, status, when it ages, the ids it hangs on and the server's receipt.
 * A row is never rewritten: a repair is a new row that replaces the old one. What is thrown away while it waits is
 * `withdrawn` until no request is out that may hold it.
 */

import { now } from '../../now.js';
import { localIso } from '../crypto/ids.js';
import { operationContext, seal } from '../crypto/seal.js';
import { asked, transact } from '../store/db.js';
import { allDevices, deviceOf } from '../store/identity.js';
import { onVaultChange, sealedRow } from '../store/vault.js';

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

/** Thrown when the item to be replaced has been delivered (or is gone) meanwhile; `row` is what it is by now. */
export class NotReplaceable extends Error {
  constructor(row) {
    super(row.id);
    this.row = row;
  }
}

/** Thrown when another item that is not sent yet hangs on this one. */
export class Needed extends Error {}

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
    result: null,
  };
  const readable = { operation, ...draft.copy };
  return { row, readable, copy: await sealedRow(record, `item:${draft.id}`, readable) };
}

const OPEN = ['waiting', 'attention'];

/** Whether something that is still here hangs on this item. */
async function isNeeded(outbox, { id, device }) {
  const rows = await Promise.all(
    OPEN.map((status) =>
      asked(outbox.index('status').getAll(IDBKeyRange.bound([device, status], [device, status, []]))),
    ),
  );
  return rows.flat().some(({ needs }) => needs?.includes(id));
}

/**
 * What the server may have of a changed item is its first version or any change of it: each change names the first,
 * and the server makes one of them.
 */
async function rooted(draft) {
  const old = draft.replaces ? await find(draft.replaces) : null;
  return { ...draft, root: (old?.status === 'waiting' && old.replaces) || draft.replaces || null };
}

async function setAside(stores, device, id) {
  const old = await asked(stores.outbox.get(id));
  if (!old) return;
  if (!OPEN.includes(old.status)) throw new NotReplaceable(old);
  if (old.status === 'waiting' && (await isNeeded(stores.outbox, old))) throw new Needed(id);
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
 * `key` is the server's, `wanted` are operations with a `copy`, `forget` names vault entries this save spends.
 */
export async function save(user, key, wanted, forget = []) {
  const drafts = await Promise.all(wanted.map(rooted));
  for (let record = foreseen?.user === user ? foreseen : await foresee(user); ; record = await foresee(user)) {
    // One for all of them: it tells afterwards what was saved together. The server gets the phone's own time, for
    // that is what the phone sends by; a person sees the server's.
    const at = { savedAt: new Date(now()).toISOString(), clientTime: localIso() };
    const items = await Promise.all(drafts.map((draft, n) => sealedItem(record, draft, record.next_seq + n, at, key)));
    if (!(await commit(record, items, drafts, forget))) continue;
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
    const counts = await Promise.all(
      devices.flatMap((device) =>
        ['waiting', 'attention'].map((status) =>
          asked(index.count(IDBKeyRange.bound([device, status], [device, status, []]))),
        ),
      ),
    );
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
    if (row?.status === 'attention') outbox.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0, ages_at: null });
  });
}

function remove(tx, { id, device }) {
  tx.objectStore('outbox').delete(id);
  for (const name of [`item:${id}`, `answer:${id}`]) tx.objectStore('vault').delete([device, name]);
}

/**
 * Throw away an item that the server has not accepted, with its readable copy. The user was asked.
 * One that waits is not sent any more; it goes with `sweep`. Rejects with NotReplaceable or Needed.
 */
export function throwAway(id) {
  return transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const row = await asked(outbox.get(id));
    if (!row) return;
    if (!OPEN.includes(row.status)) throw new NotReplaceable(row);
    if (row.status === 'attention') remove(tx, row);
    else if (await isNeeded(outbox, row)) throw new Needed(id);
    else outbox.put({ ...row, status: 'withdrawn' });
  });
}

/** Let go of what was thrown away. Only while no request is out: an answer may still say that it was accepted. */
export async function sweep(device) {
  if ((await withStatus(device, 'withdrawn')).length === 0) return;
  await transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    const range = IDBKeyRange.bound([device, 'withdrawn'], [device, 'withdrawn', []]);
    for (const row of await asked(tx.objectStore('outbox').index('status').getAll(range))) remove(tx, row);
  });
}

/** Those of these rows that wait still: a person may have changed or thrown away one. */
export function waitingAmong(rows) {
  return transact(['outbox'], 'readonly', async (tx) => {
    const now = await Promise.all(rows.map(({ id }) => asked(tx.objectStore('outbox').get(id))));
    return now.filter((row) => row?.status === 'waiting');
  });
}
