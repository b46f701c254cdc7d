/**
 * A finger on its way does not press an element that just came under it. When a region or a page renewed itself, moved
 * and new elements cannot be pressed for a moment. Changes that a person asked for themselves come as they expect; but the
 * second tap of a double tap was for the page before, not for the button that came in the place of 'Bewaren'.
 */
import { isPage, isRefresh } from './network.js';

const MOMENT = 700; // ms; nobody sees, decides and taps faster
const NEAR = 4; // px
const PRESSED = 'a, button, label, summary';

const before = new Map(); // earlier positions: by element, and by meaning for one that was made anew

const keyOf = (element) => element.id || element.href || `${element.form?.action ?? ''} ${element.textContent.trim()}`;

function seen() {
  return [...document.querySelectorAll(PRESSED)]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box: { top, bottom, width } }) => width > 0 && bottom > 0 && top < innerHeight);
}

function look() {
  before.clear();
  for (const { element, box } of seen()) before.set(keyOf(element), box).set(element, box);
}

function hold() {
  for (const { element, box } of seen()) {
    const was = before.get(element) ?? before.get(keyOf(element));
    if (was && Math.abs(was.top - box.top) <= NEAR && Math.abs(was.left - box.left) <= NEAR) continue;
    element.style.pointerEvents = 'none';
    setTimeout(() => {
      element.style.pointerEvents = '';
    }, MOMENT);
  }
}

document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
  if (isRefresh(ctx)) look();
});
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isRefresh(ctx)) setTimeout(hold); // after everything that others remove or add
});

let pressedAt = -Infinity;
let changedAt = -Infinity; // when the present page came

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (isPage(ctx)) changedAt = performance.now();
});
document.addEventListener(
  'click',
  (event) => {
    const isSecond = event.detail > 1 && changedAt > pressedAt; // the browser counts the taps
    pressedAt = event.timeStamp;
    if (!isSecond) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
