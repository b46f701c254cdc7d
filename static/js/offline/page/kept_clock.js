/** This phone's knowledge of the server's time outlives the page: without network, ages go by it too. */

import { assume, learn, skew } from '../../now.js';
import { listen } from '../outbox/channel.js';
import { readMeta, writeMeta } from '../store/db.js';

const KEY = 'clock';

/** Take up the known difference, and keep each new one. */
export async function installClock() {
  listen(({ type, skew: ahead }) => {
    if (type === 'attempt' && Number.isFinite(ahead)) learn(Date.now() - ahead);
  });
  const known = (await readMeta(KEY)) ?? 0;
  document.addEventListener('onderdak:clock', () => writeMeta(KEY, skew()).catch(() => {}));
  assume(known); // also writes down a time heard while this was read
}
