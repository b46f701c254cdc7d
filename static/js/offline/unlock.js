/** Opening the vault with the secret the server hands to a signed-in user; needs the network. */

import { fromBase64url } from './bytes.js';
import { learn } from '../now.js';
import { deviceOf, replaceDevice } from './identity.js';
import * as vault from './vault.js';

const LIMIT_MS = 8000;

async function ask(device) {
  return fetch('/offline/vault', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ device }),
    redirect: 'manual',
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}

/**
 * Open the user's vault, making it on first use. Answers the device record as it is afterwards.
 *
 * 403: the device id is another user's, so this user gets a new one.
 * 410: revoked, so what is readable is deleted; the sealed outbox stays.
 * No network or no session: the vault stays shut, nothing changes.
 */
export async function openByServer(user) {
  let record = await deviceOf(user);
  try {
    let response = await ask(record.device);
    if (response.status === 403) {
      record = await replaceDevice(user, record.device);
      response = await ask(record.device);
    }
    if (response.status === 410) {
      await vault.destroy(record);
      return deviceOf(user);
    }
    if (!response.ok) return record;
    const secret = fromBase64url((await response.json()).secret);
    learn(Date.parse(response.headers.get('Date')));
    if (await vault.openWith(record, 'server', secret)) return record;
    return (await vault.create(record, 'server', secret)) ?? record;
  } catch {
    return record;
  }
}
