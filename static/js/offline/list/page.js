/** The page /onverzonden: the list, the outcome of the item that was just saved, and a person's choices. */

import { dayOf } from '../../amsterdam.js';
import { focus } from '../../focus.js';
import { now } from '../../now.js';
import { announce, listen } from '../outbox/channel.js';
import { countOthers, find, Needed, NotReplaceable, placeOf, sendAgain, throwAway } from '../outbox/outbox.js';
import { attach, follow, inTurn, onPage } from '../page/page.js';
import { warn } from '../page/status.js';
import { signedInUser } from '../page/user.js';
import { wake } from '../page/wake.js';
import { counted, hour, word } from '../page/words.js';
import { readMeta } from '../store/db.js';
import { allDevices, deviceOf } from '../store/identity.js';
import { onVaultChange } from '../store/vault.js';
import { showConflict } from './conflict.js';
import { detailOf, itemsOf, putCall, readable, rowFor, titleOf } from './rows.js';

const MOST_SKEW_MS = 10 * 60 * 1000;
const TODAY_MS = 24 * 60 * 60 * 1000;
const SAVED = new Set(['waiting', 'delivered']);

const madeOf = new WeakMap(); // row on the screen → the item it was made of

/** Keep a row that says the same: with its opened choices, the focus, and a finger that is on it. */
function fillSection(section, items) {
  section.hidden = items.length === 0;
  const list = section.querySelector('[data-rows]');
  const before = new Set(list.children);
  const old = new Map([...before].map((row) => [madeOf.get(row), row]));
  const today = dayOf(now());
  const rows = items.map((item) => {
    const made = JSON.stringify([item, today]);
    const row = old.get(made) ?? rowFor(item);
    madeOf.set(row, made);
    return row;
  });
  const stays = new Set(rows);
  const gone = [...before].filter((row) => !stays.has(row));
  const hadFocus = gone.some((row) => row.contains(document.activeElement));
  for (const row of gone) row.remove();
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
    if (!before.has(row)) attach(row);
  }
  if (hadFocus) focus(document.querySelector('h1'));
}

function showAttempt(page, attempt, isWaiting) {
  for (const notice of page.querySelectorAll('[data-pause]')) {
    notice.hidden = !isWaiting || attempt?.state !== 'paused' || notice.dataset.pause !== attempt.reason;
  }
  const skewed = page.querySelector('[data-skew]');
  skewed.hidden = !(Math.abs(attempt?.skew) > MOST_SKEW_MS);
  const last = page.querySelector('[data-attempt]');
  last.textContent = attempt ? last.dataset.pattern.replace('{time}', hour(attempt.at)) : '';
}

const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** The ids that other items name: as one they wait for or, when they can be read, in their body. */
function namedIn(items) {
  const named = ({ row, copy }) => [
    ...(row.needs ?? []),
    ...((copy && JSON.stringify(copy.operation.body).match(ID)) ?? []),
  ];
  return new Set(items.flatMap((item) => named(item).filter((id) => id !== item.row.id)));
}

async function showList(page, record, isAlone) {
  const [attention, waiting, sent] = await Promise.all(
    ['attention', 'waiting', 'delivered'].map((status) => itemsOf(record, status)),
  );
  const today = sent.filter(({ row }) => now() - Date.parse(row.result?.received_at ?? row.saved_at) < TODAY_MS);
  const needed = namedIn([...attention, ...waiting]);
  const open = [...attention, ...waiting].map((item) => ({ ...item, isNeeded: needed.has(item.row.id) }));
  const title = page.querySelector('#outbox-waiting');
  title.textContent = title.dataset.pattern.replace('{n}', open.length);
  fillSection(page.querySelector('[data-outbox-open]'), open);
  fillSection(page.querySelector('[data-outbox-sent]'), isAlone && open.length === 0 ? [] : today.reverse());
  page.querySelector('[data-outbox-empty]').hidden = open.length > 0 || isAlone;
  const others = page.querySelector('[data-others]');
  const count = await countOthers(allDevices(record));
  others.hidden = count === 0;
  others.textContent = counted(others, count);
  showAttempt(page, await readMeta(`attempt:${record.device}`), open.length > 0);
  await showKept(page, open.length > 0);
}

/** Whether this browser promised to keep what is here when the phone is full; a warning only while something waits. */
async function showKept(page, isWaiting) {
  const isKept = (await navigator.storage?.persisted?.()) ?? false;
  page.querySelector('[data-kept]').hidden = !isKept;
  page.querySelector('[data-not-kept]').hidden = isKept || !isWaiting;
}

function setHead(head, title, text, url) {
  const h1 = head.querySelector('h1');
  if (h1.textContent !== title) h1.textContent = title;
  const line = head.querySelector('[data-text]');
  line.hidden = !text;
  line.textContent = text;
  const link = head.querySelector('[data-follow]');
  link.hidden = !url;
  if (url) link.querySelector('a').href = url;
}

/** Of the items saved together, show first the one that a person must know of. */
async function showHead(head, rows, isAlone) {
  const isNow = (status) => rows.find((one) => one?.status === status);
  const row = isNow('attention') ?? isNow('waiting') ?? rows.at(-1);
  head.querySelector('[data-call]').hidden = true;
  if (!row || row.status === 'replaced') return setHead(head, head.dataset.listTitle, '', null);
  const item = await readable(row);
  const what = `${[titleOf(item), detailOf(item)].filter(Boolean).join(': ')}.`;
  if (row.status === 'waiting') {
    putCall(head, item);
    const called = item.copy?.waiting;
    return setHead(
      head,
      called ?? head.dataset.waitingTitle,
      `${what} ${called ? head.dataset.wishText : head.dataset.waitingText}`,
      null,
    );
  }
  if (row.status === 'attention') return setHead(head, head.dataset.attentionTitle, what, null);
  const received = head.dataset.deliveredText.replace('{time}', hour(row.result.received_at ?? row.saved_at));
  return setHead(head, head.dataset.deliveredTitle, isAlone ? what : `${what} ${received}`, row.result.url);
}

/** Offer the next of a kind after a save: its one sentence, and its button. Answers whether it did. */
async function offerNext(page, head, rows) {
  const items = await Promise.all(rows.filter((row) => SAVED.has(row?.status)).map(readable));
  const kinds = items.map(({ copy }) => copy?.operation.kind);
  const offers = [...document.querySelectorAll('.main-action > [data-again]')];
  const next = offers.find(({ dataset }) => kinds.includes(dataset.again));
  for (const offer of offers) offer.hidden = offer !== next;
  const isShown = next !== undefined;
  page.querySelector('[data-unless-again]')?.toggleAttribute('hidden', isShown);
  head.querySelector('[data-url]').classList.toggle('primary', !isShown);
  return isShown;
}

async function show() {
  const page = document.querySelector('[data-outbox-list]');
  const user = signedInUser();
  if (!page || !user) return;
  const parameters = new URLSearchParams(location.search);
  const rows = await Promise.all(parameters.getAll('item').map(find));
  const place = parameters.has('volg') && placeOf(rows);
  if (place) {
    // All of it was accepted: its own page says more than this one. Going back does not lead on once more.
    await follow(place, { replace: 'true' });
    return;
  }
  const record = await deviceOf(user);
  const head = document.querySelector('[data-outbox-head]');
  const isConflict = parameters.has('kies') && (await showConflict(head, parameters.get('kies')));
  page.hidden = isConflict;
  if (isConflict) return;
  const isAlone = await offerNext(page, head, rows);
  await Promise.all([showHead(head, rows, isAlone), showList(page, record, isAlone)]);
}

function ask(name) {
  const texts = document.querySelector(`[data-dialog="${name}"]`).dataset;
  const dialog = document.getElementById('outbox-dialog');
  dialog.querySelector('h2').textContent = texts.title;
  dialog.querySelector('[data-text]').textContent = texts.text;
  dialog.querySelector('[data-yes]').textContent = texts.yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function saveAsFile(id) {
  const { copy } = await readable(await find(id));
  const file = new Blob([JSON.stringify(copy.operation, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `onderdak-${id}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const ACTS = {
  async retry(id) {
    await sendAgain(id);
    wake({ force: true });
  },
  async export(id) {
    if (await ask('export')) await saveAsFile(id);
  },
  async discard(id) {
    const row = await find(id);
    const mayBeSent = row?.tries > 0 && (row.status === 'waiting' || row.result?.code === 'still_wanted');
    if (!(await ask(mayBeSent ? 'discard-tried' : 'discard'))) return;
    try {
      await throwAway(id);
      announce({ type: 'changed', device: row.device, items: [] });
      await wake({ force: true }); // once no request is out, it goes
      const now = await find(id);
      if (now?.status === 'delivered') warn(word('alreadySent')); // it stands under 'sent' now
    } catch (error) {
      if (error instanceof NotReplaceable) warn(word('alreadySent'));
      else if (error instanceof Needed) warn(word('needed'));
      else throw error;
    }
  },
};

async function onClick(event) {
  if (event.target.closest?.('[data-send-now]')) wake({ force: true });
  const button = event.target.closest?.('[data-act]');
  if (!button) return;
  const { id } = button.dataset;
  const device = (await find(id))?.device;
  await ACTS[button.dataset.act](id);
  announce({ type: 'changed', device, items: [] });
}

/** Keep the page in step with the outbox; listening costs nothing on other pages. */
export function installOutboxPage() {
  const look = inTurn(show);
  onPage(look);
  listen(look);
  onVaultChange(look);
  document.addEventListener('click', onClick);
}
