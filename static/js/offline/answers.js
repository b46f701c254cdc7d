/**
 * Recognises an answer of our own server among everything a network puts in its place: a portal's page, a filter's 403.
 * Only JSON counts, and of a refusal only its code. No DOM: page and worker share it.
 */

const SHUT = new Set(['unauthorized', 'locked']);
/** @type {Set<(code: string) => void>} */
const listeners = new Set();

/**
 * Call `listener(code)` whenever our server says that this session ended (`unauthorized`) or is `locked`.
 * @type {(listener: (code: string) => void) => void}
 */
export function onShut(listener) {
  listeners.add(listener);
}

/** @type {(text: string) => any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The object our server answered with, `{error}` when it refused; null for an answer of another server.
 * @type {(response: Response) => Promise<any>}
 */
export async function saidBy(response) {
  const text = await response.text(); // read it in any case: an unread answer keeps its connection occupied
  const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
  const said = isJson ? parsed(text) : null;
  if (said === null || typeof said !== 'object') return null;
  if (!response.ok && typeof said.error !== 'string') return null;
  if (response.status === 401 && SHUT.has(said.error)) for (const listener of listeners) listener(said.error);
  return said;
}

/**
 * Post an object. Rejects without network; answers as `saidBy`.
 * @type {(path: string, body: object, limit?: number) => Promise<any>}
 */
export async function post(path, body, limit = 8000) {
  return saidBy(
    await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(limit),
    }),
  );
}
