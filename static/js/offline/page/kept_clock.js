/** What this phone knows of the server's time outlives the page: without network, ages go by it too. */

import { assume, learn, skew } from '../../now.js';
import { listen } from '../outbox/channel.js';
import { readMeta, writeMeta } from '../store/db.js';

const KEY = 'clock';

/** Take up what was known, and write down what is heard. */
export async function installClock() {
  listen(({ type, skew: told }) => {
    if (type === 'attempt' && Number.isFinite(told)) learn(Date.now() - told);
  });
  const known = (await readMeta(KEY)) ?? 0;
  document.addEventListener('onderdak:clock', () => writeMeta(KEY, skew()).catch(() => {}));
  assume(known); // also writes down what was heard while this was read
}
