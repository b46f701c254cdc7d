/** A list to tick: one box for all of it (`data-all`), and the number of ticked boxes on its button (`data-ticked`). */
import { counted } from './offline/page/words.js';

const boxes = (form) => [...form.querySelectorAll('input[data-counts]')];

function tell() {
  for (const words of document.querySelectorAll('[data-ticked]')) {
    const form = words.closest('button').form;
    const ticked = boxes(form).filter(({ checked }) => checked).length;
    words.textContent = counted(words, ticked);
    const all = form.querySelector('[data-all]');
    if (!all) continue;
    all.checked = ticked === boxes(form).length;
    all.defaultChecked = all.checked; // it follows: nobody changed it
    all.closest('[hidden]')?.removeAttribute('hidden');
  }
}

document.addEventListener('change', ({ target }) => {
  if (target.dataset?.all !== undefined) for (const box of boxes(target.form)) box.checked = target.checked;
  tell();
});
for (const name of ['htmx:after:swap', 'onderdak:page', 'onderdak:restored']) document.addEventListener(name, tell);
tell();
