/**
 * Items queued under an id this phone had before. While the server takes it as this user's, they are sent under that
 * id. When the server says the id is another's, readable items are sealed again under the present one, with their own
 * number: the server takes each once. An unreadable item stays in its place, and visible.
 */

/** @import { DeviceRecord, OutboxRow, SendOptions, ServerKey, VaultRow } from '../types.js' */

import { operationContext, seal } from '../crypto/seal.js';
import { asked, transact } from '../store/db.js';
import { deviceOf, formerOf } from '../store/identity.js';
import { sealingKey } from '../store/keys.js';
import * as vault from '../store/vault.js';
import { announce } from './channel.js';
import { withStatus } from './outbox.js';
import { send } from './sender.js';

/** @type {(record: DeviceRecord, row: OutboxRow, moved: OutboxRow, copy: VaultRow | null) => Promise<boolean>} */
async function commit(record, row, moved, copy) {
  return transact(['devices', 'outbox', 'vault'], 'readwrite', async (tx) => {
    const now = await asked(tx.objectStore('devices').get(record.user));
    const found = await asked(tx.objectStore('outbox').get(row.id));
    if (found?.device !== row.device || found.status !== 'waiting') return true; // another tab was first
    if (now.device !== record.device || now.next_seq !== record.next_seq) return false;
    tx.objectStore('devices').put({ ...now, next_seq: now.next_seq + 1 });
    tx.objectStore('outbox').put(moved);
    tx.objectStore('vault').delete([row.device, `item:${row.id}`]);
    if (copy) tx.objectStore('vault').put(copy);
    return true;
  });
}

/** @type {(user: string, row: OutboxRow, key: ServerKey, readable: any) => Promise<void>} */
async function move(user, row, key, readable) {
  for (let isMoved = false; !isMoved; ) {
    const record = await deviceOf(user);
    const seq = record.next_seq;
    const operation = { ...readable.operation, seq };
    const sealed = await seal(key.public, operationContext(record.device, row.id, seq), JSON.stringify(operation));
    const moved = { ...row, device: record.device, seq, sealed, key: key.key, tries: 0, next_try_at: 0 };
    const copy = await vault.sealedRow(record, `item:${row.id}`, { ...readable, operation });
    isMoved = await commit(record, row, moved, copy);
  }
}

/**
 * Send the items under earlier ids of this user, or bring them under the present one.
 * @type {(record: DeviceRecord, options?: SendOptions) => Promise<void>}
 */
export async function sendFormer(record, options) {
  for (const old of formerOf(record)) {
    const waiting = await withStatus(old.device, 'waiting');
    const note = waiting.length > 0 ? await send(old, options) : null;
    const key = note?.reason === 'of_another' && (await sealingKey());
    if (!key) continue;
    for (const row of waiting) {
      const readable = await vault.read(old.device, `item:${row.id}`);
      if (readable) await move(record.user, row, key, readable);
    }
    announce({ type: 'changed', device: record.device, items: [] });
  }
}
