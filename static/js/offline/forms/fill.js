/**
 * Forms that the server renders empty, filled on the phone: choices of this user from the vault
 * (`[data-choices="<name>"]` with a `<template>` of one choice), and earlier values.
 *
 * In the template the `<input>` gets the value and all other facts as `data-*`; `[data-label]` and `[data-small]` get
 * the texts.
 */

import { tonight } from '../../amsterdam.js';
import { deviceOf } from '../store/identity.js';
import * as vault from '../store/vault.js';
import { isTouched, restore } from './state.js';

const MOST_PLACES = 6;
const EVENING = 'evening'; // in the vault: where its user was last, this night

/** Add one choice behind the others: nothing moves under a finger. */
export function addChoice(container, { value, label, small = '', ...more }) {
  const existing = [...container.querySelectorAll('input')].find((input) => input.value === value);
  if (existing) return existing;
  const choice = container.querySelector('template').content.firstElementChild.cloneNode(true);
  const input = choice.querySelector('input');
  input.value = value;
  for (const [name, fact] of Object.entries(more)) input.setAttribute(`data-${name.replaceAll('_', '-')}`, fact);
  choice.querySelector('[data-label]').textContent = label;
  const hint = choice.querySelector('[data-small]');
  if (hint) hint.textContent = small;
  ([...container.querySelectorAll('label')].at(-1) ?? container.querySelector('template')).after(choice);
  return input;
}

/** Fill the choices of a form from the vault; does nothing while it is locked. */
export async function fillChoices(form, record) {
  const containers = [...form.querySelectorAll('[data-choices]')];
  if (containers.length === 0) return;
  const choices = await vault.read(record.device, 'choices');
  for (const container of containers) {
    for (const choice of choices?.[container.dataset.choices] ?? []) addChoice(container, choice);
  }
}

/** The fields that a form remembers for the next one (`data-remembers`), by name. */
function remembered(form) {
  return (form.dataset.remembers ?? '')
    .split(' ')
    .filter(Boolean)
    .map((name) => form.elements[name]);
}

/** Keep this night's places of the user. Names of places only, sealed as everything of them is. */
export async function rememberPlaces(form, user) {
  const fields = remembered(form);
  if (fields.length === 0) return;
  const record = await deviceOf(user);
  const values = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]));
  const before = await vault.read(record.device, EVENING);
  const places = [values.place, ...(before?.places ?? [])].filter(
    (place, at, all) => place && all.indexOf(place) === at,
  );
  await vault.write(record, EVENING, { night: tonight(), values, places });
}

/** Fill a field as the page's word, not the person's: it makes no draft, and gives way to one. */
function say(field, value) {
  if (field.tagName === 'SELECT') {
    if (![...field.options].some((option) => option.value === value)) return;
    field.value = value;
    for (const option of field.options) option.defaultSelected = option.selected;
  } else field.value = field.defaultValue = value;
}

/** Fill in the user's last place of this night, in a form that nobody touched; and offer the recent places. */
export async function fillPlaces(form, record) {
  const list = form.querySelector('[data-places]');
  if (!list) return;
  const [kept, choices] = await Promise.all([EVENING, 'choices'].map((name) => vault.read(record.device, name)));
  const isOfTonight = kept?.night === tonight();
  if (kept && !isOfTonight) await vault.remove(record.device, [EVENING]);
  // Places where youths are met come from the server with those of this hour first: a few of them beside one's own.
  const met = (choices?.meeting_places ?? []).slice(0, MOST_PLACES / 2);
  const places = [...(isOfTonight ? kept.places : []), ...met, ...(choices?.places ?? [])];
  for (const place of [...new Set(places)].slice(0, MOST_PLACES)) addChoice(list, { value: place, label: place });
  if (!isOfTonight || isTouched(form) || document.querySelector('.errors')) return;
  for (const field of remembered(form)) if (kept.values[field.name]) say(field, kept.values[field.name]);
  form.querySelector('[data-remembered]').hidden = !kept.values.place;
  form.dispatchEvent(new CustomEvent('onderdak:remembered', { bubbles: true }));
}

function offers(container, name) {
  return container.querySelector('template').content.querySelector('input')?.name === name;
}

/** Fill in the choice for typing a value that is not offered (`data-use`). */
function typeInstead(place, name, value) {
  const choice = place.querySelector(`[name="${name}"][data-use]`);
  const field = choice && place.querySelector(`[name="${choice.dataset.use}"]`);
  if (!field) return;
  choice.checked = true;
  field.value = value;
}

/**
 * Put back the values of a form or a part of one, also a choice that is not offered any more ('tomorrow' of yesterday).
 */
export function bring(place, state) {
  for (const [name, value, label] of restore(place, state)) {
    const container = [...place.querySelectorAll('[data-choices]')].find((candidate) => offers(candidate, name));
    if (container) addChoice(container, { value, label }).checked = true;
    else typeInstead(place, name, value);
  }
}
