/**
 * Base versions of this phone's own changes. A page that was not renewed since still carries the version it saw; the
 * next change from it is based on this phone's own earlier one. Kept outside the vault, which is shut after a reload
 * without network; the subject of a change is kept as a digest only.
 */

import { digestOf } from '../crypto/bytes.js';
import { readMeta, writeMeta } from '../store/db.js';
import { deviceOf } from '../store/identity.js';
import { find } from './outbox.js';

/** @type {(user: string, subject: string) => Promise<string>} */
async function nameOf(user, subject) {
  const { device } = await deviceOf(user);
  return `chain:${await digestOf(`${device}|${subject}`)}`;
}

/**
 * The base version to send: the page's own, or the id of this phone's earlier change made from that page. A refused or
 * withdrawn change is no base; its replacement takes its place.
 * @type {(user: string, subject: string, pageBase: string | null, replaced?: string | null) => Promise<string | null>}
 */
export async function baseOf(user, subject, pageBase, replaced) {
  if (pageBase === null) return null;
  const earlier = await readMeta(await nameOf(user, subject));
  if (earlier?.base !== pageBase) return pageBase;
  if (earlier.id === replaced) return earlier.stood ?? pageBase;
  const { status = 'attention' } = (await find(earlier.id)) ?? {};
  if (status === 'attention' || status === 'withdrawn') return earlier.stood ?? pageBase;
  return earlier.id;
}

/**
 * Remember that operation `id` was made from a page that showed `pageBase`.
 * @type {(user: string, subject: string, id: string, pageBase: string | null, stood?: string | null) => Promise<void>}
 */
export async function remember(user, subject, id, pageBase, stood) {
  if (pageBase !== null) await writeMeta(await nameOf(user, subject), { id, base: pageBase, stood });
}
