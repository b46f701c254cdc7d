/** Which night a form for a bed is about.
 *
 * A phone without network may show a form it kept yesterday: `input[data-night]` moves on to the night of
 * now (from noon to noon in Amsterdam), never back, and says which night that is (`data-night-words`). What is sent
 * is the night the screen said. */
import { dayWords, tonight } from '../amsterdam.js';
import { onForms } from './shown.js';

const PACE = 15_000; // ms

function fillNights() {
  for (const field of document.querySelectorAll('input[data-night]')) {
    if (field.value < tonight()) field.value = tonight();
  }
  for (const line of document.querySelectorAll('[data-night-words]')) {
    const told = line.dataset.nightWords.replace('{day}', dayWords(line.closest('form').elements.night.value));
    if (line.textContent !== told) line.textContent = told;
  }
}

onForms(fillNights);
for (const name of ['onderdak:clock', 'visibilitychange']) document.addEventListener(name, fillNights);
setInterval(fillNights, PACE); // noon comes while the screen is on, too
