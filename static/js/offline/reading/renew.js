/**
 * A page that was shown from the phone renews itself as soon as any answer of ours gets through: its own late answer, a
 * sent item, the requests every few seconds while such a page is open. A form stays as it is under the finger, also when
 * it was touched while the new page was on its way; only the words above it change.
 */

import { isUnderWay } from '../../navigation.js';
import { isTouched } from '../forms/state.js';
import { listen } from '../outbox/channel.js';
import { go } from '../page/page.js';
import { word } from '../page/words.js';
import { askKeys } from '../store/keys.js';

const PAST_WORKER = 'X-Onderdak-Renewal'; // which would give the kept page once more
const PACE_MS = 5000;
const LIMIT_MS = 4000;

let isRenewing = false;

const shownFromPhone = () => document.querySelector('[data-age-notice]:not([data-over]), [data-offline-shell]');

const isFilledIn = () =>
  document.querySelector('main form[data-draft]') !== null ||
  [...document.querySelectorAll('main form')].some(isTouched);

async function fresh() {
  const notice = shownFromPhone();
  if (!notice || isUnderWay()) return;
  if (mustStay()) return sayOnline();
  await go(location.pathname + location.search, { replace: 'true', isRenewal: true, headers: { [PAST_WORKER]: '1' } });
}

const mustStay = () => document.querySelector('[data-age-notice]') !== null && isFilledIn();

function sayOnline() {
  const notice = document.querySelector('[data-age-notice]');
  notice.dataset.over = '';
  notice.querySelector('strong').textContent = word('online');
}

function keepTouched(event) {
  const { ctx } = event.detail;
  if (!ctx.isRenewal || !mustStay()) return;
  event.preventDefault();
  sayOnline();
}

/** An answer of ours got through: take the page anew if it is an old one. */
export function renew() {
  if (isRenewing) return;
  isRenewing = true;
  fresh()
    .catch(() => {})
    .finally(() => {
      isRenewing = false;
    });
}

/** Listen to everything that gets through, and ask when nothing else would. */
export function installRenewing() {
  document.addEventListener('htmx:before:swap', keepTouched);
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'late') renew();
  });
  listen(({ type, state }) => {
    if (type === 'attempt' && state === 'sent') renew();
  });
  setInterval(() => {
    if (!document.hidden && shownFromPhone())
      askKeys(LIMIT_MS)
        .then((said) => said && renew())
        .catch(() => {});
  }, PACE_MS);
}
