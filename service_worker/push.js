/** What a phone shows while the app is closed: that something waits. Who it is about, the app tells. */

import { readMeta } from '../js/offline/store/db.js';

const HOME = '/';

function wordsFor({ news, count }, words) {
  const many = count > 1 && words[`${news}s`];
  return many ? many.replace('{n}', count) : (words[news] ?? '');
}

function told(data) {
  try {
    const { news, count } = data.json();
    return { news: String(news), count: Number(count) };
  } catch {
    return { news: '', count: 0 };
  }
}

/** Show it: a browser takes the permission away from who shows nothing. A newer word takes an older one's place. */
export async function show(data, registration, build) {
  const said = told(data);
  const { words = {}, lang = 'nl' } = (await readMeta('push').catch(() => null)) ?? {};
  await registration.showNotification('Onderdak', {
    body: wordsFor(said, words),
    lang,
    tag: said.news,
    renotify: said.news !== '',
    icon: `/static/${build}/icons/icon-192.png`,
  });
}

/** The app comes forward, or opens at home, where what waits stands first. */
export async function open(notification, clients) {
  notification.close();
  const [page] = await clients.matchAll({ type: 'window' });
  if (page) await page.focus();
  else await clients.openWindow(HOME);
}
