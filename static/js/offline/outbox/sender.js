/**
 * Sends the outbox, from a page or from the worker; no DOM. One sender per device at a time.
 * An item leaves the queue only when the server has accepted it; a bad item holds up no other, but for later acts on the
 * same record: 'Ongedaan maken' must not overtake what it undoes.
 */

/** @import { Answer, Device, Knock, Note, OutboxRow, SendOptions, Sent } from '../types.js' */

import { readMeta, writeMeta } from '../store/db.js';
import { allDevices } from '../store/identity.js';
import { announce } from './channel.js';
import { knock } from './door.js';
import { sweep, waitingAmong, withStatus } from './outbox.js';
import { isDue, markForAttention, noteEpoch, putOff, settle } from './receipts.js';

const MOST_ITEMS = 50;
const MOST_BYTES = 256 * 1024;
const SINGLE_FAILURES = 3;
const STUCK_MS = 60000;
const NO_NETWORK_MS = 10000; // a try without network burdens nobody, and nothing announces a network

/**
 * The next batch. Of two acts on one record the second waits for the answer to the first.
 * @type {(queue: OutboxRow[], limit: number) => OutboxRow[]}
 */
function head(queue, limit) {
  const batch = [];
  const records = new Set();
  let bytes = 0;
  for (const row of queue.slice(0, limit)) {
    bytes += row.sealed.length + 200;
    if (batch.length > 0 && (bytes > MOST_BYTES || records.has(row.about))) break;
    if (row.about) records.add(row.about);
    batch.push(row);
  }
  return batch;
}

/**
 * The rows to try, and before them every waiting act on the same records, in the order in which they were made.
 * @type {(waiting: OutboxRow[], tries: (row: OutboxRow) => boolean) => OutboxRow[]}
 */
function inOrder(waiting, tries) {
  const last = new Map(waiting.filter((row) => row.about && tries(row)).map(({ about, seq }) => [about, seq]));
  return waiting.filter((row) => tries(row) || row.seq < (last.get(row.about) ?? 0));
}

/**
 * What may still go now that these rows were tried: later acts on the record of one that waits again are put off too.
 * @type {(queue: OutboxRow[], tried: OutboxRow[]) => Promise<OutboxRow[]>}
 */
async function mayFollow(queue, tried) {
  const records = new Set(tried.map(({ about }) => about).filter(Boolean));
  if (!queue.some(({ about }) => records.has(about))) return queue;
  const stuck = new Set((await waitingAmong(tried)).map(({ about }) => about).filter(Boolean));
  const held = queue.filter(({ about }) => stuck.has(about));
  await putOff(held.map(({ id }) => id));
  return queue.filter((row) => !held.includes(row));
}

/**
 * After failures a batch begins smaller, so that one item that breaks the connection ends up alone.
 * @type {(queue: OutboxRow[]) => number}
 */
function firstLimit(queue) {
  return Math.max(1, MOST_ITEMS >> Math.min(2 * queue[0].tries, 6));
}

/** @type {(record: Device, batch: OutboxRow[], answer: Answer) => Promise<{ again: boolean, skew: number }>} */
async function take(record, batch, answer) {
  let again = false; // also for earlier ids of this phone: a restore loses their items as well
  for (const device of allDevices(record)) again = (await noteEpoch(device, answer)) || again;
  const changed = await settle(record, batch, answer.results);
  announce({ type: 'changed', device: record.device, items: changed });
  return {
    again: again || changed.some(({ status }) => status === 'delivered'),
    skew: Date.now() - Date.parse(answer.server_time),
  };
}

/** @type {(row: OutboxRow, kind: string) => Promise<void>} */
async function failAlone(row, kind) {
  if (kind === 'too_large') {
    await markForAttention(row.id, 'too_large');
  } else {
    await putOff([row.id]);
  }
}

/**
 * One pass over the queue. Batches halve until a bad item stands alone, and grow again after a success. Three
 * single server errors in a row: the server is ill, stop. One item without answer may be the cause: try one more.
 * @type {(record: Device, queue: OutboxRow[], knockWith: Knock) => Promise<Sent>}
 */
async function pass(record, queue, knockWith) {
  let rest = queue;
  let limit = rest.length ? firstLimit(rest) : 0;
  let failures = 0;
  let silences = 0;
  let again = false;
  let skew = null;
  while (rest.length > 0) {
    const taken = head(rest, limit);
    const batch = await waitingAmong(taken);
    if (batch.length < taken.length) rest = [...batch, ...rest.slice(taken.length)];
    if (batch.length === 0) continue;
    const outcome = await knockWith(record.device, batch);
    if (outcome.kind === 'answer') {
      const news = await take(record, batch, outcome.answer);
      again ||= news.again;
      skew = news.skew;
      failures = 0;
      silences = 0;
      limit = Math.min(MOST_ITEMS, limit * 2);
      rest = await mayFollow(rest.slice(batch.length), batch);
    } else if (outcome.kind === 'too_large' || outcome.kind === 'server_error') {
      limit = Math.max(1, batch.length >> 1);
      if (batch.length > 1) continue;
      await failAlone(batch[0], outcome.kind);
      failures += outcome.kind === 'server_error' ? 1 : 0;
      if (failures >= SINGLE_FAILURES) return { state: 'server_error' };
      rest = await mayFollow(rest.slice(1), batch);
    } else if (outcome.kind === 'no_network') {
      await putOff(
        batch.map(({ id }) => id),
        NO_NETWORK_MS,
      );
      silences += 1;
      if (batch.length > 1 || silences > 1) return { state: 'no_network' };
      rest = await mayFollow(rest.slice(1), batch);
      limit = 1;
    } else {
      return { state: outcome.kind, reason: outcome.reason, wait: outcome.wait };
    }
  }
  if (silences) return { state: 'no_network', again, skew };
  return { state: failures ? 'server_error' : 'sent', again, skew };
}

/** @type {Record<string, number>} */
const PAUSE_MS = { signin: 5 * 60 * 1000, of_another: 5 * 60 * 1000, refused: 5 * 60 * 1000, portal: 60 * 1000 };

/**
 * True when the last answer asks us to stay away for now. 'Busy' binds everyone, a pause only the timer.
 * @type {(attempt: Note | undefined, now: number, eager: boolean) => boolean}
 */
function isHeldBack(attempt, now, eager) {
  if (!attempt || attempt.not_before <= now || attempt.not_before > now + 60 * 60 * 1000) return false;
  return attempt.state === 'busy' || !eager;
}

/** @type {(outcome: Sent) => Note} */
function noteOf(outcome) {
  const wait = outcome.wait ?? PAUSE_MS[outcome.reason ?? ''] ?? 0;
  const { state, reason = null, skew = null } = outcome;
  return { at: Date.now(), state, reason, skew, not_before: wait ? Date.now() + wait : 0 };
}

/** @type {(record: Device, knockWith: Knock) => Promise<Sent>} */
async function learnEpoch(record, knockWith) {
  const outcome = await knockWith(record.device, []);
  if (outcome.kind === 'answer') return { state: 'sent', ...(await take(record, [], outcome.answer)), again: true };
  const { kind, ...why } = outcome;
  return { state: kind, ...why };
}

/**
 * Waiting items that were not tried in this round: saved meanwhile, put off while the network was away, waiting again.
 * @type {(record: Device, due: OutboxRow[]) => Promise<OutboxRow[]>}
 */
async function untried(record, due) {
  const tried = new Set(due.map(({ id }) => id));
  return inOrder(await withStatus(record.device, 'waiting'), (row) => !tried.has(row.id) || row.tries === 0);
}

/**
 * Hold back a wish that waited too long until a person confirms it.
 * @type {(record: Device) => Promise<void>}
 */
async function askOld(record) {
  const old = (await withStatus(record.device, 'waiting')).filter((row) => row.ages_at && row.ages_at <= Date.now());
  for (const { id } of old) await markForAttention(id, 'still_wanted');
  if (old.length > 0)
    announce({ type: 'changed', device: record.device, items: old.map(({ id }) => ({ id, status: 'attention' })) });
}

/** @type {(record: Device, options: Required<SendOptions>) => Promise<Note | null>} */
async function round(record, { force, eager, knockWith, probe }) {
  await sweep(record.device); // nothing is out now
  await askOld(record);
  const attempt = await readMeta(`attempt:${record.device}`);
  const now = Date.now();
  if (isHeldBack(attempt, now, force || eager)) return attempt;
  const waiting = await withStatus(record.device, 'waiting');
  const due = inOrder(waiting, (row) => force || isDue(row, now));
  if (due.length === 0 && !probe) return null;
  let outcome = due.length ? await pass(record, due, knockWith) : await learnEpoch(record, knockWith);
  if (outcome.again) {
    const more = await untried(record, due);
    if (more.length > 0) outcome = await pass(record, more, knockWith);
  }
  const note = noteOf(outcome);
  await writeMeta(`attempt:${record.device}`, note);
  announce({ type: 'attempt', device: record.device, ...note });
  return note;
}

/** @type {<T>(device: string, work: () => Promise<T>) => Promise<T>} */
function alone(device, work) {
  const name = `onderdak-send-${device}`;
  if (!navigator.locks) return work();
  const queued = new AbortController();
  const timer = setTimeout(() => queued.abort(), STUCK_MS);
  return navigator.locks
    .request(name, { signal: queued.signal }, () => {
      clearTimeout(timer);
      return work();
    })
    .catch((error) => {
      if (error?.name !== 'AbortError' || !queued.signal.aborted) throw error;
      // The holder of the lock sleeps. Sending twice does no harm: the server takes each id once.
      return navigator.locks.request(name, { steal: true }, work);
    });
}

/**
 * Send due items. `eager`: something was just saved, also while a pause lasts. `force`: also those that back off.
 * `probe`: knock even when nothing is due, to learn a new epoch. Answers the note of this attempt or null; its `skew`
 * is how many ms this phone's clock runs ahead.
 * @type {(record: Device, options?: SendOptions) => Promise<Note | null>}
 */
export function send(record, { eager = false, force = false, probe = false, knockWith = knock } = {}) {
  return alone(record.device, () => round(record, { eager, force, probe, knockWith }));
}
