/**
 * Needs that these beds do not meet, shown before the request.
 *
 * Needs outside `data-offers` (of the form or of the chosen option) are shown at their field (`[data-unmet]`), with the
 * houses that meet them (`template[data-houses]`).
 */
import { attach } from '../offline/page/page.js';
import { onForms } from './shown.js';

const MOST_HOUSES = 3;
const chosen = (form, name) => form.querySelector(`[name=${name}]:checked`)?.value;

function wantedOf(form) {
  const needs = [...form.querySelectorAll('[name=needs]:checked')].map(({ value }) => value);
  const party = { 1: 'alone', 2: 'couple' }[form.elements.persons.value.trim()];
  return [...needs, party].filter((want) => form.querySelector(`[data-unmet="${want}"]`));
}

/** The houses that offer these to this person, each once. */
function housesFor(form, wanted) {
  const age = chosen(form, 'age_group') === '18-23' ? 'youth' : null;
  const who = [chosen(form, 'gender'), age].filter((one) => ['man', 'woman', 'youth'].includes(one));
  const houses = new Map();
  for (const house of form.querySelector('template[data-houses]').content.children) {
    const { offers, for: group, house: name } = house.dataset;
    const suits = wanted.every((want) => offers.split(' ').includes(want));
    const isFor = !group || who.length === 0 || who.some((one) => group.split(' ').includes(one));
    if (suits && isFor && !houses.has(name)) houses.set(name, house);
  }
  return [...houses.values()].slice(0, MOST_HOUSES);
}

/** Show each unmet need at its field, while it is asked and unmet. */
function tellUnmet(form) {
  const bed = form.querySelector('select[data-bed]');
  const { house, offers } = (bed ? bed.selectedOptions[0] : form)?.dataset ?? {};
  const wanted = wantedOf(form);
  for (const notice of form.querySelectorAll('[data-unmet]')) {
    notice.hidden =
      offers === undefined ||
      !wanted.includes(notice.dataset.unmet) ||
      offers.split(' ').includes(notice.dataset.unmet);
    if (notice.hidden) continue;
    const words = notice.querySelector('[data-words]');
    const sentence = words.dataset.words.replace('{house}', () => house);
    if (words.textContent !== sentence) words.textContent = sentence;
    const all = housesFor(form, wanted);
    offer(notice.querySelector('[data-elsewhere]'), all.length > 0 ? all : housesFor(form, [notice.dataset.unmet]));
  }
}

/** The links stay the same ones while they lead to the same houses: leaving a field must not take one from under a finger. */
function offer(elsewhere, houses) {
  const links = [...elsewhere.querySelectorAll('a')];
  const leads = (them) => them.map((link) => link.getAttribute('href')).join();
  if (leads(links) === leads(houses)) return;
  links.forEach((link) => link.remove());
  elsewhere.append(...houses.map((one) => one.cloneNode(true)));
  elsewhere.hidden = houses.length === 0;
  attach(elsewhere);
}

const tellAll = () => document.querySelectorAll('form:has([data-unmet])').forEach(tellUnmet);

document.addEventListener('change', tellAll);
onForms(tellAll);
