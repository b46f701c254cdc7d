/** The forms for a bed: which night it is, which bed when the form was opened for any bed, whom to call for
 * someone under 18, and what a shelter just answered.
 *
 * A phone without network may show a form it kept yesterday: `input[data-night]` moves on to the night of
 * now (from noon to noon in Amsterdam), never back, and says which night that is (`data-night-words`). What is sent
 * is the night the screen said. `select[data-bed]` holds '<shelter> <kind>' and fills the
 * hidden fields `shelter` and `category`; the address (?opvang=…&soort=…) chooses first. What the filter of the
 * board said of who it is for (`data-asks`) is chosen too, once: what a person chooses after it stays. */
import { dayWords, tonight } from "./amsterdam.js";

const PACE = 15_000; // ms

function fillNights() {
  for (const field of document.querySelectorAll("input[data-night]")) {
    if (field.value < tonight()) field.value = tonight();
  }
  for (const line of document.querySelectorAll("[data-night-words]")) {
    const told = line.dataset.nightWords.replace("{day}", dayWords(line.closest("form").elements.night.value));
    if (line.textContent !== told) line.textContent = told;
  }
}

const FIELDS = { geslacht: "gender", leeftijd: "age_group", nodig: "needs", personen: "persons" };
const begun = new WeakSet();
let filtered = ""; // by the board this form was opened from

/** Choose what was known of who it is for. A form that comes back with its mistakes has been filled in. */
function begin(form) {
  if (begun.has(form) || document.querySelector(".errors")) return;
  begun.add(form);
  for (const [name, value] of new URLSearchParams(`${location.search.slice(1)}&${filtered}`)) {
    const fields = [...form.querySelectorAll(`[name=${FIELDS[name]}]`)];
    const known = fields.some((field) => field.dataset.number !== undefined || field.value === value);
    if (known) fields.forEach((field) => say(field, value));
  }
}

/** The page's own word, not the person's: a draft still comes back over it. */
function say(field, value) {
  if (field.dataset.number !== undefined) field.value = field.defaultValue = value;
  else if (field.type === "radio") field.checked = field.defaultChecked = field.value === value;
  else if (field.value === value) field.checked = field.defaultChecked = true;
}

function write(select) {
  const [shelter, kind] = select.value.split(" ");
  select.form.querySelector("input[name=shelter]").value = shelter ?? "";
  select.form.querySelector("input[name=category]").value = kind ?? "";
}

function choose() {
  fillNights();
  const asked = new URLSearchParams(location.search);
  const wanted = `${asked.get("opvang")} ${asked.get("soort")}`;
  document.querySelectorAll("form:has(input[data-night])").forEach(begin);
  for (const select of document.querySelectorAll("select[data-bed]")) {
    const offers = [...select.options].some((option) => option.value === wanted);
    if (!select.value && offers) select.value = wanted;
    write(select);
  }
}

/** Under 18: the numbers to call, at once. */
function openFor(field) {
  const numbers = field.form?.querySelector("details[data-opens-for]");
  if (numbers && field.name === "age_group") numbers.open = field.value === numbers.dataset.opensFor;
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("a[href^='/bedden/vragen']")) return;
  filtered = [...document.querySelectorAll("[data-asks]:checked")].map(({ dataset }) => dataset.asks).join("&");
}, true);
document.addEventListener("change", (event) => {
  openFor(event.target);
  if (event.target.matches?.("select[data-bed]")) write(event.target);
});

/** What a shelter answered stands there at once, or that it failed; then the region renews itself. */
function answered({ target, detail }) {
  const row = target.closest("[data-answered]");
  if (!row) return;
  const hadFocus = row.querySelector(".actions").contains(document.activeElement); // it goes, and the row after it
  const failed = detail === "attention";
  row.querySelector(".actions").hidden = !failed;
  row.querySelector("[data-noted]").hidden = failed;
  row.querySelector("[data-failed]").hidden = !failed;
  if (failed) target.reset(); // it may be tapped again
  else if (hadFocus) row.closest("section").querySelector("h2").focus({ preventScroll: true });
}
document.addEventListener("onderdak:saved", answered);
document.addEventListener("onderdak:given", answered);
document.addEventListener("onderdak:restored", choose);
document.addEventListener("htmx:after:swap", choose);
window.addEventListener("pageshow", choose);
for (const name of ["onderdak:clock", "visibilitychange"]) document.addEventListener(name, fillNights);
setInterval(fillNights, PACE); // noon comes while the screen is on, too
choose();
