/**
 * Sealing to a public key with WebCrypto alone: ephemeral P-256 ECDH, HKDF-SHA256, AES-256-GCM. The sealer keeps
 * nothing that opens it. The context (subject, device, id, …) is bound in twice, as the key's info and as authenticated
 * data: a seal cannot be moved to another place.
 */

/** @import { Bytes, KeyUse } from '../types.js' */

import { fromBase64url, joined, text, toBase64url, utf8 } from './bytes.js';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const POINT = 65;
const IV = 12;

/**
 * The context of an operation on its way to the server.
 * @type {(device: string, id: string, seq: number) => string}
 */
export function operationContext(device, id, seq) {
  return `onderdak operation v1|${device}|${id}|${seq}`;
}

/**
 * The context of a vault entry.
 * @type {(device: string, name: string) => string}
 */
export function vaultContext(device, name) {
  return `onderdak vault v1|${device}|${name}`;
}

/**
 * An AES-GCM key from a secret: HKDF-SHA256 with this salt and info.
 * @type {(secret: BufferSource, salt: Bytes, info: Bytes, usage: KeyUse) => Promise<CryptoKey>}
 */
export async function deriveKey(secret, salt, info, usage) {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const params = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return crypto.subtle.deriveKey(params, base, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

/** @type {(privateKey: CryptoKey, otherRaw: Bytes, salt: Bytes, info: Bytes, usage: KeyUse) => Promise<CryptoKey>} */
async function agreedKey(privateKey, otherRaw, salt, info, usage) {
  const other = await crypto.subtle.importKey('raw', otherRaw, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, privateKey, 256);
  return deriveKey(shared, salt, info, usage);
}

/**
 * Seal a text to a public key (base64url of the raw point); answers base64url.
 * @type {(recipient: string, context: string, plain: string) => Promise<string>}
 */
export async function seal(recipient, context, plain) {
  const recipientRaw = fromBase64url(recipient);
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const info = utf8(context);
  const key = await agreedKey(pair.privateKey, recipientRaw, joined(ephemeral, recipientRaw), info, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: info }, key, utf8(plain));
  return toBase64url(joined(ephemeral, iv, new Uint8Array(cipher)));
}

/**
 * Open a seal with the private key that belongs to `recipient`. Rejects when anything was changed.
 * @type {(privateKey: CryptoKey, recipient: string, context: string, sealed: string) => Promise<string>}
 */
export async function unseal(privateKey, recipient, context, sealed) {
  const bytes = fromBase64url(sealed);
  const ephemeral = bytes.subarray(0, POINT);
  const iv = bytes.subarray(POINT, POINT + IV);
  const info = utf8(context);
  const key = await agreedKey(privateKey, ephemeral, joined(ephemeral, fromBase64url(recipient)), info, 'decrypt');
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData: info },
    key,
    bytes.subarray(POINT + IV),
  );
  return text(new Uint8Array(plain));
}

/**
 * A new key pair: the public point and the private key, both in their stored form.
 * @type {() => Promise<{ publicKey: string, pkcs8: Bytes }>}
 */
export async function newKeyPair() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  return {
    publicKey: toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  };
}

/**
 * The private key for use in this document; it cannot be taken out again.
 * @type {(pkcs8: Bytes) => Promise<CryptoKey>}
 */
export function importPrivateKey(pkcs8) {
  return crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['deriveBits']);
}
