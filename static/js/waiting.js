/**
 * Waiting items, shown without a look at them: a dot on the tabs (`[data-dot]`), a number on the app's icon, and for a
 * user who switched it on (`[data-sound]`, remembered on this phone) a tone for each new question.
 *
 * Every region of the page that renews itself may bring the number: `data-waits`, and for the staff of a shelter the
 * ids of their questions in `data-questions`. A page without them keeps the known numbers. Locked or signed out,
 * nothing waits for anyone here; the tone still sounds on the lock screen, because it names nobody.
 */
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

let number = null; // unknown yet
let standing = null; // the state of the user's own requests
let isOn = false;
let audio = null;
let heard = null; // ids of questions that sounded already, here or in another tab

/** True when a page in the background listens too. */
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
    const badge = n ? navigator.setAppBadge?.(n) : navigator.clearAppBadge?.();
    badge?.catch(() => {});
  }
  show();
}

const ready = () => (audio ??= new AudioContext()).resume();

/** The phone's copy of the home screen is older now: renew it. */
function stand(state) {
  if (state === undefined) return;
  if (standing !== null && standing !== state) document.dispatchEvent(new Event('onderdak:news'));
  standing = state;
}

/** A browser allows no sound before a touch of the page: wait for that. */
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
  const before = heard ?? (await readMeta(HEARD).catch(() => null)) ?? [];
  heard ??= before; // another call may have read it, and gone on, meanwhile
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
  const regions = document.querySelectorAll('[data-waits]');
  if (!signedInUser()) become(0);
  else if (regions.length > 0) become(Math.max(...[...regions].map(({ dataset }) => Number(dataset.waits))));
  else show();
  if (regions.length > 0) stand(regions[0].dataset.standing);
  const asked = [...regions].find(({ dataset }) => dataset.questions !== undefined);
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
