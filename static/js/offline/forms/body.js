/**
 * From a form to its operations. Pure: reads the form, touches nothing.
 *
 * Names nest by dots; checkboxes make a list (`data-boolean`: true or false); `data-number` makes a number
 * (`data-number="2"` one with at most two decimals); `data-null` on a chosen option makes null; `data-use="<field>"` on
 * one takes that field's value instead. An empty field is null. Names that begin with `_` stay on the page.
 * `base_version`, `depends_on`, `replaces` and `client_time` (of the replaced operation) belong to the operation, `id`
 * is always made anew. A group of only nulls is null.
 */

import { instantOf, wallTime } from '../../amsterdam.js';
import { uuid7 } from '../crypto/ids.js';
import { read } from './numerals.js';
import { isTouched } from './state.js';

const OPERATION_FIELDS = new Set(['id', 'base_version', 'depends_on', 'replaces', 'client_time']);
const UNSENT_TYPES = new Set(['button', 'submit', 'reset', 'image', 'file']);

function isSent(field) {
  return (
    field.name &&
    !field.name.startsWith('_') &&
    !field.disabled &&
    !UNSENT_TYPES.has(field.type) &&
    field.tagName !== 'FIELDSET' &&
    field.tagName !== 'OUTPUT'
  );
}

function typed(field, raw) {
  if (raw === '') return null;
  if (field.dataset.number !== undefined) return raw.trim() ? (read(raw, Number(field.dataset.number)) ?? raw) : null;
  return field.type === 'datetime-local' ? (instantOf(raw) ?? raw) : raw;
}

function chosen(field, option, siblings) {
  const source = option?.dataset ?? {};
  if (source.null !== undefined) return null;
  if (source.use) {
    const other = siblings.find((candidate) => candidate.name === source.use);
    return other ? typed(other, other.value) : null;
  }
  return typed(field, option ? option.value : '');
}

function fieldValue(fields, siblings) {
  const [first] = fields;
  if (first.type === 'radio')
    return chosen(
      first,
      fields.find((field) => field.checked),
      siblings,
    );
  if (first.type === 'checkbox') {
    if (first.dataset.boolean !== undefined) return first.checked;
    return fields.filter((field) => field.checked).map((field) => field.value);
  }
  if (first.multiple && first.tagName === 'SELECT') return [...first.selectedOptions].map((option) => option.value);
  if (first.dataset.list !== undefined) return fields.map((field) => field.value.trim()).filter(Boolean);
  if (first.tagName === 'SELECT') return chosen(first, first.selectedOptions[0], siblings);
  return typed(first, fields.at(-1).value);
}

function grouped(fields) {
  const groups = new Map();
  for (const field of fields) groups.set(field.name, [...(groups.get(field.name) ?? []), field]);
  return groups;
}

/** Fields whose value another field's option takes (`data-use`); they stand for nothing themselves. */
function lent(fields) {
  const options = fields.flatMap((field) => [field, ...(field.options ?? [])]);
  return new Set(options.map((option) => option.dataset.use).filter(Boolean));
}

function put(body, name, value) {
  const path = name.split('.');
  const last = path.pop();
  const place = path.reduce((inner, part) => (inner[part] ??= {}), body);
  place[last] = value;
}

function isNothing(value) {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function withoutEmptyGroups(body) {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const isGroup = value !== null && typeof value === 'object' && !Array.isArray(value);
      return [name, isGroup && Object.values(value).every(isNothing) ? null : value];
    }),
  );
}

function before(fields) {
  const first = fields.find((field) => field.dataset.from !== undefined);
  if (!first) return undefined;
  const old = first.dataset.from;
  if (first.dataset.boolean !== undefined) return old === 'true';
  if (Array.isArray(fieldValue(fields, []))) return old === '' ? [] : JSON.parse(old);
  return first.type === 'datetime-local' && old ? old : typed(first, old);
}

/**
 * True when the fields still have their first values, as far as they can show them: a moment without its zone, a choice
 * that is not offered any more.
 */
function sayStill(fields, from) {
  const [field] = fields;
  if (field.type === 'radio') return !fields.some(({ checked }) => checked);
  if (field.type === 'checkbox' && Array.isArray(from)) {
    return fields.every(({ value, checked }) => from.includes(value) === checked);
  }
  if (field.type === 'checkbox' || typeof from !== 'string') return false;
  const probe = field.cloneNode(true);
  probe.value = field.type === 'datetime-local' ? wallTime(Date.parse(from)) : from;
  return probe.value === field.value;
}

function isSame(fields, from, to) {
  return sayStill(fields, from) || JSON.stringify(from) === JSON.stringify(to);
}

/** The body out of these fields; with `asChanges` an edit: `{changes: {field: {from, to}}, …}`. */
export function bodyOf(fields, asChanges = false) {
  const sent = fields.filter(isSent).filter((field) => !OPERATION_FIELDS.has(field.name));
  const borrowed = lent(sent);
  const body = {};
  const changes = {};
  for (const [name, group] of grouped(sent)) {
    if (borrowed.has(name)) continue;
    const value = fieldValue(group, sent);
    const from = asChanges ? before(group) : undefined;
    if (from === undefined) {
      put(body, name, value);
    } else if (!isSame(group, from, value)) {
      changes[name] = { from, to: value };
    }
  }
  return asChanges ? { ...withoutEmptyGroups(body), changes } : withoutEmptyGroups(body);
}

function operationField(fields, name) {
  return fields.find((field) => field.name === name)?.value.trim() || null;
}

function version(raw) {
  return raw !== null && /^\d+$/.test(raw) ? Number(raw) : raw;
}

/** The hidden fields that name the record of a base version, as one text. */
function subject(kind, fields) {
  const about = fields.filter((field) => field.type === 'hidden' && isSent(field) && !OPERATION_FIELDS.has(field.name));
  return JSON.stringify([kind, ...about.map((field) => [field.name, field.value]).sort()]);
}

function operation(form, fields, kind, part = null) {
  const dependsOn = operationField(fields, 'depends_on');
  return {
    id: uuid7(),
    kind,
    schema: Number(form.dataset.schema ?? 1),
    base_version: version(operationField(fields, 'base_version')),
    depends_on: dependsOn ? dependsOn.split(/[\s,]+/) : null,
    replaces: operationField(fields, 'replaces'),
    client_time: operationField(fields, 'client_time'),
    body: bodyOf(fields, form.dataset.changes !== undefined),
    subject: subject(kind, fields),
    part,
  };
}

/** True when a part counts: its own tick may leave its person out (`data-counts`). */
function counts(part) {
  return part.querySelector('[data-counts]')?.checked ?? true;
}

/**
 * The operations of a form: one, or one for each element with `data-operation` inside it (from the fields in that
 * element and those of the form that are in none). Beside the operation, `subject` (the record of a base version) and
 * `part` (that element) say where it came from. When one part is repaired (it holds `replaces`), the others count only
 * if a person changed them. All parts may have been left out: then there is none.
 */
export function operationsOf(form) {
  const fields = [...form.elements];
  const parts = [...form.querySelectorAll('[data-operation]')];
  if (parts.length === 0) return [operation(form, fields, form.dataset.offline)];
  const shared = fields.filter((field) => !field.closest('[data-operation]'));
  const repaired = parts.find((part) => part.querySelector('[name="replaces"]'));
  return parts
    .filter(counts)
    .filter((part) => !repaired || part === repaired || isTouched(part))
    .map((part) => {
      const own = fields.filter((field) => part.contains(field));
      return operation(form, [...shared, ...own], part.dataset.operation || form.dataset.offline, part);
    });
}
