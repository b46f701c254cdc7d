/** 'Wie?': people come into the form from the server and from the phone's vault; each stands there once.
 *
 * Whom one chooses brings along how this person lived the last time and how old they are (`data-brought` says so),
 * unless one chose that already.
 * Anonymous leaves no name behind in the form; somebody else puts the cursor where the name goes. While a name is
 * typed the server says who is alike; when it does not answer the phone does (`data-asks-phone`: where that stands),
 * out of what it keeps. */
import { hasWords } from './filter.js';
import { signedInUser } from './offline/page/user.js';
import { deviceOf } from './offline/store/identity.js';
import { read } from './offline/store/vault.js';

const PATIENCE = 2000; // ms
const MOST = 6;

const asked = new Map(); // request that is out → its timer
const chosen = new WeakMap(); // form → what a person chose there themselves

const radios = (form, name) => [...form.elements].filter((field) => field.name === name && field.type === 'radio');

/** Who came first keeps the place; the same person who comes again brings only what is newer. */
function mergeTwins(container) {
  const known = new Map();
  for (const input of container?.querySelectorAll('input[type=radio]') ?? []) {
    const first = known.get(input.value);
    if (!first) known.set(input.value, input);
    else {
      const again = input.closest('label');
      Object.assign(first.dataset, input.dataset);
      first.closest('label').querySelector('span').replaceWith(again.querySelector('span'));
      again.remove();
    }
  }
}

function bringMunicipality(region) {
  const told = region.querySelector('template[data-last-municipality]');
  const select = region.closest('form')?.elements.municipality;
  if (told && select && !select.value && select.form.dataset.changes === undefined) {
    select.value = told.dataset.lastMunicipality;
    for (const option of select.options) option.defaultSelected = option.selected; // the page's word, not the person's
  }
  told?.remove();
  if (select) nameMunicipality(select);
}

function nameMunicipality(select) {
  const words = select.form.querySelector('[data-municipality-words]');
  if (words) words.textContent = select.value ? `, ${select.selectedOptions[0].textContent}` : '';
}

function bringLastTime(form, input) {
  const isChosen = (name) => chosen.get(form)?.has(name);
  if (form.dataset.changes !== undefined) return; // a correction brings nothing along
  if (!isChosen('ethos_category')) {
    for (const option of radios(form, 'ethos_category')) option.checked = option.value === input.dataset.ethosCategory;
  }
  if (!isChosen('age_group')) bringAge(form, input.dataset.ageGroup);
}

/** What is not known of this one leaves alone what the page said, and takes away what came with another. */
function bringAge(form, age) {
  const ages = radios(form, 'age_group');
  const told = form.querySelector('[data-brought=age_group]');
  for (const option of ages) if (age || told?.hidden === false) option.checked = option.value === age;
  if (told) told.hidden = !age;
  ages.find(({ checked }) => checked)?.dispatchEvent(new Event('change', { bubbles: true }));
}

function noteChosen(form, name) {
  if (!chosen.has(form)) chosen.set(form, new Set());
  chosen.get(form).add(name);
  const told = form.querySelector(`[data-brought=${name}]`);
  if (told) told.hidden = true;
}

const isChosen = (region) => region?.id === 'gevonden' && region.querySelector('[name=client]:checked') !== null;

/** An answer to what was typed before must not take away whom one chose meanwhile. */
document.addEventListener('htmx:after:request', (event) => {
  const { target } = event.detail.ctx;
  if (isChosen(target)) event.preventDefault();
});

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  const region = ctx.target?.closest?.('[data-person]');
  if (!region) return;
  mergeTwins(region.querySelector('[data-choices]'));
  bringMunicipality(region);
});

document.addEventListener('change', ({ target: field, isTrusted }) => {
  const { form } = field;
  if (!form) return;
  if (field.name === '_alias') takeAlias(form, field.value);
  if (field.name === 'municipality') nameMunicipality(field);
  if (isTrusted && ['ethos_category', 'age_group'].includes(field.name)) noteChosen(form, field.name);
  if (field.name !== 'client' || !field.closest('[data-person]')) return;
  const name = form.elements.alias;
  if (field.value === 'other') name.focus();
  else if (name) name.value = '';
  bringLastTime(form, field);
});

/** A name that was used before: as it was written then. */
function takeAlias(form, name) {
  form.querySelector('[name=client][value=other]').checked = true;
  form.elements.alias.value = name;
  form.elements.alias.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('onderdak:remembered', ({ target }) => nameMunicipality(target.elements.municipality));

/** A clone of what a template holds, with the words of one person. */
function filled(template, { value, label, small = '' }) {
  const one = template.content.firstElementChild.cloneNode(true);
  for (const input of one.querySelectorAll('input')) input.value = value;
  for (const link of one.querySelectorAll('a')) link.href = `/clienten/${value}`;
  one.querySelector('[data-label]').textContent = label;
  one.querySelector('[data-small]').textContent = small;
  return one;
}

function chipOf(template, known) {
  const chip = filled(template, { ...known, small: known.tells });
  const input = chip.querySelector('input');
  input.dataset.ethosCategory = known.ethos_category;
  input.dataset.ageGroup = known.age_group;
  input.dataset.reveal = ''; // what was typed stays in sight
  return chip;
}

function tellAlike(source, known) {
  const frame = source.parentElement.querySelector('template[data-phone]').content.cloneNode(true);
  const row = frame.querySelector('template');
  row.replaceWith(...known.map((one) => filled(row, { ...one, small: one.tells })));
  source.replaceChildren(...(known.length > 0 ? [frame] : []));
}

/** Show whom the phone knows of whoever is being named: of an open vault, read anew each time. */
async function askPhone(source, isStill) {
  const form = source.closest('form');
  const user = signedInUser();
  const { clients = [], aliases = [] } = (user && (await read((await deviceOf(user)).device, 'choices'))) ?? {};
  if (!source.isConnected || !isStill()) return;
  const names = source.dataset.alone
    .split(' ')
    .map((name) => form.elements[name].value)
    .filter((name) => name.trim());
  const among = (known) => known.filter(({ label }) => names.some((name) => hasWords(label, name))).slice(0, MOST);
  if (source.dataset.asksPhone === '') return tellAlike(source, among(clients));
  const place = document.getElementById(source.dataset.asksPhone);
  if (isChosen(place)) return;
  const region = source.closest('[data-person]');
  const [person, alias, told] = ['[data-choices] > template', 'template[data-alias]', 'template[data-phone]'].map(
    (one) => region.querySelector(one),
  );
  place.replaceChildren(
    told.content.cloneNode(true),
    ...among(clients).map((one) => chipOf(person, one)),
    ...among(aliases).map((one) => filled(alias, one)),
  );
}

document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  const source = ctx.sourceElement;
  if (source?.dataset.asksPhone !== undefined)
    asked.set(
      ctx,
      setTimeout(() => askPhone(source, () => asked.has(ctx)).catch(() => {}), PATIENCE),
    );
});
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!asked.has(ctx)) return;
  clearTimeout(asked.get(ctx));
  asked.delete(ctx);
  if (ctx.failed) askPhone(ctx.sourceElement, () => true).catch(() => {});
});

document.addEventListener('reset', (event) => chosen.delete(event.target));
