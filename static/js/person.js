/** 'Wie?': people come into the form from the server and from the phone's vault; each stands there once.
 *
 * Whom one chooses brings along how this person lived the last time, unless one chose that already.
 * Anonymous leaves no name behind in the form; somebody else puts the cursor where the name goes. */
const chosen = new WeakSet(); // forms in which a person gave the living situation themselves

const radios = (form, name) => [...form.elements].filter((field) => field.name === name && field.type === "radio");

/** Who came first keeps the place; the same person who comes again brings only what is newer. */
function mergeTwins(container) {
  const known = new Map();
  for (const input of container?.querySelectorAll("input[type=radio]") ?? []) {
    const first = known.get(input.value);
    if (!first) known.set(input.value, input);
    else {
      const again = input.closest("label");
      first.dataset.ethosCategory = input.dataset.ethosCategory;
      first.closest("label").querySelector("span").replaceWith(again.querySelector("span"));
      again.remove();
    }
  }
}

function bringMunicipality(region) {
  const told = region.querySelector("template[data-last-municipality]");
  const select = region.closest("form")?.elements.municipality;
  if (told && select && !select.value && select.form.dataset.changes === undefined) {
    select.value = told.dataset.lastMunicipality;
    for (const option of select.options) option.defaultSelected = option.selected; // the page's word, not the person's
  }
  told?.remove();
  if (select) nameMunicipality(select);
}

function nameMunicipality(select) {
  const words = select.form.querySelector("[data-municipality-words]");
  if (words) words.textContent = select.value ? `, ${select.selectedOptions[0].textContent}` : "";
}

function bringLastTime(form, input) {
  if (chosen.has(form) || form.dataset.changes !== undefined) return; // a correction brings nothing along
  for (const option of radios(form, "ethos_category")) option.checked = option.value === input.dataset.ethosCategory;
}

/** An answer to what was typed before must not take away whom one chose meanwhile. */
document.addEventListener("htmx:after:request", (event) => {
  const { target } = event.detail.ctx;
  if (target?.id === "gevonden" && target.querySelector("input:checked")) event.preventDefault();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const region = ctx.target?.closest?.("[data-person]");
  if (!region) return;
  mergeTwins(region.querySelector("[data-choices]"));
  bringMunicipality(region);
});

document.addEventListener("change", ({ target: field }) => {
  const { form } = field;
  if (!form) return;
  if (field.name === "municipality") nameMunicipality(field);
  if (field.name === "ethos_category") chosen.add(form);
  if (field.name !== "client" || !field.closest("[data-person]")) return;
  const name = form.elements.alias;
  if (field.value === "other") name.focus();
  else if (name) name.value = "";
  bringLastTime(form, field);
});

document.addEventListener("reset", (event) => chosen.delete(event.target));
