/**
 * The outbox: the user's saved operations that the server has not yet confirmed, sealed to the server. Only device, id,
 * seq, saved_at, status, its time of ageing, the ids it depends on, a digest of the record it acts on and the server's
 * receipt are in clear. A row is never rewritten: a repair is a new row that replaces the old one. A waiting row that was thrown away is `withdrawn`
 * until no request is out that may hold it.
 */

/** @import { OutboxRow, Status } from '../types.js' */

import { asked, transact } from '../store/db.js';
import { allDevices } from '../store/identity.js';

/** Thrown when the item to be replaced has been delivered (or is gone) meanwhile; `row` is its present state. */
export class NotReplaceable extends Error {
  /** @param {OutboxRow} row */
  constructor(row) {
    super(row.id);
    this.row = row;
  }
}

/** Thrown when another unsent item depends on this one. */
export class Needed extends Error {}

/** @type {Status[]} */
export const OPEN = ['waiting', 'attention'];

/**
 * True when an item that is still here depends on this one.
 * @type {(outbox: IDBObjectStore, row: OutboxRow) => Promise<boolean>}
 */
export async function isNeeded(outbox, { id, device }) {
  const rows = await Promise.all(
    OPEN.map((status) =>
      asked(outbox.index('status').getAll(IDBKeyRange.bound([device, status], [device, status, []]))),
    ),
  );
  return rows.flat().some(({ needs }) => needs?.includes(id));
}

/**
 * Rows of a device with one status, by seq.
 * @type {(device: string, status: Status) => Promise<OutboxRow[]>}
 */
export function withStatus(device, status) {
  const range = IDBKeyRange.bound([device, status], [device, status, []]);
  return transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').index('status').getAll(range)));
}

/**
 * How many rows of these devices the server has not accepted.
 * @type {(devices: string[]) => Promise<number>}
 */
export function countUnsent(devices) {
  return transact(['outbox'], 'readonly', async (tx) => {
    const index = tx.objectStore('outbox').index('status');
    const counts = await Promise.all(
      devices.flatMap((device) =>
        OPEN.map((status) => asked(index.count(IDBKeyRange.bound([device, status], [device, status, []])))),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/**
 * When the oldest of these rows was saved (ISO text); null when there is none.
 * @type {(devices: string[]) => Promise<string | null>}
 */
export function oldestUnsent(devices) {
  return transact(['outbox'], 'readonly', async (tx) => {
    const index = tx.objectStore('outbox').index('status');
    const first = await Promise.all(
      devices.flatMap((device) =>
        OPEN.map((status) => asked(index.get(IDBKeyRange.bound([device, status], [device, status, []])))),
      ),
    );
    const saved = first.map((row) => row?.saved_at).filter(Boolean);
    return saved.sort()[0] ?? null;
  });
}

/**
 * How many rows wait on this phone under devices other than these: a number, and nothing else of them.
 * @type {(devices: string[]) => Promise<number>}
 */
export async function countOthers(devices) {
  const all = await transact(['devices'], 'readonly', (tx) => asked(tx.objectStore('devices').getAll()));
  return countUnsent(all.flatMap(allDevices).filter((device) => !devices.includes(device)));
}

/**
 * The rows of the last save on a device, the last one first.
 * @type {(device: string) => Promise<OutboxRow[]>}
 */
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

/**
 * The page that a save leads to, once all its rows are with the server; null before that.
 * @type {(rows: (OutboxRow | undefined)[]) => string | null}
 */
export function placeOf(rows) {
  return (rows.every((row) => row?.status === 'delivered') && rows.at(-1)?.result?.url) || null;
}

/**
 * One row, undefined when it is gone.
 * @type {(id: string) => Promise<OutboxRow | undefined>}
 */
export function find(id) {
  return transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').get(id)));
}

/**
 * Let an item that needed attention be sent again as it is.
 * @type {(id: string) => Promise<void>}
 */
export function sendAgain(id) {
  return transact(['outbox'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const row = await asked(outbox.get(id));
    if (row?.status === 'attention') outbox.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0, ages_at: null });
  });
}

/** @type {(tx: IDBTransaction, row: OutboxRow) => void} */
function remove(tx, { id, device }) {
  tx.objectStore('outbox').delete(id);
  for (const name of [`item:${id}`, `answer:${id}`]) tx.objectStore('vault').delete([device, name]);
}

/**
 * Throw away an item that the server has not accepted, with its readable copy. The user was asked. A waiting one is not
 * sent any more; it goes with `sweep`. Rejects with NotReplaceable or Needed.
 * @type {(id: string) => Promise<void>}
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

/**
 * Let go of withdrawn rows. Only while no request is out: an answer may still say that one was accepted.
 * @type {(device: string) => Promise<void>}
 */
export async function sweep(device) {
  if ((await withStatus(device, 'withdrawn')).length === 0) return;
  await transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    const range = IDBKeyRange.bound([device, 'withdrawn'], [device, 'withdrawn', []]);
    for (const row of await asked(tx.objectStore('outbox').index('status').getAll(range))) remove(tx, row);
  });
}

/**
 * Those of these rows of a device, by seq, that still wait: a person may have changed or thrown away one.
 * @type {(device: string, rows: OutboxRow[]) => Promise<OutboxRow[]>}
 */
export async function waitingAmong(device, rows) {
  const [first, last] = [rows[0], rows[rows.length - 1]].map(({ seq }) => [device, 'waiting', seq]);
  const range = IDBKeyRange.bound(first, last);
  const ids = await transact(['outbox'], 'readonly', (tx) =>
    asked(tx.objectStore('outbox').index('status').getAllKeys(range)),
  );
  const now = new Set(ids);
  return rows.filter(({ id }) => now.has(id));
}
