/**
 * Writes the server's answers into the outbox: delivered, needs attention, or later again. Also decides when a
 * delivered item may go: the server must have it in a backup. No DOM here: page and worker share it.
 */

/** @import { Answer, Change, Device, OutboxRow, Receipt, Status } from '../types.js' */

import { asked, transact } from '../store/db.js';
import { sealedRow } from '../store/vault.js';

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
export function putOff(ids, most = BACKOFF_LAST_MS) {
  return transact(['outbox'], 'readwrite', async (tx) => {
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

/** @type {(row: OutboxRow, result?: Receipt) => OutboxRow} */
function settled(row, result) {
  const status = result && SETTLED[result.status];
  if (!status) return { ...row, tries: row.tries + 1, next_try_at: Date.now() + backOff(row.tries) };
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
 * Write the answers to a batch. Only rows still waiting change; a row without a known answer is tried later. An item
 * that was withdrawn under way, and was accepted, counts all the same. Message, fields and the present state are
 * personal, so they go to the vault under `answer:<id>`. An acceptance may be a repair: items refused because of their
 * predecessor are tried again. Answers `{id, status}` of the changed rows.
 * @type {(record: Device, rows: OutboxRow[], results: Receipt[]) => Promise<Change[]>}
 */
export async function settle(record, rows, results) {
  const byId = new Map(results.map((result) => [result?.id, result]));
  /** @type {(id: string) => Status | undefined} */
  const becomes = (id) => SETTLED[byId.get(id)?.status ?? ''];
  const answers = await Promise.all(
    rows.filter((row) => becomes(row.id)).map((row) => sealedRow(record, `answer:${row.id}`, byId.get(row.id))),
  );
  return transact(['outbox', 'vault'], 'readwrite', async (tx) => {
    const outbox = tx.objectStore('outbox');
    const changed = [];
    for (const { id } of rows) {
      const row = await asked(outbox.get(id));
      const isMade = row?.status === 'withdrawn' && becomes(id) === 'delivered';
      if (row?.status !== 'waiting' && !isMade) continue;
      const next = settled(row, byId.get(id));
      outbox.put(next);
      changed.push({ id, status: next.status, hasEffect: Boolean(byId.get(id)?.effect) });
    }
    for (const answer of answers) if (answer) tx.objectStore('vault').put(answer);
    if (changed.some(({ status }) => status === 'delivered'))
      await retryDependants(outbox.index('status'), record.device);
    return changed;
  });
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

/**
 * Note the server's epoch. Another one means it was restored from a backup: every delivered item that the backup does
 * not cover waits again. Then let go of safely covered ones. Answers whether anything waits again.
 * @type {(device: string, answer: Answer) => Promise<boolean>}
 */
export function noteEpoch(device, answer) {
  return transact(['meta', 'outbox', 'vault'], 'readwrite', async (tx) => {
    const meta = tx.objectStore('meta');
    const outbox = tx.objectStore('outbox');
    const known = await asked(meta.get(epochKey(device)));
    const restored = known !== undefined && known !== answer.epoch;
    meta.put(answer.epoch, epochKey(device));
    const range = IDBKeyRange.bound([device, 'delivered'], [device, 'delivered', []]);
    const delivered = await asked(outbox.index('status').getAll(range));
    let waitsAgain = false;
    for (const row of delivered) {
      if (restored && !isCovered(row, answer.backed_up_through)) {
        outbox.put({ ...row, status: 'waiting', tries: 0, next_try_at: 0 });
        waitsAgain = true;
      } else if (mayGo(row, answer)) {
        outbox.delete(row.id);
        for (const name of [`item:${row.id}`, `answer:${row.id}`]) tx.objectStore('vault').delete([device, name]);
      }
    }
    return waitsAgain;
  });
}
