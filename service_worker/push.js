/** The notification of a phone while the app is closed: that something waits. Only the app itself names people. */

import { readMeta } from '../js/offline/store/db.js';

const HOME = '/';

function wordsFor({ news, count }, words) {
  const many = count > 1 && words[`${news}s`];
  return many ? many.replace('{n}', count) : (words[news] ?? '');
}

function parsed(data) {
  try {
    const { news, count } = data.json();
    return { news: String(news), count: Number(count) };
  } catch {
    return { news: '', count: 0 };
  }
}

/**
 * Show it: a browser takes the permission away from an app that shows nothing. A newer message replaces an older one.
 */
export async function show(data, registration, build) {
  const said = parsed(data);
  const { words = {}, lang = 'nl' } = (await readMeta('push').catch(() => null)) ?? {};
  await registration.showNotification('Onderdak', {
    body: wordsFor(said, words),
    lang,
    tag: said.news,
    renotify: said.news !== '',
    icon: `/static/${build}/icons/icon-192.png`,
  });
}

/** Bring the app forward, or open it at home, where waiting items come first. */
export async function open(notification, clients) {
  notification.close();
  const [page] = await clients.matchAll({ type: 'window' });
  if (page) await page.focus();
  else await clients.openWindow(HOME);
}
