/**
 * Drafts: the values of a form with `data-draft="<name>"` survive a closed tab: sealed into the vault 400 ms after the
 * last key and when the page goes away; put back once the vault is open.
 *
 * A form writes to a slot of its own. So an older draft that could not be read yet (vault locked) is never overwritten:
 * it comes back when the newer one is spent.
 */

import { wallTime } from '../../amsterdam.js';
import { now } from '../../now.js';
import { go, onPage } from '../page/page.js';
import { signedInUser } from '../page/user.js';
import { clone, when } from '../page/words.js';
import { deviceOf } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { bring } from './fill.js';
import { isTouched, stateOf } from './state.js';

const PAUSE_MS = 400;
const NOW_MS = 60 * 60 * 1000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const slots = new WeakMap(); // form → name of its vault entry
const timers = new WeakMap();
// form → {user, place} of its typing: after a step back the address is another's, after a sign-in the user
const origins = new WeakMap();
const kept = new WeakSet(); // all that was typed is on disk
const spent = new WeakSet(); // saved: a draft that is still on its way to disk must not come back

function slotOf(form) {
  if (!slots.has(form)) slots.set(form, `draft:${form.dataset.draft}:${crypto.randomUUID()}`);
  return slots.get(form);
}

/** The subject of this page: a draft about one person never lands in a form opened for another. */
function placeOf() {
  return location.pathname + location.search;
}

function showKept() {
  const isKept = [...document.querySelectorAll('form[data-draft]')].some((form) => kept.has(form));
  for (const mark of document.querySelectorAll('[data-draft-status]')) mark.hidden = !isKept;
}

function markKept(form, isKept) {
  if (isKept) kept.add(form);
  else kept.delete(form);
  showKept();
}

async function keep(form) {
  timers.delete(form);
  const user = signedInUser();
  const isEmpty = !isTouched(form);
  const origin = origins.get(form);
  if (user !== origin.user || !form.isConnected || (isEmpty && !slots.has(form))) return;
  const draft = { state: stateOf(form), place: origin.place }; // now: the page may be leaving
  const record = await deviceOf(user);
  if (!record.vault_public) return;
  const slot = slotOf(form);
  if (!isEmpty) await vault.write(record, slot, draft);
  if (isEmpty || spent.has(form)) await vault.remove(record.device, [slot]);
  else if (!timers.has(form)) markKept(form, true); // else something was typed meanwhile
}

function soon(form) {
  clearTimeout(timers.get(form));
  spent.delete(form);
  if (!origins.has(form)) origins.set(form, { user: signedInUser(), place: placeOf() });
  markKept(form, false);
  timers.set(
    form,
    setTimeout(() => keep(form).catch(() => {}), PAUSE_MS),
  );
}

/** Keep the values without waiting for the pause: the page goes away, or is covered. */
export function keepNow() {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    if (!timers.has(form)) continue;
    clearTimeout(timers.get(form));
    keep(form).catch(() => {});
  }
}

/** The vault entries that a save of this form makes superfluous. No draft is written after this. */
export function spentDrafts(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  spent.add(form);
  return slots.has(form) ? [slots.get(form)] : [];
}

/** The save of this form failed: its values are a draft still. */
export function keepAsDraft(form) {
  spent.delete(form);
  soon(form);
}

/** Forget the draft of this form: it was thrown away, or went to the server without the outbox. */
export async function dropDraft(form) {
  const record = await deviceOf(signedInUser());
  await vault.remove(record.device, spentDrafts(form));
}

function announceDraft(form, at, isRepair) {
  const notice = clone('offline-draft');
  if (!notice) return;
  const title = notice.querySelector('strong');
  title.append(` (${when(at)})`);
  form.before(notice);
  notice.querySelector('[data-draft-discard]').addEventListener('click', async () => {
    await dropDraft(form);
    spent.delete(form);
    if (isRepair) return go(placeOf()); // the item again, as it was refused
    form.reset();
    notice.remove();
    return markKept(form, false);
  });
}

async function dropOld(device, kept) {
  const old = kept.filter(({ at }) => now() - at > KEPT_MS);
  if (old.length > 0)
    await vault.remove(
      device,
      old.map(({ name }) => name),
    );
  return kept.filter((entry) => !old.includes(entry)).sort((a, b) => b.at - a.at);
}

async function newestDraft(device, name) {
  for (const entry of await dropOld(device, await vault.list(device, `draft:${name}:`))) {
    const draft = await vault.read(device, entry.name);
    if (draft?.place === placeOf()) return { ...entry, ...draft };
  }
  return null;
}

/** Give 'now' in an old draft the moment of its typing. */
function keepMoments(form, at) {
  if (now() - at < NOW_MS) return;
  for (const field of [...form.elements].filter(({ dataset, value }) => dataset.past !== undefined && !value)) {
    field.value = wallTime(at);
    for (let place = field.closest('details'); place; place = place.parentElement.closest('details')) place.open = true;
  }
}

/**
 * Put the newest draft of this form back, unless something was typed already. Needs the open vault. In a repair
 * (`isRepair`) it holds the corrections so far: it goes over the item that the form was filled with.
 */
export async function restoreDraft(form, record, isRepair) {
  if (!vault.isOpen(record.device) || slots.has(form)) return;
  const draft = await newestDraft(record.device, form.dataset.draft);
  if (!draft || slots.has(form) || (!isRepair && isTouched(form))) return;
  slots.set(form, draft.name);
  bring(form, draft.state);
  keepMoments(form, draft.at);
  announceDraft(form, draft.at, isRepair);
  markKept(form, true);
}

/** Keep drafts of the forms on this page and on every next one. */
export function installDrafts() {
  for (const name of ['input', 'change']) {
    document.addEventListener(name, (event) => {
      const form = event.target.form;
      if (form?.dataset.draft !== undefined && signedInUser()) soon(form);
    });
  }
  window.addEventListener('pagehide', keepNow);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) keepNow();
  });
  document.addEventListener('htmx:before:swap', keepNow);
  onPage(showKept);
}
