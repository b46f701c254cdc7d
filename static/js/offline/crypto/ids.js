/** Ids and times made on the phone: UUIDv7 and local time with its offset. */

let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562) that sorts after every earlier one of this document, also when the clock
 * stands still or is set back: then the 12-bit counter moves, and on overflow the millisecond.
 */
export function uuid7(now = Date.now()) {
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (counter < 0xfff) {
    counter += 1;
  } else {
    lastMs += 1;
    counter = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0] & 0x3f) | 0x80;
  const tail = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const ms = lastMs.toString(16).padStart(12, '0');
  const middle = (0x7000 | counter).toString(16);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** `2026-11-22T21:40:05+01:00`: the phone's local time with its offset. */
export function localIso(date = new Date()) {
  /** @type {(number: number) => string} */
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const hour = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${day}T${hour}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
