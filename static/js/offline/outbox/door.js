/**
 * One request to the phone's door and the meaning of its answer. Never throws, never decides about an item: it only
 * separates an answer of the server from everything a network puts in its place.
 */

/** @import { Answer, Knock, OutboxRow, Outcome } from '../types.js' */

import { saidBy } from '../answers.js';

export const DOOR = '/offline/operations';
const LIMIT_MS = 15000;
const MINUTE_MS = 60000;
/** @type {Record<string, 'signin' | 'of_another'>} */
const REFUSED = { unauthorized: 'signin', locked: 'signin', device_of_another: 'of_another' };

const LEAST_PACKED = 4096; // a shorter body fits in as many packets as it is

/** @type {(row: OutboxRow) => object} */
function wire(row) {
  return { id: row.id, seq: row.seq, sealed: row.sealed, key: row.key };
}

/**
 * The body of a request, packed where this browser can: what is sealed is text for a third more than its bytes.
 * @type {(device: string, rows: OutboxRow[]) => Promise<{ body: BodyInit, headers: Record<string, string> }>}
 */
async function packed(device, rows) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const body = JSON.stringify({ device, sent_at: new Date().toISOString(), operations: rows.map(wire) });
  if (body.length < LEAST_PACKED || typeof CompressionStream !== 'function') return { body, headers };
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'));
  return { body: await new Response(stream).arrayBuffer(), headers: { ...headers, 'Content-Encoding': 'gzip' } };
}

/** @type {(answer: any) => answer is Answer} */
function isAnswer(answer) {
  return (
    typeof answer?.epoch === 'string' && Array.isArray(answer.results) && !Number.isNaN(Date.parse(answer.server_time))
  );
}

/** @type {(header: string) => number} */
function retryAfter(header) {
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Math.min(Math.max(ms || 0, 10000), 60 * MINUTE_MS);
}

/** @type {(response: Response) => Promise<Outcome>} */
async function meaning(response) {
  if (response.type === 'opaqueredirect') return { kind: 'paused', reason: 'portal' };
  const said = await saidBy(response);
  if (response.status === 429 || (response.status === 503 && response.headers.has('Retry-After'))) {
    const wait = retryAfter(response.headers.get('Retry-After') ?? '');
    return { kind: 'busy', wait: said ? wait : Math.min(wait, MINUTE_MS) }; // a filter's answer binds nobody for long
  }
  if (response.ok) return isAnswer(said) ? { kind: 'answer', answer: said } : { kind: 'paused', reason: 'portal' };
  if (response.status === 413 && said) return { kind: 'too_large' };
  if (said && REFUSED[said.error]) return { kind: 'paused', reason: REFUSED[said.error] };
  if (said && response.status === 403) return { kind: 'paused', reason: 'refused' };
  return response.status >= 500 || response.status === 413 || said
    ? { kind: 'server_error' }
    : { kind: 'paused', reason: 'portal' };
}

/**
 * Knock with these rows (none: only to learn the epoch). Answers one of
 * `{kind: 'answer', answer}`, `too_large`, `server_error`, `{kind: 'busy', wait}`,
 * `{kind: 'paused', reason: 'signin' | 'of_another' | 'refused' | 'portal'}`, `{kind: 'no_network'}`.
 * @type {(device: string, rows: OutboxRow[], fetchWith?: typeof fetch) => Promise<Outcome>}
 */
export async function knock(device, rows, fetchWith = fetch) {
  try {
    return await meaning(
      await fetchWith(DOOR, {
        method: 'POST',
        ...(await packed(device, rows)),
        credentials: 'same-origin',
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(LIMIT_MS),
      }),
    );
  } catch {
    return { kind: 'no_network' };
  }
}
