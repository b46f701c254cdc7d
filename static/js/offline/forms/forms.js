/**
 * Forms marked `data-offline="<kind>"`: every submit is first written to the outbox, then sent. Online and offline are
 * the same code. Only a signed-out user, and a browser without a working store, gets the plain POST.
 *
 * On the form: `data-schema`, `data-changes`, `data-draft`, `data-follow` (go to the resulting page as soon as all of
 * it is accepted), `data-then` (go there when nothing of it was refused), `data-stay` (stay here), `data-title` and
 * `data-detail` (patterns for the list), `data-waiting` (its name until it is sent), `data-call` with `data-call-name`
 * (a number to dial meanwhile), `data-nothing` (said when all its parts were left out), `data-ages-after` (after so
 * many minutes the person is asked, before it is sent, whether it is still wanted), `data-first-work` (a person who
 * saved one knows how it goes: hints for newcomers end), `data-about` (the field with the record that its operations act
 * on: this phone sends those of one record in the order in which they were made).
 */

import { remember as note } from '../../seen.js';
import { baseOf, remember } from '../outbox/chains.js';
import { announce } from '../outbox/channel.js';
import { find, Needed, NotReplaceable, placeOf } from '../outbox/outbox.js';
import { foresee, save } from '../outbox/save.js';
import { follow, go, onPage } from '../page/page.js';
import { say, warn } from '../page/status.js';
import { signedInUser } from '../page/user.js';
import { wake } from '../page/wake.js';
import { word } from '../page/words.js';
import { refreshKeys, sealingKey } from '../store/keys.js';
import { operationsOf } from './body.js';
import { dropDraft, keepAsDraft, spentDrafts } from './drafts.js';
import { clearError, clearErrors, mistakesIn, showErrors } from './errors.js';
import { rememberPlaces } from './fill.js';
import { describe, stateOf, summaryOf, tidy, wordsOf } from './state.js';

const FOLLOW_MS = 700;
const LIMIT_MS = 15000;
const JUDGED = new Set([409, 422]); // the server read the values: its page says what is wrong

const passing = new WeakSet(); // goes to the server as a plain form
const busy = new WeakSet(); // being saved
const done = new WeakSet(); // saved, and not touched since: a second tap is not a second item

async function postPlainly(form, submitter) {
  // A form that is still handling its first submit ignores a second one: let that end.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  passing.add(form);
  form.requestSubmit(submitter?.form === form ? submitter : undefined);
  passing.delete(form);
}

/** The key, `null` when there is none and no network to fetch it, `false` when the server gives none. */
async function keyToSealTo() {
  const known = await sealingKey();
  if (known) return known;
  const fetched = await refreshKeys();
  return fetched ? sealingKey() : fetched;
}

/** The number to call while it is not sent: of the form, or of the choice in it. */
function callOf(form) {
  const { callName, call } = (form.querySelector('option:checked[data-call]') ?? form).dataset;
  return call ? { name: callName, number: call } : null;
}

/** The time, by this phone's clock, from which a wish must be confirmed; null for an operation that does not age. */
function agesAt(form) {
  const minutes = Number(form.dataset.agesAfter);
  return minutes ? Date.now() + minutes * 60000 : null;
}

/** The readable copy of an operation: its title and summary, the words and state of its form. */
function copyOf(form, part) {
  const place = new URL(location.href);
  place.searchParams.delete('herstel');
  const pattern = part?.dataset.title ?? form.dataset.title;
  const detail = form.dataset.detail ? describe(form, form.dataset.detail) : null;
  return {
    language: document.documentElement.lang,
    title: pattern ? describe(form, pattern) : null,
    detail: part && !part.dataset.title ? summaryOf(part) : detail,
    words: wordsOf([...form.elements].filter((field) => !part || part.contains(field))),
    waiting: form.dataset.waiting ?? null,
    call: callOf(form),
    form: { path: place.pathname + place.search, state: stateOf(form) },
  };
}

/** Write the operations of a form. Answers the saved rows. */
async function store(form, user, key, operations) {
  const drafts = await Promise.all(
    operations.map(async ({ subject, part, ...operation }) => {
      const base = await baseOf(user, subject, operation.base_version, operation.replaces);
      // An operation based on an own earlier item must not arrive before it.
      const dependsOn =
        base === operation.base_version ? operation.depends_on : [...(operation.depends_on ?? []), base];
      return {
        ...operation,
        copy: copyOf(form, part),
        base_version: base,
        depends_on: dependsOn,
        ages_at: agesAt(form),
        about: operation.body[form.dataset.about] ?? null,
      };
    }),
  );
  const rows = await save(user, key, drafts, spentDrafts(form));
  await Promise.all(
    operations.map(({ subject, id, base_version: base }, at) =>
      remember(user, subject, id, base, drafts[at].base_version),
    ),
  ).catch(() => {}); // saved already: at worst a later change must be chosen once more
  return rows;
}

function delivered(id, limit) {
  return new Promise((resolve) => {
    const started = Date.now();
    const look = async () => {
      const row = await find(id);
      if (row?.status !== 'waiting' || Date.now() - started > limit) resolve(row);
      else setTimeout(look, 40);
    };
    look();
  });
}

async function moveOn(form, rows) {
  const ids = rows.map(({ id }) => id);
  if (form.dataset.stay !== undefined) {
    form.dispatchEvent(new CustomEvent('onderdak:saved', { bubbles: true, detail: { ids } }));
    return;
  }
  const { then } = form.dataset;
  const follows = form.dataset.follow !== undefined;
  const now = follows || then ? await Promise.all(ids.map((id) => delivered(id, FOLLOW_MS))) : [];
  const place = follows ? placeOf(now) : now.every((row) => row?.status !== 'attention') && then;
  if (!form.isConnected) return; // a person went on meanwhile
  await follow(place || `/onverzonden?item=${ids.join('&item=')}${follows ? '&volg=1' : ''}`);
}

/**
 * Nothing was written here, but the server may take it: under the same id, so never twice. The page is left only for an
 * answer; without one it stays, with all its values.
 */
async function postWithoutOutbox(form, submitter) {
  warn(word('notSaved'));
  try {
    const body = new URLSearchParams(new FormData(form, submitter?.form === form ? submitter : null));
    const response = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(LIMIT_MS) });
    if (JUDGED.has(response.status)) return postPlainly(form, submitter);
    if (!response.ok || !response.redirected) return; // a server that is ill, a portal, an ended session: it was said
    await dropDraft(form).catch(() => {});
    await go(response.url);
  } catch {
    /* no network either: it was said */
  }
}

function refused(form, submitter, error) {
  if (form.dataset.draft !== undefined) keepAsDraft(form);
  if (error instanceof NotReplaceable) return say(word('alreadySent'), error.row.result?.url);
  if (error instanceof Needed) return say(word('needed'));
  return postWithoutOutbox(form, submitter);
}

async function submit(form, submitter) {
  tidy(form);
  const mistakes = mistakesIn(form);
  if (mistakes.length > 0) return showErrors(form, mistakes);
  clearErrors(form);
  let key;
  try {
    key = await keyToSealTo();
  } catch {
    return postPlainly(form, submitter); // this browser has no working store
  }
  if (key === null) return warn(word('noKey'));
  if (!key) return postPlainly(form, submitter);
  const operations = operationsOf(form);
  if (operations.length === 0) return say(form.dataset.nothing);
  if (operations.some(({ body }) => body.changes && Object.keys(body.changes).length === 0))
    return say(word('noChanges'));
  if (operations.length === 1 && form.elements.id) form.elements.id.value = operations[0].id;
  let rows;
  try {
    rows = await store(form, signedInUser(), key, operations);
  } catch (error) {
    return refused(form, submitter, error);
  }
  done.add(form);
  if (form.dataset.firstWork !== undefined) note('done:saved', '1');
  await rememberPlaces(form, signedInUser()).catch(() => {}); // without it the next form is empty, and nothing is lost
  say(word('saved'));
  announce({ type: 'changed', device: rows[0].device, items: rows.map(({ id, status }) => ({ id, status })) });
  wake({ eager: true });
  return moveOn(form, rows);
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches?.('form[data-offline]') || passing.has(form) || !signedInUser()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (busy.has(form)) return;
  if (done.has(form)) {
    say(word('alreadySaved'));
    return;
  }
  busy.add(form);
  form.setAttribute('aria-busy', 'true');
  try {
    await submit(form, event.submitter);
  } finally {
    busy.delete(form);
    form.removeAttribute('aria-busy');
  }
}

/** Take over the forms of this page and of every page after it. */
export function installForms() {
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener(
    'input',
    ({ target }) => {
      if (target.form?.matches('form[data-offline]')) tidy(target.form);
    },
    true,
  );
  for (const name of ['input', 'change', 'reset']) {
    document.addEventListener(name, (event) => {
      done.delete(event.target.form ?? event.target);
      if (event.target.form?.matches('form[data-offline]')) clearError(event.target);
    });
  }
  onPage(() => {
    const user = signedInUser();
    const forms = user ? document.querySelectorAll('form[data-offline]') : [];
    for (const form of forms) form.noValidate = true;
    if (forms.length > 0) Promise.all([sealingKey(), foresee(user)]).catch(() => {});
  });
}
