/** Text and bytes: UTF-8 and base64url without padding. */

/** @import { Bytes } from '../types.js' */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * UTF-8 bytes of a text.
 * @type {(text: string) => Bytes}
 */
export function utf8(text) {
  return encoder.encode(text);
}

/**
 * The text of UTF-8 bytes.
 * @type {(bytes: Bytes) => string}
 */
export function text(bytes) {
  return decoder.decode(bytes);
}

/**
 * Several byte arrays in one.
 * @type {(...parts: Bytes[]) => Bytes}
 */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Bytes as base64url without padding.
 * @type {(bytes: Bytes) => string}
 */
export function toBase64url(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The bytes of base64url text, with or without padding.
 * @type {(encoded: string) => Bytes}
 */
export function fromBase64url(encoded) {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * A SHA-256 as base64url: names a thing without telling it.
 * @type {(text: string) => Promise<string>}
 */
export async function digestOf(text) {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))));
}
