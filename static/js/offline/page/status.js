/**
 * The page's words about the outbox: `html[data-unsent]`, `#status`, and the outbox line. Shows nothing about anyone
 * who is not signed in.
 */

import { isPage } from '../../network.js';
import { now } from '../../now.js';
import { listen } from '../outbox/channel.js';
import { countUnsent, lastSaved, oldestUnsent } from '../outbox/outbox.js';
import { readMeta } from '../store/db.js';
import { allDevices, deviceOf } from '../store/identity.js';
import { attach, inTurn, onPage } from './page.js';
import { signedInUser } from './user.js';
import { counted, fill, hour, when, word } from './words.js';

const SHOWN_FOR_MS = 24 * 60 * 60 * 1000;
const LONG_MS = 24 * 60 * 60 * 1000; // waited so long, it asks for a network
const NEWS_MS = 60 * 1000; // so long that something arrived is news

let lastNews = '';
let isWarning = false; // the present page is not saved: news of earlier items may not cover that

/** Say that this page is not saved; it stays until something is saved or the page is another. */
export function warn(text) {
  say(text);
  isWarning = true;
}

/** Say one thing in the status region of the page, as a link when it leads somewhere. */
export function say(text, href) {
  isWarning = false;
  const region = document.getElementById('status');
  if (!region || region.textContent === text) return;
  region.textContent = text;
  if (!href) return;
  const link = document.createElement('a');
  link.href = href;
  link.append(...region.childNodes);
  region.append(link);
  attach(region);
}

/** Show for a while that something just arrived; on the next pages it would look like news about their own work. */
function sayArrived({ result, saved_at: savedAt }) {
  const at = result.received_at ?? savedAt;
  const left = Date.parse(at) + NEWS_MS - now();
  if (left > 0) {
    lastNews = word('sent', { time: hour(at) });
    say(lastNews);
    setTimeout(() => refresh().catch(() => {}), left);
  } else if (lastNews && document.getElementById('status')?.textContent === lastNews) {
    say('');
  }
}

async function sayLast(record) {
  const rows = await lastSaved(record.device);
  const row = ['attention', 'waiting', 'delivered']
    .map((status) => rows.find((one) => one.status === status))
    .find(Boolean);
  if (!row || now() - Date.parse(row.saved_at) > SHOWN_FOR_MS) return;
  const attempt = await readMeta(`attempt:${record.device}`);
  if (isWarning) return;
  if (row.status === 'delivered') sayArrived(row);
  if (row.status === 'attention') say(word('attention'), '/onverzonden');
  if (row.status === 'waiting') say(word(attempt?.reason === 'signin' ? 'signin' : 'saved'));
}

function showLine(count, oldest) {
  const isLong = oldest !== null && now() - Date.parse(oldest) > LONG_MS;
  for (const line of document.querySelectorAll('[data-outbox-line]')) {
    line.hidden = count === 0;
    line.classList.toggle('wait', isLong);
    const since = isLong ? fill(line.dataset.since, { when: when(oldest) }) : '';
    line.querySelector('[data-text]').textContent = [counted(line, count), since].filter(Boolean).join('. ');
  }
}

/** Bring everything the page says in step with the outbox. */
export async function refresh() {
  const user = signedInUser();
  if (!user) {
    delete document.documentElement.dataset.unsent;
    return;
  }
  const record = await deviceOf(user);
  const devices = allDevices(record);
  const count = await countUnsent(devices);
  document.documentElement.dataset.unsent = count;
  showLine(count, await oldestUnsent(devices));
  await sayLast(record);
}

/** Keep saying it, on this page and every next one. */
export function installStatus() {
  const look = inTurn(refresh);
  onPage((event) => {
    if (event?.detail?.ctx && isPage(event.detail.ctx)) isWarning = false; // not for a region that renews itself
    look();
  });
  listen(look);
}
