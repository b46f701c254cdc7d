/**
 * The phone's own store (IndexedDB). Owns opening it and running transactions; knows only the names of its stores, not
 * their contents.
 */

/** @import { Transact } from '../types.js' */

const NAME = 'onderdak';
const VERSION = 1;
const OPEN_LIMIT_MS = 5000;
// iOS closes connections of an app in the background; the next use then fails with one of these.
const LOST_CONNECTION = new Set(['InvalidStateError', 'UnknownError']);

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @type {(db: IDBDatabase) => void} */
function layOut(db) {
  db.createObjectStore('meta');
  db.createObjectStore('devices', { keyPath: 'user' });
  const outbox = db.createObjectStore('outbox', { keyPath: 'id' });
  outbox.createIndex('seq', ['device', 'seq']);
  outbox.createIndex('status', ['device', 'status', 'seq']);
  db.createObjectStore('vault', { keyPath: ['device', 'name'] });
}

function forget() {
  opening = null;
}

/** @type {() => Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('opening took too long', 'TimeoutError')), OPEN_LIMIT_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => layOut(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      clearTimeout(timer);
      const db = request.result;
      db.onversionchange = () => {
        db.close();
        forget();
      };
      db.onclose = forget;
      resolve(db);
    };
  });
}

function connection() {
  opening ??= open();
  opening.catch(forget);
  return opening;
}

/**
 * The result of one request, as a promise that keeps its transaction alive.
 * @type {<T>(request: IDBRequest<T>) => Promise<T>}
 */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @type {Transact} */
async function attempt(stores, mode, work) {
  const db = await connection();
  const tx = db.transaction(stores, mode, { durability: 'strict' });
  const durable = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error ?? new DOMException('transaction aborted', 'AbortError'));
  });
  durable.catch(() => {});
  try {
    const result = await work(tx);
    await durable;
    return result;
  } catch (error) {
    // The transaction's error (a full disk) is the cause; a request's own error often only echoes it.
    if (tx.error === null) {
      try {
        tx.abort();
      } catch {
        /* it had ended already */
      }
    }
    throw tx.error ?? error;
  }
}

/**
 * Run `work(tx)` in one strict transaction and answer its result once the transaction is *complete*.
 * Until then nothing may be called saved: a full disk arrives as an abort after every request succeeded.
 * A lost connection is opened again and the work repeated once, so `work` must bear being repeated.
 * Rejects with the transaction's error (QuotaExceededError, …); nothing was written then.
 * @type {Transact}
 */
export async function transact(stores, mode, work) {
  try {
    return await attempt(stores, mode, work);
  } catch (error) {
    forget();
    if (!LOST_CONNECTION.has(error?.name)) throw error;
    return attempt(stores, mode, work);
  }
}

/**
 * One value from the store `meta`, undefined when absent.
 * @type {(key: string) => Promise<any>}
 */
export function readMeta(key) {
  return transact(['meta'], 'readonly', (tx) => asked(tx.objectStore('meta').get(key)));
}

/**
 * Put one value in the store `meta`; undefined removes it.
 * @type {(key: string, value: unknown) => Promise<unknown>}
 */
export function writeMeta(key, value) {
  return transact(['meta'], 'readwrite', (tx) => {
    const meta = tx.objectStore('meta');
    return value === undefined ? asked(meta.delete(key)) : asked(meta.put(value, key));
  });
}
