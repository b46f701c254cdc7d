/** Under 18: the numbers to call, instead of a bed. */
import { onForms } from './shown.js';

const isForMinor = (form) =>
  form.elements.age_group?.value === form.querySelector('details[data-opens-for]')?.dataset.opensFor;

/** Open the numbers at once; the big button calls the first. */
function openFor(form, isChange = false) {
  const numbers = form.querySelector('details[data-opens-for]');
  const call = document.querySelector('.main-action > [data-for-minor]');
  const isMinor = isForMinor(form);
  if (isMinor || isChange) numbers.open = isMinor; // a person who opened them to look keeps them
  if (!call) return;
  call.hidden = !isMinor;
  document.querySelector('.main-action > [data-for-grown]').hidden = isMinor;
}

/** Nothing is wrong in the form, so nothing is marked wrong: show the numbers to call. */
function onSubmit(event) {
  const call = document.querySelector('.main-action > [data-for-minor] a');
  if (!call || !event.target.matches('form:has(details[data-opens-for])') || !isForMinor(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  openFor(event.target);
  call.focus();
}

document.addEventListener('submit', onSubmit, true); // before what is saved on the phone
document.addEventListener('change', ({ target }) => {
  if (target.name === 'age_group' && target.form?.querySelector('details[data-opens-for]')) openFor(target.form, true);
});
onForms(() => document.querySelectorAll('form:has(details[data-opens-for])').forEach((form) => openFor(form)));
