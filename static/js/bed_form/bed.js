/**
 * The bed, on a form that was opened for any bed. `select[data-bed]` holds '<shelter> <kind>' and fills the hidden
 * fields `shelter` and `category`; the address (?opvang=…&soort=…) chooses first.
 */
import { say } from './known.js';
import { onForms } from './shown.js';

function write(select) {
  const [shelter, kind] = select.value.split(' ');
  select.form.querySelector('input[name=shelter]').value = shelter ?? '';
  select.form.querySelector('input[name=category]').value = kind ?? '';
  const { persons } = select.form.elements;
  const { party } = select.selectedOptions[0].dataset;
  if (party && persons.value === persons.defaultValue) say(persons, party);
}

function choose() {
  const asked = new URLSearchParams(location.search);
  const wanted = `${asked.get('opvang')} ${asked.get('soort')}`;
  for (const select of document.querySelectorAll('select[data-bed]')) {
    const offers = [...select.options].some((option) => option.value === wanted);
    if (!select.value && offers) select.value = wanted;
    write(select);
  }
}

document.addEventListener('change', ({ target }) => {
  if (target.matches?.('select[data-bed]')) write(target);
});
onForms(choose);
