/** `<button data-print>` prints the page. `<button data-copy="id" data-done="Gekopieerd">` copies the text or value of `#id` and says so.
 * `<button data-share="text" data-done="Gekopieerd">` hands a text to another app of the phone, or copies it where that
 * cannot be; `<button data-share-link="id" data-title hidden>`, beside a way to copy, is there only where it can. */
const textOf = (id) => {
  const source = document.getElementById(id);
  return source.value ?? source.textContent.trim();
};

async function copy(button) {
  try {
    await navigator.clipboard.writeText(textOf(button.dataset.copy));
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy)); // no permission: to copy by hand
  }
}

async function share(button) {
  const text = button.dataset.share;
  try {
    if (navigator.share) return await navigator.share({ text });
    await navigator.clipboard.writeText(text);
    button.lastChild.textContent = button.dataset.done;
  } catch (error) {
    if (error.name !== 'AbortError') getSelection().selectAllChildren(button.closest('section').querySelector('.say')); // to copy by hand
  }
}

/** A person who cancels shares nothing: no fault. */
function shareLink({ dataset }) {
  return navigator.share({ title: dataset.title, url: textOf(dataset.shareLink) }).catch(() => {});
}

function offerSharing() {
  if (navigator.share) for (const button of document.querySelectorAll('[data-share-link]')) button.hidden = false;
}

document.addEventListener('click', ({ target }) => {
  if (target.closest?.('[data-print]')) window.print();
  const copied = target.closest?.('[data-copy]');
  const shared = target.closest?.('[data-share]');
  const link = target.closest?.('[data-share-link]');
  if (copied) copy(copied);
  if (shared) share(shared);
  if (link) shareLink(link);
});
document.addEventListener('htmx:after:swap', offerSharing);
offerSharing();
