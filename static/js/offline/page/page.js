/** The page as it changes under one living document: hear of every new page, and go to another. */

import htmx from '../../htmx-setup.js';
import { isUnderWay } from '../../navigation.js';

/** Run `listener` now, after every swap by htmx and when a page was filled. It must bear seeing a page twice. */
export function onPage(listener) {
  listener();
  for (const name of ['htmx:after:swap', 'onderdak:page']) document.addEventListener(name, listener);
}

/** Tell that this page was filled after it came. */
export function announcePage() {
  document.dispatchEvent(new Event('onderdak:page'));
}

/** Go to an address the way a tapped link goes, so that this document and its opened vault stay alive. */
export function go(path, entry = { push: 'true' }) {
  return htmx.ajax('GET', path, { target: document.body, swap: 'outerSync', ...entry });
}

/** Go there by itself, unless a person is leaving for another page already. */
export function follow(path, entry) {
  return isUnderWay() ? undefined : go(path, entry);
}

/** Let htmx see an element that was put into the page without it. */
export function attach(element) {
  htmx.process(element);
}

/** A hidden page has no frames, and nobody looks. */
const HIDDEN_FRAME_MS = 100;

function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, HIDDEN_FRAME_MS);
  });
}

/** Run `work`, once a frame at most: calls while it runs, or in its frame, make it run once more. It may fail. */
export function inTurn(work) {
  let isRunning = false;
  let isAsked = false;
  return async function run() {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await Promise.resolve(work()).catch(() => {});
      await nextFrame();
    }
    isRunning = false;
  };
}
