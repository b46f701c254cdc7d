/**
 * Sends the outbox, from a page or from the worker; no DOM. One sender per device at a time.
 * An item leaves the queue only when the server has accepted it; a bad item holds up no other, but for later acts on the
 * same record: 'Ongedaan maken' must not overtake what it undoes.
 */

/** @import { Answer, Device, Knock, News, Note, Outcome, OutboxRow, SendOptions, Sent } from '../types.js' */

import { readMeta, writeMeta } from '../store/db.js';
import { alone, beat } from './alone.js';
import { firstLimit, head, nextLimit } from './batch.js';
import { announce } from './channel.js';
import { knock } from './door.js';
import { sweep, waitingAmong, withStatus } from './outbox.js';
import { isDue, markForAttention, putOff, settle, waitAgain } from './receipts.js';

const SINGLE_FAILURES = 3;
const NO_NETWORK_MS = 10000; // a try without network burdens nobody, and nothing announces a network

/**
 * The rows to try, and before them every waiting act on the same records, in the order in which they were made.
 * @type {(waiting: OutboxRow[], tries: (row: OutboxRow) => boolean) => OutboxRow[]}
 */
function inOrder(waiting, tries) {
  const last = new Map(waiting.filter((row) => row.about && tries(row)).map(({ about, seq }) => [about, seq]));
  return waiting.filter((row) => tries(row) || row.seq < (last.get(row.about) ?? 0));
}

/**
 * Take out of the queue the later acts on the records of these rows, which wait again. Answers their ids: they are to
 * be put off too.
 * @type {(now: Pass, again: OutboxRow[]) => string[]}
 */
function holdBack(now, again) {
  const records = new Set(again.map(({ about }) => about).filter(Boolean));
  const held = now.rest.filter(({ about }) => records.has(about));
  now.rest = now.rest.filter(({ about }) => !records.has(about));
  return held.map(({ id }) => id);
}

/** @type {(record: Device, batch: OutboxRow[], answer: Answer, isFirst: boolean) => Promise<News>} */
async function take(record, batch, answer, isFirst) {
  const { changed, again } = await settle(record, batch, answer, isFirst);
  announce({ type: 'changed', device: record.device, items: changed });
  return {
    again: again || changed.some(({ status }) => status === 'delivered'),
    skew: Date.now() - Date.parse(answer.server_time),
  };
}

/**
 * One pass over the queue, so far. `write` writes the last answer.
 * @typedef {{ rest: OutboxRow[], limit: number, failures: number, silences: number, write: () => Promise<void>,
 *   again: boolean, skew: number | null }} Pass
 */

const nothing = async () => {};

/**
 * Send the next batch, and write the last answer while it is out. Null when none of it waits any more.
 * @type {(record: Device, now: Pass, knockWith: Knock, isMine: () => boolean) =>
 *   Promise<{ batch: OutboxRow[], outcome: Outcome } | null>}
 */
async function sendNext(record, now, knockWith, isMine) {
  const taken = head(now.rest, now.limit);
  const batch = await waitingAmong(record.device, taken);
  now.rest = [...batch, ...now.rest.slice(taken.length)];
  if (batch.length === 0) return null;
  if (!isMine()) throw new DOMException('another one sends', 'AbortError');
  const begun = performance.now();
  const knocking = knockWith(record.device, batch);
  const writing = now.write();
  writing.catch(() => {}); // it is thrown below, when nothing is out any more
  const outcome = await knocking;
  const ms = performance.now() - begun;
  await writing;
  now.write = nothing;
  if (outcome.kind === 'answer') now.limit = nextLimit(now.limit, batch.length, ms);
  else await beat(record.device);
  return { batch, outcome };
}

/** @type {(record: Device, now: Pass, batch: OutboxRow[], answer: Answer) => void} */
function answered(record, now, batch, answer) {
  now.rest = now.rest.slice(batch.length);
  const held = holdBack(now, waitAgain(batch, answer.results));
  now.failures = 0;
  now.silences = 0;
  now.write = async () => {
    const news = await take(record, batch, answer, now.skew === null);
    await putOff(held);
    now.again ||= news.again;
    now.skew = news.skew;
  };
}

/**
 * Make the next batch smaller, or put its only item aside. Answers how the pass ended, null when it goes on.
 * @type {(now: Pass, batch: OutboxRow[], outcome: Exclude<Outcome, { kind: 'answer' }>) => Promise<Sent | null>}
 */
async function failed(now, batch, outcome) {
  const isOne = batch.length === 1;
  if (outcome.kind === 'no_network') {
    await putOff(
      batch.map(({ id }) => id),
      NO_NETWORK_MS,
    );
    now.silences += 1;
    if (!isOne || now.silences > 1) return { state: 'no_network' };
    now.limit = 1;
  } else if (outcome.kind === 'too_large' || outcome.kind === 'server_error') {
    now.limit = Math.max(1, batch.length >> 1);
    if (!isOne) return null;
    if (outcome.kind === 'too_large') await markForAttention(batch[0].id, 'too_large');
    else await putOff([batch[0].id]);
    now.failures += outcome.kind === 'server_error' ? 1 : 0;
    if (now.failures >= SINGLE_FAILURES) return { state: 'server_error' };
  } else {
    const { kind, ...why } = outcome;
    return { state: kind, ...why };
  }
  now.rest = now.rest.slice(1);
  if (outcome.kind !== 'too_large') await putOff(holdBack(now, batch));
  return null;
}

/**
 * One pass over the queue. Batches halve until a bad item stands alone, and grow again after a success. Three single
 * server errors in a row: the server is ill, stop. One item without answer may be the cause: try one more.
 * @type {(record: Device, queue: OutboxRow[], knockWith: Knock, isMine: () => boolean) => Promise<Sent>}
 */
async function pass(record, queue, knockWith, isMine) {
  /** @type {Pass} */
  const now = {
    rest: queue,
    limit: firstLimit(queue),
    failures: 0,
    silences: 0,
    write: nothing,
    again: false,
    skew: null,
  };
  while (now.rest.length > 0) {
    const sent = await sendNext(record, now, knockWith, isMine);
    if (!sent) continue;
    const { batch, outcome } = sent;
    if (outcome.kind === 'answer') {
      answered(record, now, batch, outcome.answer);
      continue;
    }
    const end = await failed(now, batch, outcome);
    if (end) return end;
  }
  await now.write();
  const { again, skew } = now;
  if (now.silences) return { state: 'no_network', again, skew };
  return { state: now.failures ? 'server_error' : 'sent', again, skew };
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
  if (outcome.kind === 'answer')
    return { state: 'sent', ...(await take(record, [], outcome.answer, true)), again: true };
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
 * What waits, but for wishes that waited too long: those are held back until a person confirms them.
 * @type {(record: Device) => Promise<OutboxRow[]>}
 */
async function stillWanted(record) {
  const waiting = await withStatus(record.device, 'waiting');
  /** @type {(row: OutboxRow) => boolean} */
  const isOld = ({ ages_at: agesAt }) => Boolean(agesAt && agesAt <= Date.now());
  const old = waiting.filter(isOld);
  if (old.length === 0) return waiting;
  for (const { id } of old) await markForAttention(id, 'still_wanted');
  announce({ type: 'changed', device: record.device, items: old.map(({ id }) => ({ id, status: 'attention' })) });
  return waiting.filter((row) => !old.includes(row));
}

/** @type {(record: Device, options: Required<SendOptions>, isMine: () => boolean) => Promise<Note | null>} */
async function round(record, { force, eager, knockWith, probe }, isMine) {
  await sweep(record.device); // nothing is out now
  const waiting = await stillWanted(record);
  const attempt = await readMeta(`attempt:${record.device}`);
  const now = Date.now();
  if (isHeldBack(attempt, now, force || eager)) return attempt;
  const due = inOrder(waiting, (row) => force || isDue(row, now));
  if (due.length === 0 && !probe) return null;
  let outcome = due.length ? await pass(record, due, knockWith, isMine) : await learnEpoch(record, knockWith);
  if (outcome.again) {
    const more = await untried(record, due);
    if (more.length > 0) outcome = await pass(record, more, knockWith, isMine);
  }
  const note = noteOf(outcome);
  await writeMeta(`attempt:${record.device}`, note);
  announce({ type: 'attempt', device: record.device, ...note });
  return note;
}

/**
 * Send due items. `eager`: something was just saved, also while a pause lasts. `force`: also those that back off.
 * `probe`: knock even when nothing is due, to learn a new epoch. Answers the note of this attempt or null; its `skew`
 * is how many ms this phone's clock runs ahead.
 * @type {(record: Device, options?: SendOptions) => Promise<Note | null>}
 */
export function send(record, { eager = false, force = false, probe = false, knockWith = knock } = {}) {
  return alone(record.device, (isMine) => round(record, { eager, force, probe, knockWith }, isMine));
}
