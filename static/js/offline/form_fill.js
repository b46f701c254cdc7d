/**
 * Forms that the server renders empty, filled on the phone: choices of this user from the vault
 * (`[data-choices="<name>"]` with a `<template>` of one choice), and what was typed before.
 *
 * In the template the `<input>` gets the value and everything else that is told as `data-*`;
 * `[data-label]` and `[data-small]` get the texts.
 */

import { restore } from './form_state.js';
import * as vault from './vault.js';

function add(container, { value, label, small = '', ...more }) {
  const existing = [...container.querySelectorAll('input')].find((input) => input.value === value);
  if (existing) return existing;
  const choice = container.querySelector('template').content.firstElementChild.cloneNode(true);
  const input = choice.querySelector('input');
  input.value = value;
  for (const [name, told] of Object.entries(more)) input.setAttribute(`data-${name.replaceAll('_', '-')}`, told);
  choice.querySelector('[data-label]').textContent = label;
  const hint = choice.querySelector('[data-small]');
  if (hint) hint.textContent = small;
  container.querySelector('template').before(choice);
  return input;
}

/** Fill the choices of a form from the vault; does nothing while it is locked. */
export async function fillChoices(form, record) {
  const containers = [...form.querySelectorAll('[data-choices]')];
  if (containers.length === 0) return;
  const choices = await vault.read(record.device, 'choices');
  for (const container of containers) {
    for (const choice of choices?.[container.dataset.choices] ?? []) add(container, choice);
  }
}

function offers(container, name) {
  return container.querySelector('template').content.querySelector('input')?.name === name;
}

/** The choice that lets one type what is not offered (`data-use`), filled in. */
function typeInstead(place, name, value) {
  const choice = place.querySelector(`[name="${name}"][data-use]`);
  const field = choice && place.querySelector(`[name="${choice.dataset.use}"]`);
  if (!field) return;
  choice.checked = true;
  field.value = value;
}

/** Put back what was typed in a form or a part of one, also a choice that is not offered any more ('tomorrow' of yesterday). */
export function bring(place, state) {
  for (const [name, value, label] of restore(place, state)) {
    const container = [...place.querySelectorAll('[data-choices]')].find((candidate) => offers(candidate, name));
    if (container) add(container, { value, label }).checked = true;
    else typeInstead(place, name, value);
  }
}
