/** 'Gebruik mijn locatie': only when asked, only rough. Rounds to three decimals (about 100 m) and writes it
 * as words into the place field; the button says so when the phone gives no position. A phone may take seconds:
 * what was typed meanwhile stays, and so does the cursor. */
const LIMITS = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 120_000 };

function write(button, field, { coords }) {
  const rough = (degrees) => degrees.toFixed(3).replace(".", ",");
  field.value = button.dataset.text.replace("{lat}", rough(coords.latitude)).replace("{lon}", rough(coords.longitude));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if ([button, document.body].includes(document.activeElement)) field.focus();
}

function refuse(button) {
  const words = document.createElement("span");
  words.className = "small muted";
  words.setAttribute("role", "status");
  button.replaceWith(words);
  words.textContent = button.dataset.denied;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-locate]");
  if (!button || button.getAttribute("aria-busy")) return;
  if (!navigator.geolocation) return refuse(button);
  button.setAttribute("aria-busy", "true");
  const field = document.getElementById(button.dataset.locate);
  const before = field.value;
  const done = (answer) => {
    button.removeAttribute("aria-busy");
    answer();
  };
  navigator.geolocation.getCurrentPosition(
    (position) => done(() => field.value === before && write(button, field, position)),
    () => done(() => refuse(button)),
    LIMITS,
  );
});
