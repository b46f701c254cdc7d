/** Show a shelter's answer at once, with the undo of an arrival, or its failure; then the region renews itself. */
function answered({ type, target, detail }) {
  const row = target.closest('[data-answered]');
  if (!row) return;
  const hadFocus = row.querySelector('.actions').contains(document.activeElement); // it goes, and the row after it
  const failed = detail === 'attention';
  const again = failed || target.closest('[data-noted]') !== null; // or taken back before it was sent
  row.querySelector('.actions').hidden = !again;
  row.querySelector('[data-noted]').hidden = again;
  row.querySelector('[data-failed]').hidden = !failed;
  for (const back of row.querySelectorAll('[data-undo]')) back.hidden = target.dataset.offline !== 'bed.arrive';
  if (again)
    for (const form of row.querySelectorAll('form')) form.reset(); // they may be tapped again
  else if (hadFocus && type === 'onderdak:saved')
    row.closest('section').querySelector('h2').focus({ preventScroll: true });
}

document.addEventListener('onderdak:saved', answered);
document.addEventListener('onderdak:given', answered);
