/**
 * Messages while the app is closed: `[data-push]` holds the server's key and the words. It is a choice for this phone
 * by its user; the worker puts a message's words together here, so that a push service carries a number and nothing
 * else.
 */
import { post } from './offline/answers.js';
import { fromBase64url, toBase64url } from './offline/crypto/bytes.js';
import { onPage } from './offline/page/page.js';
import { signedInUser } from './offline/page/user.js';
import { readMeta, writeMeta } from './offline/store/db.js';

const WORDS = ['question', 'questions', 'answer'];
const place = () => document.querySelector('[data-push]');
const isAble = () => 'PushManager' in window && 'Notification' in window && Boolean(navigator.serviceWorker);

async function current() {
  return (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
}

/** Register this browser's address; answers whether the server took it. */
async function tell(subscription) {
  const keys = ['p256dh', 'auth'].map((name) => [name, toBase64url(new Uint8Array(subscription.getKey(name)))]);
  return (
    (await post('/meldingen', { endpoint: subscription.endpoint, ...Object.fromEntries(keys) }))?.subscribed === true
  );
}

async function subscribe(key) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: fromBase64url(key) };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    if (error.name !== 'InvalidStateError') throw error;
    await (await pushManager.getSubscription())?.unsubscribe(); // of another key: a server that was set up anew
    return pushManager.subscribe(options);
  }
}

async function switchOn(section) {
  if ((await Notification.requestPermission()) !== 'granted') return;
  const subscription = await subscribe(section.dataset.push);
  if (!(await tell(subscription))) throw new Error('not taken');
  const words = Object.fromEntries(WORDS.map((name) => [name, section.dataset[name]]));
  await writeMeta('push', { user: signedInUser(), words, lang: document.documentElement.lang });
}

async function switchOff() {
  await writeMeta('push', null);
  const subscription = await current();
  if (!subscription) return;
  await subscription.unsubscribe();
  await post('/meldingen/uit', { endpoint: subscription.endpoint });
}

async function show(section, failed = false) {
  const isOn = isAble() && (await readMeta('push'))?.user === signedInUser() && Boolean(await current());
  const isDenied = isAble() && Notification.permission === 'denied';
  const { on, denied, unsupported, failed: sentence } = section.dataset;
  const state = (!isAble() && unsupported) || (isDenied && denied) || (failed && sentence) || (isOn && on) || '';
  section.querySelector('[data-push-state]').textContent = state;
  section.querySelector('[data-push-on]').hidden = isOn || isDenied || !isAble();
  section.querySelector('[data-push-off]').hidden = !isOn;
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('[data-push-on], [data-push-off]');
  if (!button) return;
  const section = button.closest('[data-push]');
  button.setAttribute('aria-busy', 'true');
  const work = button.dataset.pushOn === undefined ? switchOff() : switchOn(section);
  const failed = await work.then(
    () => false,
    () => true,
  );
  button.removeAttribute('aria-busy');
  await show(section, failed);
});
onPage(() => place() && show(place()));

/** A session ended and a new one began: a user who had switched it on here hears on. */
export async function hearOn(user) {
  if (!isAble() || Notification.permission !== 'granted' || (await readMeta('push'))?.user !== user) return;
  const subscription = await current();
  if (subscription) await tell(subscription);
}
