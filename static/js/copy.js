/** `<button data-print>` prints the page. `<button data-copy="id" data-done="Gekopieerd">` copies the text or value of `#id` and says so. */
document.addEventListener("click", async (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(source); // no permission: leave it selected, to copy by hand
  }
});
