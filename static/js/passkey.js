/**
 * Buttons that ask the phone for a passkey: `<button data-passkey="get" data-options data-finish data-next>`, "create"
 * for making one. Sentences are on `#passkey-message`; a refusal of the server brings its own.
 *
 * The answer is written out by hand: `credential.toJSON()` carries the PRF secret (and crashes on older iPhones). That
 * secret never leaves the page: only listeners to `onderdak:prf` get it.
 */
import { fromBase64url, toBase64url, utf8 } from './offline/crypto/bytes.js';

const LIMIT_MS = 8000;
const SALT = utf8('onderdak vault prf v1');
const ANSWERS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
const PERSONAL = ['NotAllowedError', 'AbortError', 'InvalidStateError', 'SecurityError']; // not the extension's fault

class Refusal extends Error {
  constructor({ message, error }) {
    super(message);
    this.code = error;
  }
}

let busy = false;

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-passkey]');
  if (button && !busy) perform(button);
});

async function perform(button) {
  const { passkey: kind, options, finish, next, token } = button.dataset;
  busy = true;
  button.setAttribute('aria-busy', 'true');
  tell('');
  try {
    if (!window.PublicKeyCredential) throw new DOMException('no passkeys', 'NotSupportedError');
    const code = document.getElementById('invitation-code')?.value;
    await ceremony(kind, options, finish, { token, code });
    location.assign(next.includes('#') ? next : next + location.hash);
  } catch (error) {
    tell(sentence(error, document.getElementById('passkey-message').dataset));
  } finally {
    busy = false;
    button.removeAttribute('aria-busy');
  }
}

/** When an open phone is not enough: first show a passkey, then ask again. */
async function provedFirst(error, options) {
  if (error.code !== 'proof_needed') throw error;
  const asked = readable(await post('/passkeys/bevestigen/opties', {}));
  await post('/passkeys/bevestigen', { credential: plain(await ask('get', asked)) });
  return post(options, {});
}

/**
 * Ask, let the server judge, hand over the secret. `about` goes with both posts, `onCredential` hears the answer first,
 * `patience` is how long the server may take to begin.
 */
export async function ceremony(kind, options, finish, about, onCredential = () => {}, patience = LIMIT_MS) {
  const asked = readable(await post(options, { ...about }, patience).catch((error) => provedFirst(error, options)));
  const credential = await ask(kind, asked);
  onCredential(credential);
  await post(finish, { ...about, credential: plain(credential) });
  await handOverSecret(credential);
}

/** Ask with PRF if it exists; if that fails, once more without. */
export async function ask(kind, publicKey) {
  const extensions = { prf: { eval: { first: SALT } } };
  try {
    return await navigator.credentials[kind]({ publicKey: { ...publicKey, extensions } });
  } catch (error) {
    if (PERSONAL.includes(error.name)) throw error;
    return navigator.credentials[kind]({ publicKey });
  }
}

/** The server's options with bytes in place of base64url. */
function readable(options) {
  const made = { ...options, challenge: fromBase64url(options.challenge) };
  if (made.user) made.user = { ...made.user, id: fromBase64url(made.user.id) };
  if (made.excludeCredentials) {
    made.excludeCredentials = made.excludeCredentials.map((known) => ({ ...known, id: fromBase64url(known.id) }));
  }
  return made;
}

/** The parts of the answer that the server needs, and nothing else. */
function plain({ id, rawId, type, response }) {
  const bytes = ANSWERS.filter((name) => response[name]).map((name) => [
    name,
    toBase64url(new Uint8Array(response[name])),
  ]);
  return { id, rawId: toBase64url(new Uint8Array(rawId)), type, response: Object.fromEntries(bytes) };
}

/** The passkey's own secret, which no server sees; null on a phone without one. */
export function secretOf(credential) {
  const secret = credential.getClientExtensionResults().prf?.results?.first;
  return secret ? new Uint8Array(secret) : null;
}

/** Listeners get the secret before the page goes on; `waitUntil` holds it as long as they need. */
async function handOverSecret(credential) {
  const secret = secretOf(credential);
  if (!secret) return;
  const waiting = [];
  const detail = { credential: credential.id, secret, waitUntil: (work) => waiting.push(work) };
  document.dispatchEvent(new CustomEvent('onderdak:prf', { detail }));
  await Promise.allSettled(waiting);
}

async function post(url, body, limit = LIMIT_MS) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const signal = AbortSignal.timeout(limit);
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store', signal });
  const said = await answer.json();
  if (!answer.ok && typeof said.error === 'string') throw new Refusal(said);
  if (!said.challenge && said.done !== true) throw new TypeError('an answer, but not of our server');
  return said;
}

/** True when there was no answer of our server: silence, or a portal's page. */
export function isNoNetwork(error) {
  return error instanceof TypeError || error instanceof SyntaxError || error.name === 'TimeoutError';
}

/** The sentence of a failure, out of `words`. */
export function sentence(error, words) {
  if (error instanceof Refusal) return error.message || words.failed;
  if (isNoNetwork(error)) return words.network;
  const known = { NotAllowedError: words.stopped, AbortError: words.stopped, InvalidStateError: words.known };
  return known[error.name] ?? words.unsupported;
}

function tell(text) {
  const place = document.getElementById('passkey-message');
  if (place) place.textContent = text;
}
