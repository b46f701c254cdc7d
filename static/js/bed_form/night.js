/**
 * The night of a form for a bed.
 *
 * A phone without network may show a form it kept yesterday: `input[data-night]` moves on to the present night (from
 * noon to noon in Amsterdam), never back, and says which night that is (`data-night-words`). The phone sends the night
 * that the screen showed.
 */
import { dayWords, tonight } from '../amsterdam.js';
import { onForms } from './shown.js';

const PACE = 15_000; // ms

function fillNights() {
  for (const field of document.querySelectorAll('input[data-night]')) {
    if (field.value < tonight()) field.value = tonight();
  }
  for (const line of document.querySelectorAll('[data-night-words]')) {
    const sentence = line.dataset.nightWords.replace('{day}', dayWords(line.closest('form').elements.night.value));
    if (line.textContent !== sentence) line.textContent = sentence;
  }
}

onForms(fillNights);
for (const name of ['onderdak:clock', 'visibilitychange']) document.addEventListener(name, fillNights);
setInterval(fillNights, PACE); // noon comes while the screen is on, too
