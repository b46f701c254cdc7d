/** Times that move: `<time data-ago>` says how old something is, `<time data-left>` how long it still lasts,
 * `<svg data-since data-until>` runs empty; `data-before` is there until a time, `data-after`
 * from it on. Words come from the body's data-ago-… and data-left-….
 * From two days on the server's words stay: days do not pass while one looks. */
import { isPage } from './network.js';
import { learn, now } from './now.js';

const STEP = 15_000; // ms
const MINUTE = 60_000;

const fill = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);

function ago(minutes) {
  const { agoNow, agoMinutes, agoHours } = document.body.dataset;
  if (minutes < 1) return agoNow;
  return minutes < 60 ? fill(agoMinutes, { n: minutes }) : fill(agoHours, { n: Math.floor(minutes / 60) });
}

function left(minutes) {
  const { leftNone, leftMinutes, leftHours } = document.body.dataset;
  if (minutes <= 0) return leftNone;
  if (minutes < 60) return fill(leftMinutes, { n: minutes });
  return fill(leftHours, { h: Math.floor(minutes / 60), n: minutes % 60 });
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  const at = now();
  for (const element of document.querySelectorAll('time[data-ago]')) {
    const minutes = Math.max(0, Math.floor((at - Date.parse(element.dateTime)) / MINUTE));
    if (minutes < 48 * 60) write(element, ago(minutes));
  }
  for (const element of document.querySelectorAll('time[data-left]')) {
    const minutes = Math.ceil((Date.parse(element.dateTime) - at) / MINUTE);
    write(element, left(minutes));
    if (minutes <= 0) element.closest('[data-held]')?.querySelector('.badge.ok')?.classList.replace('ok', 'wait');
  }
  for (const part of document.querySelectorAll('[data-before]')) part.hidden = at >= Date.parse(part.dataset.before);
  for (const part of document.querySelectorAll('[data-after]')) part.hidden = at < Date.parse(part.dataset.after);
  for (const meter of document.querySelectorAll('svg[data-until]')) {
    const since = Date.parse(meter.dataset.since);
    const part = (100 * (Date.parse(meter.dataset.until) - at)) / (Date.parse(meter.dataset.until) - since);
    meter.querySelector('rect')?.setAttribute('width', Math.min(100, Math.max(0, part)).toFixed(1));
  }
}

document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  if (!isPage(ctx) && !ctx.failed) learn(Date.parse(ctx.response.headers.get('Date'))); // a page may be a kept one
});
setInterval(tick, STEP);
for (const name of ['htmx:after:swap', 'onderdak:page', 'onderdak:clock', 'visibilitychange'])
  document.addEventListener(name, tick);
window.addEventListener('pageshow', tick);
tick();
