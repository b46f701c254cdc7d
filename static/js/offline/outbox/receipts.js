/**
 * Writes the server's answers into the outbox: delivered, needs attention, or later again. Also decides when a
 * delivered item may go: the server must have it in a backup. No DOM here: page and worker share it.
 */

/** @import { Answer, Change, Device, OutboxRow, Receipt, Status } from '../types.js' */

import { asked, transact } from '../store/db.js';
import { allDevices } from '../store/identity.js';
import { sealedRow } from '../store/vault.js';
import { newPulse, pulseKey } from './alone.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_WITHOUT_BACKUP_MS = 30 * DAY_MS;
const BACKOFF_FIRST_MS = 5000;
export const BACKOFF_LAST_MS = 15 * 60 * 1000;

/**
 * The key under which a device keeps the epoch of the server that last answered its sending.
 * @type {(device: string) => string}
 */
export const epochKey = (device) => `epoch:${device}`;

/**
 * Milliseconds to wait before try `tries` + 1: doubling, with jitter so that phones do not come all at once.
 * @type {(tries: number, random?: number) => number}
 */
export function backOff(tries, random = Math.random()) {
  return Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(tries, 10)) * (0.5 + random);
}

/**
 * True when an item may be tried now. A phone's clock that was set back must not hold it for days.
 * @type {(row: OutboxRow, now: number) => boolean}
 */
export function isDue(row, now) {
  return row.next_try_at <= now || row.next_try_at > now + 2 * BACKOFF_LAST_MS;
}

/**
 * Put these rows off, for at most about `most` ms.
 * @type {(ids: string[], most?: number) => Promise<void>}
 */
export async function putOff(ids, most = BACKOFF_LAST_MS) {
  if (ids.length === 0) return;
  await transact(['outbox'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    for (const id of ids) {
      const row = await asked(outbox.get(id));
      if (row?.status !== 'waiting') continue;
      outbox.put({ ...row, tries: row.tries + 1, next_try_at: Date.now() + Math.min(most, backOff(row.tries)) });
    }
  });
}

/**
 * Mark one waiting row as needing attention for a reason found on this phone (`too_large`, `still_wanted`).
 * @type {(id: string, code: string) => Promise<void>}
 */
export function markForAttention(id, code) {
  return transact(['outbox'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const row = await asked(outbox.get(id));
    if (row?.status === 'waiting') outbox.put({ ...row, status: 'attention', result: { code } });
  });
}

/** @type {(result: Receipt) => Required<NonNullable<OutboxRow['result']>>} */
function receipt(result) {
  return { received_at: result.received_at ?? null, url: result.url ?? null, code: result.code ?? null };
}

/** @type {Record<string, Status>} */
const SETTLED = { accepted: 'delivered', duplicate: 'delivered', rejected: 'attention', conflict: 'attention' };

/** @type {(result?: Receipt) => Status | undefined} */
const becomes = (result) => SETTLED[result?.status ?? ''];

/** @type {(result?: Receipt) => boolean} */
const isPersonal = (result) => becomes(result) === 'attention' || Boolean(becomes(result) && result?.effect);

/**
 * The rows of a batch that this answer leaves waiting.
 * @type {(batch: OutboxRow[], results: Receipt[]) => OutboxRow[]}
 */
export function waitAgain(batch, results) {
  const done = new Set(results.filter((result) => SETTLED[result?.status]).map(({ id }) => id));
  return batch.filter(({ id }) => !done.has(id));
}

/** @type {(row: OutboxRow, result?: Receipt) => OutboxRow} */
function settled(row, result) {
  const status = becomes(result);
  if (!result || !status) return { ...row, tries: row.tries + 1, next_try_at: Date.now() + backOff(row.tries) };
  const code = result.status === 'conflict' ? 'conflict' : receipt(result).code;
  return { ...row, status, tries: 0, next_try_at: 0, result: { ...receipt(result), code } };
}

/** @type {(index: IDBIndex, device: string) => Promise<void>} */
async function retryDependants(index, device) {
  const range = IDBKeyRange.bound([device, 'attention'], [device, 'attention', []]);
  for (const row of await asked(index.getAll(range))) {
    if (row.result?.code !== 'dependency_rejected') continue;
    index.objectStore.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0 });
  }
}

/**
 * Server times carry microseconds, Date knows milliseconds: two receipts in one millisecond must not mix.
 * @type {(iso: string) => number}
 */
function micros(iso) {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  return Date.parse(iso) * 1000 + Number(fraction.padEnd(6, '0').slice(3, 6));
}

/** @type {(row: OutboxRow, backedUpThrough: string | null) => boolean} */
function isCovered(row, backedUpThrough) {
  const receivedAt = row.result?.received_at;
  if (!receivedAt || backedUpThrough === null) return false;
  return micros(receivedAt) <= micros(backedUpThrough);
}

/** @type {(row: OutboxRow, answer: Answer) => boolean} */
function mayGo(row, { server_time: serverTime, backed_up_through: backedUpThrough }) {
  const age = Date.parse(serverTime) - Date.parse(row.result?.received_at ?? '');
  if (!(age > DAY_MS)) return false; // 'sent today' is still shown
  return backedUpThrough === null ? age > KEEP_WITHOUT_BACKUP_MS : isCovered(row, backedUpThrough);
}

/** @type {(tx: IDBTransaction, row: OutboxRow) => void} */
function letGo(tx, { id, device }) {
  tx.objectStore('outbox').delete(id);
  for (const name of [`item:${id}`, `answer:${id}`]) tx.objectStore('vault').delete([device, name]);
}

/**
 * Note the server's epoch. Another one means it was restored from a backup: every delivered item that the backup does
 * not cover waits again. Then let go of safely covered ones; the first answer of a round says enough for that. Answers
 * whether anything waits again.
 * @type {(tx: IDBTransaction, device: string, answer: Answer, isFirst: boolean) => Promise<boolean>}
 */
async function noteEpoch(tx, device, answer, isFirst) {
  const meta = tx.objectStore('meta');
  const outbox = tx.objectStore('outbox');
  const known = await asked(meta.get(epochKey(device)));
  const restored = known !== undefined && known !== answer.epoch;
  if (known === answer.epoch && !isFirst) return false;
  meta.put(answer.epoch, epochKey(device));
  const range = IDBKeyRange.bound([device, 'delivered'], [device, 'delivered', []]);
  let waitsAgain = false;
  for (const row of await asked(outbox.index('status').getAll(range))) {
    if (restored && !isCovered(row, answer.backed_up_through)) {
      outbox.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0 });
      waitsAgain = true;
    } else if (mayGo(row, answer)) letGo(tx, row);
  }
  return waitsAgain;
}

/**
 * Write the server's answer to a batch, in one transaction: its epoch, also for earlier ids of this phone (a restore
 * loses their items as well), a sign of life, and what became of each row. Only rows still waiting change; one without
 * a known answer is tried later. An item that was withdrawn under way, and was accepted, counts all the same. Message,
 * fields, effect and the present state are personal, so they go to the vault under `answer:<id>`. An acceptance may be
 * a repair: items refused because of their predecessor are tried again. Answers the changed rows, and whether a restored
 * server must get something `again`.
 * @type {(record: Device, rows: OutboxRow[], answer: Answer, isFirst: boolean) =>
 *   Promise<{ changed: Change[], again: boolean }>}
 */
export async function settle(record, rows, answer, isFirst) {
  const byId = new Map(answer.results.map((result) => [result?.id, result]));
  const kept = await Promise.all(
    rows.filter(({ id }) => isPersonal(byId.get(id))).map(({ id }) => sealedRow(record, `answer:${id}`, byId.get(id))),
  );
  return transact(['meta', 'outbox', 'vault'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const vault = tx.objectStore('vault');
    tx.objectStore('meta').put(newPulse(), pulseKey(record.device));
    let again = false;
    for (const device of allDevices(record)) again = (await noteEpoch(tx, device, answer, isFirst)) || again;
    const changed = [];
    for (const row of await Promise.all(rows.map(({ id }) => asked(outbox.get(id))))) {
      const result = byId.get(row?.id);
      const isMade = row?.status === 'withdrawn' && becomes(result) === 'delivered';
      if (row?.status !== 'waiting' && !isMade) continue;
      const next = settled(row, result);
      outbox.put(next);
      if (row.result) vault.delete([row.device, `answer:${row.id}`]); // to an earlier try
      changed.push({ id: row.id, status: next.status, hasEffect: Boolean(result?.effect) });
    }
    for (const one of kept) if (one) vault.put(one);
    if (changed.some(({ status }) => status === 'delivered'))
      await retryDependants(outbox.index('status'), record.device);
    return { changed, again };
  });
}
