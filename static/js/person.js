/**
 * 'Wie?': people come into the form from the server and from the phone's vault; each is there once.
 *
 * A chosen person brings along their last living situation and their age group (`data-brought` says so), unless the
 * user chose those already. Anonymous leaves no name behind in the form; somebody else puts the cursor on the name.
 * While a name is typed the server shows people of a similar name; without its answer the phone does
 * (`data-asks-phone`: the place for it), out of its own records.
 */
import { hasWords } from './filter.js';
import { signedInUser } from './offline/page/user.js';
import { deviceOf } from './offline/store/identity.js';
import { read } from './offline/store/vault.js';

const PATIENCE = 2000; // ms
const MOST = 6;

const asked = new Map(); // request that is out → its timer
const chosen = new WeakMap(); // form → a person's own choices in it

const radios = (form, name) => [...form.elements].filter((field) => field.name === name && field.type === 'radio');

/** The first one keeps its place; the same person from another source brings only newer facts. */
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
  const last = region.querySelector('template[data-last-municipality]');
  const select = region.closest('form')?.elements.municipality;
  if (last && select && !select.value && select.form.dataset.changes === undefined) {
    select.value = last.dataset.lastMunicipality;
    for (const option of select.options) option.defaultSelected = option.selected; // the page's word, not the person's
  }
  last?.remove();
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

/** Unknown facts of this person leave the page's word alone, and take away those of an earlier choice. */
function bringAge(form, age) {
  const ages = radios(form, 'age_group');
  const note = form.querySelector('[data-brought=age_group]');
  for (const option of ages) if (age || note?.hidden === false) option.checked = option.value === age;
  if (note) note.hidden = !age;
  ages.find(({ checked }) => checked)?.dispatchEvent(new Event('change', { bubbles: true }));
}

function noteChosen(form, name) {
  if (!chosen.has(form)) chosen.set(form, new Set());
  chosen.get(form).add(name);
  const note = form.querySelector(`[data-brought=${name}]`);
  if (note) note.hidden = true;
}

const isChosen = (region) => region?.id === 'gevonden' && region.querySelector('[name=client]:checked') !== null;

/** An answer to earlier typing must not take away a choice made meanwhile. */
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

/** A name that was used before: in its earlier spelling. */
function takeAlias(form, name) {
  form.querySelector('[name=client][value=other]').checked = true;
  form.elements.alias.value = name;
  form.elements.alias.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('onderdak:remembered', ({ target }) => nameMunicipality(target.elements.municipality));

/** A clone of a template's content, with the words of one person. */
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
  input.dataset.reveal = ''; // typed text stays in sight
  return chip;
}

function tellAlike(source, known) {
  const frame = source.parentElement.querySelector('template[data-phone]').content.cloneNode(true);
  const row = frame.querySelector('template');
  row.replaceWith(...known.map((one) => filled(row, { ...one, small: one.tells })));
  source.replaceChildren(...(known.length > 0 ? [frame] : []));
}

/** Show the people the phone knows by the typed name: of an open vault, read anew each time. */
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
  const [person, alias, heading] = ['[data-choices] > template', 'template[data-alias]', 'template[data-phone]'].map(
    (one) => region.querySelector(one),
  );
  place.replaceChildren(
    heading.content.cloneNode(true),
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
