/** − and + around a number field: within its min and max, and running on while held down. */
import { read } from './offline/forms/numerals.js';

const WAIT = 450; // ms until holding counts
const PACE = 110; // ms between steps while held
let timer = 0;
let ran = false; // holding already stepped, so the click that follows is not one more

function step(button) {
  const input = button.closest('[data-stepper]').querySelector('input');
  const wanted = (read(input.value) ?? 0) + Number(button.dataset.step);
  const { min = -Infinity, max = Infinity } = input.dataset;
  const value = String(Math.min(max, Math.max(min, wanted)));
  if (value === input.value) return;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function hold(button) {
  ran = true;
  step(button);
  timer = setTimeout(hold, PACE, button);
}

document.addEventListener('pointerdown', (event) => {
  const button = event.target.closest?.('[data-step]');
  if (!button || event.button !== 0) return;
  ran = false;
  clearTimeout(timer);
  timer = setTimeout(hold, WAIT, button);
});

for (const name of ['pointerup', 'pointercancel', 'contextmenu']) {
  document.addEventListener(name, () => clearTimeout(timer));
}

document.addEventListener('pointerout', (event) => {
  const button = event.target.closest?.('[data-step]');
  if (button && !button.contains(event.relatedTarget)) clearTimeout(timer);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-step]');
  if (button && !ran) step(button);
  ran = false;
});
