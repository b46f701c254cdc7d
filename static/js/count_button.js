/** One button that says what it will confirm: 'Klopt nog: 2, 1 en 0 vrij', after a change
 * 'Bevestig: 3, 1 en 0 vrij'. A changed row shows what it was. Both texts stand on the button. */
function show(form) {
  const inputs = [...form.querySelectorAll("input[data-count]")];
  const isChanged = (input) => input.value !== input.defaultValue;
  for (const input of inputs) {
    const was = input.closest("li, .row")?.querySelector("[data-was]");
    if (was) was.hidden = !isChanged(input);
  }
  // form.id would be the hidden field of that name
  const button = document.querySelector(`[data-count-button][form="${CSS.escape(form.getAttribute("id"))}"]`);
  if (!button) return;
  const { same, changed, and } = button.dataset;
  const numbers = inputs.map((input) => input.value || "?");
  const list = [numbers.slice(0, -1).join(", "), numbers.at(-1)].filter(Boolean).join(and);
  button.querySelector("[data-text]").textContent = (inputs.some(isChanged) ? changed : same).replace("{list}", list);
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("input[data-count]") && event.target.form) show(event.target.form);
});

/** What a browser filled in again after going back counts as a change too. */
function showAll() {
  const inputs = document.querySelectorAll("input[data-count]");
  for (const form of new Set([...inputs].map((input) => input.form))) if (form) show(form);
}

document.addEventListener("htmx:after:swap", showAll);
document.addEventListener("onderdak:restored", showAll);
window.addEventListener("pageshow", showAll);
