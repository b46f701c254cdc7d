/**
 * One button that says what it will confirm: 'Klopt nog: 2, 1 en 0 vrij', after a change 'Bevestig: 3, 1 en 0 vrij'. A
 * changed row shows its earlier value. Both texts are on the button.
 *
 * The list of expected guests renews itself and brings the present count (`data-count-now`). An untouched row follows
 * it. A typed number counts from the version that was on screen, until it is typed again: a count after a no-show
 * includes that bed, a count before it does not.
 */
const isChanged = (input) => input.value !== input.defaultValue;

function renewRow(row, { dataset, textContent }) {
  const input = row.querySelector('input[data-count]');
  const base = row.querySelector('[name=base_version]');
  if (row.dataset.seen === dataset.version || (!row.dataset.seen && base.value === dataset.version)) return;
  row.dataset.seen = dataset.version;
  row.querySelector(`#${input.id}-hint`).textContent = textContent;
  if ('typed' in row.dataset || isChanged(input)) return;
  base.value = dataset.version;
  input.value = dataset.free;
  input.defaultValue = dataset.free;
}

function renew(form) {
  const shelter = document.querySelector('[data-count-shelter]');
  if (!shelter) return;
  for (const now of shelter.querySelectorAll('[data-count-now]')) {
    const row = form.querySelector(`[name=category][value="${now.dataset.countNow}"]`)?.closest('li');
    if (row) renewRow(row, now);
  }
  const head = [...shelter.children].filter((child) => !('countNow' in child.dataset));
  form.querySelector('.head').replaceChildren(...head.map((child) => child.cloneNode(true)));
}

/** Typed now, so with everything in sight that is on the page now. */
function typed(input) {
  const row = input.closest('li');
  if (row?.dataset.seen) row.querySelector('[name=base_version]').value = row.dataset.seen;
}

function show(form) {
  const inputs = [...form.querySelectorAll('input[data-count]')];
  for (const input of inputs) {
    const was = input.closest('li, .row')?.querySelector('[data-was]');
    if (was) was.hidden = !isChanged(input);
  }
  // form.id would be the hidden field of that name
  const button = document.querySelector(`[data-count-button][form="${CSS.escape(form.getAttribute('id'))}"]`);
  if (!button) return;
  const { same, changed, and } = button.dataset;
  const numbers = inputs.map((input) => input.value || '?');
  const list = [numbers.slice(0, -1).join(', '), numbers.at(-1)].filter(Boolean).join(and);
  button.querySelector('[data-text]').textContent = (inputs.some(isChanged) ? changed : same).replace('{list}', list);
}

document.addEventListener('input', (event) => {
  if (!event.target.matches?.('input[data-count]') || !event.target.form) return;
  typed(event.target);
  show(event.target.form);
});

/** A browser's own values after going back count as a change too. */
function showAll() {
  const inputs = document.querySelectorAll('input[data-count]');
  for (const form of new Set([...inputs].map((input) => input.form))) {
    if (!form) continue;
    renew(form);
    show(form);
  }
}

document.addEventListener('htmx:after:swap', showAll);
document.addEventListener('onderdak:restored', showAll);
window.addEventListener('pageshow', showAll);
