/**
 * Base versions of what this phone itself changed. A page that was not renewed since still carries the
 * version it saw; the next change from it stands on this phone's own earlier one, not on that version.
 */

import { utf8 } from './bytes.js';
import { deviceOf } from './identity.js';
import * as vault from './vault.js';

const remembered = new Map(); // subject → {id, base}: also when the vault is locked, within this document

async function name(subject) {
  const digest = await crypto.subtle.digest('SHA-256', utf8(subject));
  return `chain:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The base version to send: the page's own, or the id of this phone's earlier change made from that page. */
export async function baseOf(user, subject, pageBase) {
  if (pageBase === null) return null;
  const record = await deviceOf(user);
  const key = `${record.device}|${subject}`;
  const earlier = remembered.get(key) ?? await vault.read(record.device, await name(subject));
  return earlier?.base === pageBase ? earlier.id : pageBase;
}

/** Remember that operation `id` was made from a page that showed `pageBase`. */
export async function remember(user, subject, id, pageBase) {
  if (pageBase === null) return;
  const record = await deviceOf(user);
  const value = { id, base: pageBase };
  remembered.set(`${record.device}|${subject}`, value);
  await vault.write(record, await name(subject), value);
}
