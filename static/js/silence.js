/**
 * An open page says when nothing comes in any more, so that silence means one thing: nothing changed.
 *
 * The first answer that asks for sign-in, or that refuses this page, is shown at once, and names go. A renewal that
 * fails for a minute is shown with the time of the present content. Only an answer of the server counts: the page of a
 * captive portal is no sign-out.
 */
import { isPage, isRefresh } from './network.js';
import { now } from './now.js';
import { clone, hour } from './offline/page/words.js';

const PATIENCE = 60_000; // ms
const PACE = 5000; // ms
const RENEWED = 'main [hx-trigger*="every"]'; // the subject of the page; waiting items stand beside it
const RECORD = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

let good = { at: now(), seen: performance.now() }; // the last time that the content was known to be current
let isFailing = false;
let said = '';

const isKept = () => document.querySelector('[data-age-notice]') !== null; // its age is shown there

function clear() {
  document.querySelector('[data-silence]')?.remove();
  said = '';
}

function say(kind) {
  const places = document.getElementById('offline-notices');
  if (said === kind || !places) return;
  clear();
  said = kind;
  const notice = clone(`silence-${kind}`);
  notice.dataset.silence = kind;
  const stands = notice.querySelector('[data-stands]');
  if (stands) stands.hidden = isKept() || !document.querySelector(RENEWED);
  if (stands) stands.textContent = stands.dataset.stands.replace('{time}', hour(good.at));
  const link = notice.querySelector('a');
  if (link) link.href = `/inloggen?${new URLSearchParams({ next: location.pathname + location.search })}`;
  places.append(notice);
}

/**
 * Remove everything that names somebody. A partly filled form stays, and so does everything without names
 * (`data-nameless`).
 */
export function forgetNames() {
  const main = document.getElementById('inhoud');
  const names = document.querySelectorAll(`${RENEWED}:not([data-nameless]), [data-names]`);
  names.forEach((region) => region.replaceChildren());
  for (const label of document.querySelectorAll('[data-person] label')) {
    const input = label.querySelector('input');
    if ((RECORD.test(input?.value) || input?.name === '_alias') && !input.checked) label.remove();
  }
  if (!main.querySelector('[data-nameless], form[data-draft]')) main.replaceChildren();
}

/** Somebody is signed out (`signin`) or may not see this any more (`refused`). A page for everyone stays. */
export function stop(kind) {
  if (document.getElementById('inhoud')?.dataset.inside === undefined) return;
  say(kind);
  forgetNames();
  document.dispatchEvent(new Event('onderdak:stopped'));
}

function onFailure({ detail: { kind, meaning } }) {
  if (meaning) stop(meaning);
  else if (kind === 'refresh') isFailing = true;
}

function look() {
  if (!isFailing || said || document.hidden || isKept() || !document.querySelector(RENEWED)) return;
  if (performance.now() - good.seen >= PATIENCE) say('old');
}

function renewed() {
  good = { at: now(), seen: performance.now() };
  isFailing = false;
  clear();
}

document.addEventListener('onderdak:offline', onFailure);
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  if (isRefresh(ctx) && !ctx.failed && [200, 304].includes(ctx.response.status)) renewed();
});
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) renewed();
});
document.addEventListener('visibilitychange', () => {
  good.seen = performance.now(); // nobody asked meanwhile
});
setInterval(look, PACE);
