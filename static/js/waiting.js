/** What waits for this person, told without their looking for it: a dot on the tabs (`[data-dot]`), a number on the
 * app's icon, and for who switched it on (`[data-sound]`, remembered on this phone) a tone for each new question.
 *
 * How much waits stands in whatever region of the page renews itself: `data-waits`, and for the people of a shelter
 * the ids of what they are asked in `data-questions`. A page without that keeps what was known. Locked or signed out
 * nothing waits for anyone here; the tone still sounds on the lock screen, for it tells of nobody. */
import { announce, listen } from './offline/outbox/channel.js';
import { signedInUser } from './offline/page/user.js';
import { counted } from './offline/page/words.js';
import { readMeta, writeMeta } from './offline/store/db.js';

const SOUND = 'sound';
const HEARD = 'questions-heard';
const TONES = [
  [660, 0],
  [880, 0.22],
]; // Hz, and when (s)
const LENGTH = 0.2; // s

let number = null; // nothing was told yet
let standing = null; // how one's own requests stand
let isOn = false;
let audio = null;
let heard = null; // ids of questions that were told of already, here or in another tab

/** Whether a page that nobody looks at listens too. */
export const listens = () => isOn && document.querySelector('[data-questions]') !== null;

function show() {
  for (const dot of document.querySelectorAll('[data-dot]')) {
    dot.hidden = !number;
    const words = dot.querySelector('[data-one]');
    words.textContent = number ? counted(words, number) : '';
  }
}

function become(n) {
  if (n !== number) {
    number = n;
    const told = n ? navigator.setAppBadge?.(n) : navigator.clearAppBadge?.();
    told?.catch(() => {});
  }
  show();
}

const ready = () => (audio ??= new AudioContext()).resume();

/** What the phone keeps of the home screen is of before: it takes that anew. */
function stand(told) {
  if (told === undefined) return;
  if (standing !== null && standing !== told) document.dispatchEvent(new Event('onderdak:news'));
  standing = told;
}

/** A browser lets nothing sound before somebody touched the page: then it waits for that. */
async function play() {
  await ready();
  for (const [pitch, after] of TONES) {
    const at = audio.currentTime + after;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + LENGTH);
  }
  document.dispatchEvent(new Event('onderdak:tone'));
}

/** Each question once, in one of the tabs. */
async function hear(ids) {
  heard ??= (await readMeta(HEARD).catch(() => null)) ?? [];
  const fresh = ids.filter((id) => !heard.includes(id));
  const isSame = fresh.length === 0 && heard.length === ids.length;
  if (isSame) return;
  heard = ids;
  announce({ type: 'heard', ids });
  await writeMeta(HEARD, ids).catch(() => {});
  if (isOn && fresh.length > 0) await play();
}

function look() {
  for (const box of document.querySelectorAll('[data-sound]')) box.checked = isOn;
  const told = document.querySelectorAll('[data-waits]');
  if (!signedInUser()) become(0);
  else if (told.length > 0) become(Math.max(...[...told].map(({ dataset }) => Number(dataset.waits))));
  else show();
  if (told.length > 0) stand(told[0].dataset.standing);
  const asked = [...told].find(({ dataset }) => dataset.questions !== undefined);
  if (asked) hear(asked.dataset.questions.split(' ').filter(Boolean)).catch(() => {});
}

document.addEventListener('change', ({ target }) => {
  if (target.dataset?.sound === undefined) return;
  isOn = target.checked;
  writeMeta(SOUND, isOn).catch(() => {});
  if (isOn) play().catch(() => {});
});
for (const name of ['pointerdown', 'keydown']) {
  document.addEventListener(
    name,
    () => {
      if (isOn && audio?.state !== 'running') ready().catch(() => {});
    },
    { capture: true, passive: true },
  );
}
listen(({ type, ids }) => {
  if (type === 'heard') heard = ids;
});
for (const name of ['htmx:after:swap', 'onderdak:page']) document.addEventListener(name, look);
for (const name of ['onderdak:locked', 'onderdak:stopped']) {
  document.addEventListener(name, () => {
    document.getElementById('wacht')?.replaceChildren();
    become(0);
  });
}
readMeta(SOUND)
  .then((kept) => {
    isOn = kept === true;
  })
  .catch(() => {})
  .finally(look);
