/** Follow-ups. In a form: quick dates count from today, also in a page that was kept since yesterday, and
 * who types what was agreed gets a day with it. In a list: one tap is done, another undoes it. */
import { isPage } from "./network.js";

const DAY = 24 * 60 * 60 * 1000;

function isoDay(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function write(input) {
  const inDays = Number(input.dataset.inDays);
  const noon = new Date().setHours(12, 0, 0, 0);
  const date = new Date(noon + inDays * DAY);
  if (input.value === isoDay(date)) return;
  input.value = isoDay(date);
  const say = (options) => date.toLocaleDateString(document.documentElement.lang, options).replace(".", "");
  const [name, short] = [input.nextElementSibling.firstChild, input.nextElementSibling.querySelector("small")];
  const weekday = say({ weekday: "long" });
  if (inDays > 1 && inDays < 7) name.textContent = `${weekday[0].toUpperCase()}${weekday.slice(1)} `;
  if (short) short.textContent = say({ day: "numeric", month: "short" });
}

const writeAll = () => document.querySelectorAll("input[data-in-days]").forEach(write);

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (isPage(ctx)) writeAll();
});
window.addEventListener("pageshow", writeAll);
document.addEventListener("visibilitychange", () => document.hidden || writeAll());

document.addEventListener("input", ({ target: field }) => {
  const group = field.dataset?.implies;
  if (!group || !field.value.trim()) return;
  const days = [...field.form.elements].filter((other) => other.name === group && other.type === "radio");
  if (days.find((day) => day.checked)?.value) return;
  days.find((day) => day.dataset.inDays === "1").checked = true;
});

/** Saved on the phone, now or before this page came: show the other state of the row and its other form.
 * What the server refused did not happen: the row goes back to what it was. */
function flip({ type, target: form, detail }) {
  const row = form.closest("[data-done-row]");
  if (!row || (detail === "attention" && !form.hidden)) return;
  for (const part of row.querySelectorAll("[data-flip]")) part.hidden = !part.hidden;
  form.reset();
  if (type === "onderdak:saved") row.querySelector("form:not([hidden]) button").focus();
}
document.addEventListener("onderdak:saved", flip);
document.addEventListener("onderdak:given", flip);
