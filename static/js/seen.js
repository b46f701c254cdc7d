/**
 * Explanations shown once, remembered on this phone. `details[data-seen]` is opened once for each `data-version` of it,
 * and one line after that. `[data-hint]` is shown from the first work that was saved here (`data-after`) or up to it
 * (`data-until`), and never again once it is put away. The one about installing needs a way: the browser's own prompt,
 * or on an iPhone a sentence.
 */
import { readMeta, writeMeta } from './offline/store/db.js';

const IS_INSTALLED = matchMedia('(display-mode: standalone)').matches || navigator.standalone === true;

let installer = null; // the browser's own question, kept until a person wants it

const recall = (key) => readMeta(key).catch(() => null); // a browser that keeps nothing shows it whole

/** Remember on this phone, for all its users: never a person's text. */
export const remember = (key, value) => writeMeta(key, value).catch(() => {}); // then it comes again

const shown = new WeakMap(); // element → the version it shows: whole, it stays so until the next page

async function unfold(details) {
  const { seen, version } = details.dataset;
  if (shown.get(details) === version) return;
  shown.set(details, version);
  details.open = (await recall(`seen:${seen}`)) !== version;
  if (details.open) await remember(`seen:${seen}`, version);
}

function wayToInstall() {
  if (IS_INSTALLED) return null;
  if (installer) return 'prompt';
  return navigator.standalone === false ? 'ios' : null; // only Safari on a phone knows this word
}

async function offer(hint) {
  const { hint: name, after, until } = hint.dataset;
  const [isAway, isDone] = await Promise.all([recall(`hint:${name}`), recall(`done:${after ?? until}`)]);
  const way = wayToInstall();
  const isDue = Boolean(after) === Boolean(isDone);
  hint.hidden = !isDue || Boolean(isAway) || (name === 'install' && way === null);
  for (const part of hint.querySelectorAll('[data-way]')) part.hidden = part.dataset.way !== way;
}

function look() {
  document.querySelectorAll('[data-hint]').forEach(offer);
  if (!document.hidden) document.querySelectorAll('details[data-seen]').forEach(unfold);
}

async function onClick({ target }) {
  const button = target.closest?.('[data-dismiss], [data-install]');
  if (!button) return;
  if (button.dataset.install !== undefined) {
    await installer?.prompt();
    installer = null; // it may be asked once
  }
  const hint = button.closest('[data-hint]');
  hint.hidden = true;
  await remember(`hint:${hint.dataset.hint}`, 'away');
}

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  installer = event;
  look();
});
window.addEventListener('appinstalled', async () => {
  installer = null;
  await remember('hint:install', 'away');
  look();
});
document.addEventListener('click', onClick);
document.addEventListener('htmx:after:swap', look);
document.addEventListener('onderdak:page', look);
document.addEventListener('visibilitychange', look);
look();
