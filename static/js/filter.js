/** Filters a list on the phone itself, so also without network; without JavaScript the form is a plain GET.
 *
 * `<form data-filter="bord">` filters `#bord`. In it, what can disappear has `data-tags="man dog"`: it stays
 * while it has every chosen value ('' and 'all' choose nothing). A `data-filter-group` disappears when
 * nothing in it is left; `data-filter-none` shows when nothing at all is left.
 *
 * `<input data-find="gasten">` leaves of the rows of `#gasten` those whose name has every typed word, accents or not. */
function wanted(form) {
  return [...new FormData(form).values()].filter((value) => value !== "" && value !== "all");
}

function apply(form) {
  const list = document.getElementById(form.dataset.filter);
  if (!list) return;
  const values = wanted(form);
  for (const item of list.querySelectorAll("[data-tags]")) {
    const tags = item.dataset.tags.split(" ");
    item.hidden = !values.every((value) => tags.includes(value));
  }
  for (const group of list.querySelectorAll("[data-filter-group]")) {
    const items = [...group.querySelectorAll("[data-tags]")];
    group.hidden = items.length > 0 && items.every((item) => item.hidden);
  }
  const none = list.querySelector("[data-filter-none]");
  if (none) none.hidden = [...list.querySelectorAll("[data-tags]")].some((item) => !item.hidden);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function find(field) {
  const list = document.getElementById(field.dataset.find);
  const words = plain(field.value).split(/\s+/);
  for (const row of list.querySelectorAll("li")) {
    const name = plain(row.querySelector("strong").textContent);
    row.hidden = !words.every((word) => name.includes(word));
  }
  for (const group of list.querySelectorAll("[data-filter-group]")) group.hidden = !group.querySelector("li:not([hidden])");
  list.querySelector("[data-filter-none]").hidden = list.querySelector("li:not([hidden])") !== null;
}

const applyAll = () => document.querySelectorAll("form[data-filter]").forEach(apply);

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-filter]")) apply(form);
});
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-find]")) find(event.target);
});
document.addEventListener("htmx:after:swap", applyAll);
window.addEventListener("pageshow", applyAll);
