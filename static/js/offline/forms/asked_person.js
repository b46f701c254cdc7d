/**
 * The person that a form was opened for (`?client=`): with a network the server chooses them, without one the phone does,
 * out of its choices or its list of clients. A form that somebody touched stays as it is.
 */

import { nodesOf } from '../page/html.js';
import { read } from '../store/vault.js';
import { addChoice } from './fill.js';
import { isTouched } from './state.js';

const LIST = 'page:/clienten';

/** The name of a client in the kept list; null when this phone does not keep them. */
async function nameOf(device, client) {
  const list = await read(device, LIST);
  if (!list) return null;
  const page = document.createDocumentFragment();
  page.append(...nodesOf(list.html));
  return page.querySelector(`[data-id="${CSS.escape(client)}"] strong`)?.textContent ?? null;
}

/** Choose them, once the choices of the form are there. */
export async function choosePerson(form, { device }) {
  const client = new URLSearchParams(location.search).get('client');
  const place = form.querySelector('[data-person] [data-choices]');
  const chosen = form.querySelector('[name="client"]:checked')?.value ?? 'other'; // which some forms begin with
  if (!client || !place || isTouched(form) || chosen !== 'other') return;
  let choice = [...form.elements].find(({ name, value }) => name === 'client' && value === client);
  if (!choice) {
    const label = await nameOf(device, client);
    if (label === null || isTouched(form)) return;
    choice = addChoice(place, { value: client, label });
  }
  choice.checked = true;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
}
