/** Keeps tabs and worker of this browser in step: a writer of the outbox announces it, every display looks again. */

/** @import { Message } from '../types.js' */

const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('onderdak') : null;
/** @type {Set<(message: Message) => void>} */
const listeners = new Set();

/** @type {(message: Message) => void} */
function tell(message) {
  for (const listener of listeners) listener(message);
}

if (channel) channel.onmessage = (event) => tell(event.data);

/**
 * Say something to this context and to all others. Messages carry ids and states only.
 * @type {(message: Message) => void}
 */
export function announce(message) {
  tell(message);
  channel?.postMessage(message);
}

/**
 * Listen to messages from here and elsewhere.
 * @type {(listener: (message: Message) => void) => () => boolean}
 */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
