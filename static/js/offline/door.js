/**
 * One request to the phone's door and what its answer means. Never throws, never decides what happens to
 * an item: it only tells an answer of the server from everything a network puts in its place.
 */

export const DOOR = '/offline/operations';
const LIMIT_MS = 15000;

/** Whether the server itself asks for sign-in: what a network puts in its place speaks no JSON with a code. */
export async function asksSignIn(response) {
  if (response.status !== 401 || !response.headers.get('Content-Type')?.startsWith('application/json')) return false;
  return typeof (await response.clone().json().catch(() => null))?.error === 'string';
}

function wire(row) {
  return { id: row.id, seq: row.seq, sealed: row.sealed, key: row.key };
}

function isAnswer(answer) {
  return typeof answer?.epoch === 'string' && Array.isArray(answer.results)
    && !Number.isNaN(Date.parse(answer.server_time));
}

function retryAfter(header) {
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Math.min(Math.max(ms || 0, 10000), 60 * 60 * 1000);
}

async function meaning(response) {
  if (response.type === 'opaqueredirect') return { kind: 'paused', reason: 'portal' }; // the door sends nobody on
  if (response.status === 401) return { kind: 'paused', reason: 'signin' };
  if (response.status === 403) return { kind: 'paused', reason: 'refused' };
  if (response.status === 413) return { kind: 'too_large' };
  if (response.status === 429) return { kind: 'busy', wait: retryAfter(response.headers.get('Retry-After')) };
  if (response.status >= 500) return { kind: 'server_error' };
  const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
  if (!isJson) return { kind: 'paused', reason: 'portal' };
  if (!response.ok) return { kind: 'server_error' };
  const answer = await response.json();
  return isAnswer(answer) ? { kind: 'answer', answer } : { kind: 'paused', reason: 'portal' };
}

/**
 * Knock with these rows (none: only to learn the epoch). Answers one of
 * `{kind: 'answer', answer}`, `too_large`, `server_error`, `{kind: 'busy', wait}`,
 * `{kind: 'paused', reason: 'signin' | 'refused' | 'portal'}`, `{kind: 'no_network'}`.
 */
export async function knock(device, rows, fetchWith = fetch) {
  try {
    return await meaning(await fetchWith(DOOR, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ device, sent_at: new Date().toISOString(), operations: rows.map(wire) }),
      credentials: 'same-origin',
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(LIMIT_MS),
    }));
  } catch {
    return { kind: 'no_network' };
  }
}
