/** How much goes out at once: little to begin with, more while answers come soon, one item when something breaks. */

/** @import { OutboxRow } from '../types.js' */

const FIRST_ITEMS = 50;
const MOST_ITEMS = 500; // the door takes no more
const MOST_BYTES = 900 * 1024; // of the MiB that it takes
const ROW_BYTES = 200; // beside what is sealed
const SOON_MS = 1000;
const LATE_MS = 4000;

/**
 * The head of the queue: at most so many rows, of a size that the door takes, never none. Of two acts on one record the
 * second waits for the answer to the first.
 * @type {(queue: OutboxRow[], limit: number) => OutboxRow[]}
 */
export function head(queue, limit) {
  const batch = [];
  const records = new Set();
  let bytes = 0;
  for (const row of queue.slice(0, limit)) {
    bytes += (row.sealed?.length ?? 0) + ROW_BYTES; // of a damaged row the server says that it cannot be opened
    if (batch.length > 0 && (bytes > MOST_BYTES || records.has(row.about))) break;
    if (row.about) records.add(row.about);
    batch.push(row);
  }
  return batch;
}

/**
 * The size of the first batch. After failures it is smaller, so that one item that breaks the connection ends up alone.
 * @type {(queue: OutboxRow[]) => number}
 */
export function firstLimit(queue) {
  return Math.max(1, FIRST_ITEMS >> Math.min(2 * (queue[0]?.tries ?? 0), 6));
}

/**
 * The size of the next batch after one of `sent` rows that was answered in `ms`.
 * @type {(limit: number, sent: number, ms: number) => number}
 */
export function nextLimit(limit, sent, ms) {
  if (ms > LATE_MS) return Math.max(1, sent >> 1);
  return ms < SOON_MS ? Math.min(MOST_ITEMS, limit * 2) : limit;
}
