/** The user signed in on this page. A worker has no cookies to read: it uses the user that `rememberUser` kept. */

const COOKIE = /(?:^|;\s*)user=([^;]+)/;

/**
 * The signed-in user's id from the cookie, or null.
 * @type {() => string | null}
 */
export function signedInUser() {
  const found = COOKIE.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : null;
}
