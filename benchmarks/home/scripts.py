"""What runs in the browser. Each side has `fill(count)` and `come home`; both get the same contacts."""

from __future__ import annotations

CONTACTS = """
  const PLACES = ['Station', 'Gooimeer', 'Markt', 'De Kerkbrink', 'Brediusweg', 'Oude Haven', 'Laapersveld'];
  const SAYS = ['Zat op de bank bij het water en wilde niet mee naar de opvang.', 'Heeft een nieuwe slaapzak gekregen.',
    'Vroeg naar zijn post; morgen samen langs het loket.', 'Hoest al een week, zegt dat het beter gaat.',
    'Was er met een vriend die ik niet ken.', 'Wil praten over een kamer, maar niet vandaag.'];
  const contact = (n) => ({
    client: null, alias: `Roepnaam ${n}`, occurred_at: new Date(Date.now() - n * 1000).toISOString(),
    channel: 'street', municipality: 'Hilversum', place: PLACES[n % 7], ethos_category: 'public_space',
    topics: ['sleep', 'health'].slice(n % 2), note: `${SAYS[n % 6]} ${SAYS[(n * 5 + 1) % 6]}`,
    clinical_note: null, follow_up: null,
  });
"""

MODULES = """
  const base = new URL('./offline/', document.querySelector('script[src$="/js/app.js"]').src);
  const module = (name) => import(new URL(`${name}.js`, base));
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { readMeta, writeMeta } = await module('store/db');
  const { device } = await deviceOf(signedInUser());
  const note = `attempt:${device}`;
"""

FILL_OURS = f"""async (count) => {{
  {CONTACTS} {MODULES}
  const {{ save }} = await module('outbox/save');
  const {{ refreshKeys, sealingKey }} = await module('store/keys');
  const {{ uuid7 }} = await module('crypto/ids');
  const vault = await module('store/vault');
  while (!vault.isOpen(device)) await new Promise((done) => setTimeout(done, 50));
  await refreshKeys();
  await writeMeta(note, {{ at: Date.now(), state: 'busy', not_before: Date.now() + 50 * 60000 }});
  const key = await sealingKey();
  for (let n = 0; n < count; n += 1) {{
    const draft = {{ id: uuid7(), kind: 'contact.log', schema: 1, base_version: null, depends_on: null,
      replaces: null, body: contact(n), copy: {{ title: 'Contact', detail: `Roepnaam ${{n}}`, form: null }} }};
    await save(signedInUser(), key, [draft]);
  }}
}}"""
"""A server that said 'busy' is left alone, so nothing is sent before `SEND_OURS`."""

SHOWN = """async (count) => {
  const rows = document.querySelector('[data-outbox-open] [data-rows]');
  const isShown = () => rows.children.length === count && rows.textContent.includes('Roepnaam');
  while (document.documentElement.dataset.unsent !== String(count) || (rows && !isShown()))
    await new Promise((done) => setTimeout(done, 50));
}"""
"""The phone shows that so many wait, and the list can be read."""

SEND_OURS = f"""async () => {{
  {MODULES}
  await writeMeta(note, undefined);
  const {{ withStatus }} = await module('outbox/outbox');
  const rows = document.querySelector('[data-outbox-open] [data-rows]');
  const begun = performance.now();
  dispatchEvent(new Event('online'));
  await new Promise((done) => {{
    const isOver = () => document.documentElement.dataset.unsent === '0' && !rows?.children.length;
    const seen = new MutationObserver(() => isOver() && done());
    seen.observe(document.documentElement, {{ attributes: true, childList: true, subtree: true }});
  }});
  const ms = performance.now() - begun;
  const asked = performance.getEntriesByType('resource').filter(({{ name }}) => name.endsWith('/offline/operations'));
  const out = asked.reduce((sum, one) => sum + Math.max(0, one.responseEnd - Math.max(begun, one.startTime)), 0);
  return {{ ms, out, arrived: (await withStatus(device, 'delivered')).length }};
}}"""

FILL_THEIRS = f"""async ([count, name]) => {{
  {CONTACTS}
  window.night = new PouchDB(name);
  for (let n = 0; n < count; n += 1)
    await window.night.put({{ _id: crypto.randomUUID(), kind: 'contact.log', schema: 1, seq: n + 1,
      client_time: new Date().toISOString(), base_version: null, depends_on: null, body: contact(n) }});
}}"""

SEND_THEIRS = """async (name) => {
  const there = new PouchDB(`${location.origin}/${name}`);
  const begun = performance.now();
  await window.night.replicate.to(there);
  const ms = performance.now() - begun;
  const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes(`/${name}`));
  const out = asked.reduce((sum, one) => sum + one.duration, 0);
  return { ms, out, arrived: (await there.info()).doc_count };
}"""
