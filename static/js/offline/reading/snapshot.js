/**
 * The snapshot: the records that this user's phone may keep to read, refreshed while there is a network. Page regions
 * go into the vault as `page:<path>`, choices for empty forms as `choices`.
 */

import { learn, now as serverNow } from '../../now.js';
import { saidBy } from '../answers.js';
import { epochKey } from '../outbox/receipts.js';
import { wake } from '../page/wake.js';
import { readMeta, writeMeta } from '../store/db.js';
import { allDevices } from '../store/identity.js';
import { exchange, list, sealedRow } from '../store/vault.js';

const PACE_MS = 10 * 60 * 1000;
const WHOLE_EVERY_MS = 6 * 60 * 60 * 1000;
const LIMIT_MS = 20000;

const stateKey = (device) => `snapshot:${device}`;

async function pages(device) {
  return (await list(device, 'page:')).map(({ name }) => name);
}

/** The last time the pages on this device were known to be current, or null when there are none. */
export async function takenAt(device) {
  return (await readMeta(stateKey(device)))?.taken_at ?? null;
}

/** A kept page cannot be opened: take all of them anew next time. The server thinks that this phone has it. */
export async function distrust(device) {
  const state = await readMeta(stateKey(device));
  if (state) await writeMeta(stateKey(device), { ...state, fetched_at: 0, whole_at: 0 });
}

async function dropExpired(device, state) {
  if (!state || Date.parse(state.expires_at) > serverNow()) return state;
  await exchange(device, [], [...(await pages(device)), 'choices']);
  await writeMeta(stateKey(device), undefined);
  return undefined;
}

async function fetchSnapshot(user, since) {
  const address = since ? `/offline/snapshot?since=${encodeURIComponent(since)}` : '/offline/snapshot';
  const response = await fetch(address, {
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const answer = await saidBy(response);
  const isWhole = response.ok && answer?.fragments !== null && typeof answer?.fragments === 'object' && answer.epoch;
  if (!isWhole || answer.user !== user) return null; // another may have signed in meanwhile
  learn(Date.parse(answer.taken_at));
  return answer;
}

async function keep(record, answer) {
  const rows = await Promise.all([
    ...Object.entries(answer.fragments).map(([path, { html, version }]) =>
      sealedRow(record, `page:${path}`, { html }, version),
    ),
    sealedRow(record, 'choices', answer.choices ?? {}),
  ]);
  const gone = answer.since === null ? await pages(record.device) : (answer.gone ?? []).map((path) => `page:${path}`);
  await exchange(record.device, rows.filter(Boolean), gone);
}

async function refresh(record, asked) {
  const { device } = record;
  const now = Date.now(); // what became so after this moment may not be in the answer
  const state = await dropExpired(device, await readMeta(stateKey(device)));
  if (state && state.fetched_at > asked && Math.abs(now - state.fetched_at) < PACE_MS) return true;
  const mayAskChanges = state && Math.abs(now - state.whole_at) < WHOLE_EVERY_MS;
  let answer = await fetchSnapshot(record.user, mayAskChanges ? state.taken_at : null);
  if (answer?.since && answer.epoch !== state.epoch) answer = await fetchSnapshot(record.user, null);
  if (!answer) return false;
  const sentTo = await Promise.all(allDevices(record).map((one) => readMeta(epochKey(one))));
  if (sentTo.some((known) => known && known !== answer.epoch)) wake({ force: true, probe: true }); // restored: it may have lost our items
  await keep(record, answer);
  const { since, epoch, taken_at, expires_at } = answer;
  const wholeAt = since === null ? now : state.whole_at;
  await writeMeta(stateKey(device), { epoch, taken_at, expires_at, fetched_at: now, whole_at: wholeAt });
  return true;
}

/**
 * Bring the vault up to date; without network or vault everything stays as it is. One tab at a time does it; a tab that
 * waited for another takes its result, unless that asked before this one: it may lack what this one is about. Answers
 * whether it is up to date.
 */
export async function refreshSnapshot(record, force = false) {
  if (!record.vault_public) return false;
  const asked = force ? Date.now() : 0;
  const work = () => refresh(record, asked);
  const name = `onderdak-snapshot-${record.device}`;
  const signal = AbortSignal.timeout(3 * LIMIT_MS); // a tab that sleeps may hold it
  return (navigator.locks ? navigator.locks.request(name, { signal }, work) : work()).catch(() => false);
}

export const SNAPSHOT_PACE_MS = PACE_MS;
