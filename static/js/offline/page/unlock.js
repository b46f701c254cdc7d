/**
 * Opening the vault: with the secret that the server hands to a signed-in user, and without network with the
 * passkey's own. The first makes the wraps of the second.
 */

import { learn } from '../../now.js';
import { ask, secretOf } from '../../passkey.js';
import { post } from '../answers.js';
import { fromBase64url } from '../crypto/bytes.js';
import { deviceOf, dropWraps, keyrings, noteRules, replaceDevice } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { heard } from './lock.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const CLOCK_MS = 10 * 60 * 1000; // so far a clock is set right without anyone noticing
const DAYS = 14;

async function askServer(user, device) {
  const said = await post('/offline/vault', { device });
  const isClosed = said?.error === 'revoked' && said.device === device;
  if (isClosed) await vault.destroy(user, device);
  const isRefused = isClosed || (said?.error === 'device_of_another' && said.user === user);
  const isOurs = said?.user === user && said.device === device && typeof said.secret === 'string';
  return { isRefused, said: isOurs ? said : null };
}

/** Keep the rules before the open vault they are for. A full phone opens by those it knew. */
async function keepRules(record, said) {
  const now = Date.now();
  const { lock_minutes: minutes, offline_days: days } = said;
  await noteRules(record.user, { minutes, days, online_at: now, latest: now }).catch(() => {});
  await heard(said);
}

async function keepSession(record, said) {
  if (Array.isArray(said.passkeys))
    await dropWraps(
      record.user,
      said.passkeys.map((id) => `prf:${id}`),
    );
  await vault.write(record, 'session', { proof: said.proof });
}

/** The keys of this phone's earlier ids, which are still this user's. */
async function openFormer(record, also) {
  const before = keyrings(record).filter(({ device, wraps }) => device !== record.device && wraps.length > 0);
  for (const device of new Set(before.map((ring) => ring.device))) {
    const { said } = await askServer(record.user, device);
    if (said) await vault.openWith(record, 'server', fromBase64url(said.secret), also);
  }
}

/** Hear the server about this phone, and obey; nothing is opened. `said` is null when it gives no secret. */
export async function hearServer(user) {
  const { device } = await deviceOf(user);
  const heard = await askServer(user, device);
  if (!heard.isRefused) return { device, said: heard.said };
  const replaced = await replaceDevice(user, device);
  return { device: replaced.device, said: (await askServer(user, replaced.device)).said };
}

/**
 * Open the user's vault, making it on first use; `also` is a passkey's `{kind, secret}` that is to open it too. Answers
 * the resulting device record.
 *
 * `device_of_another`: the id is another user's, so this user gets a new one; its keys stay, aside. `revoked`: all
 * readable data is deleted, and this user gets a new id; the sealed outbox stays. Anything else, a filter's 403 as well
 * as no network: the vault stays shut, nothing changes.
 */
export async function openByServer(user, also = null) {
  let record = await deviceOf(user);
  try {
    const { device, said } = await hearServer(user);
    if (device !== record.device) record = await deviceOf(user);
    if (!said) return record;
    learn(Date.parse(said.server_time));
    await keepRules(record, said);
    const secret = fromBase64url(said.secret);
    if (!(await vault.openWith(record, 'server', secret, also)))
      record = await vault.create(record, 'server', secret, also);
    await keepSession(record, said);
    await openFormer(record, also);
    return await deviceOf(user);
  } catch {
    return record;
  }
}

/** A sign-in or a new passkey brought its secret: from now on it opens this user's vault too. */
export async function keepPasskey(user, credential, secret) {
  await openByServer(user, { kind: `prf:${credential}`, secret });
}

const passkeysOf = (record) =>
  [...new Set(keyrings(record).flatMap(({ wraps }) => wraps.map(({ kind }) => kind)))]
    .filter((kind) => kind.startsWith('prf:'))
    .map((kind) => kind.slice(4));

/**
 * The way to open a vault without network: `passkey`; `network` when it has not been on the network for too long, or
 * the clock went back, so that nobody can tell; `none` when no passkey here has a secret of its own.
 */
export function wayIn(record, now = Date.now()) {
  if (passkeysOf(record).length === 0) return 'none';
  const { online_at: online = 0, latest = 0, days } = record.rules ?? {};
  return now - online > (days ?? DAYS) * DAY_MS || now < Math.max(online, latest) - CLOCK_MS ? 'network' : 'passkey';
}

/**
 * Open the vault by passkey, without a server. `credential` is an answer it gave already. Answers whether it is open.
 */
export async function openByPasskey(user, credential = null) {
  const record = await deviceOf(user);
  if (wayIn(record) !== 'passkey') return false;
  const given =
    credential ??
    (await ask('get', {
      challenge: crypto.getRandomValues(new Uint8Array(32)), // nobody checks the signature: the secret is the proof
      userVerification: 'required',
      allowCredentials: passkeysOf(record).map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
    }));
  const secret = secretOf(given);
  if (!secret) return false;
  const { latest = 0 } = record.rules ?? {};
  await noteRules(user, { latest: Math.max(latest, Date.now()) }).catch(() => {});
  const isOpen = await vault.openWith(record, `prf:${given.id}`, secret);
  secret.fill(0);
  return isOpen;
}
