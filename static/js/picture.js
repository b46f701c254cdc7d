/** A picture that is too large is refused before it is sent: `input[data-most-bytes]` with its sentence. */

function check({ target }) {
  if (!(target instanceof HTMLInputElement) || !target.dataset.mostBytes) return;
  const file = target.files?.[0];
  const isTooLarge = file !== undefined && file.size > Number(target.dataset.mostBytes);
  target.setCustomValidity(isTooLarge ? (target.dataset.tooLarge ?? '') : '');
  if (isTooLarge) target.reportValidity();
}

/** The form has its own sentences (`novalidate`), so the browser does not stop it. */
function stop(event) {
  const field = event.target.querySelector?.('input[data-most-bytes]');
  if (!field || field.validity.valid || !field.validity.customError) return;
  event.preventDefault();
  field.reportValidity();
}

document.addEventListener('change', check);
document.addEventListener('submit', stop);
