import type { FieldError } from '@muster/contracts/errors';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { cleanLine } from '@muster/contracts/kit/text';
import type * as z from 'zod';

/** An issue of a field, before it is translated: the schema's issue code and its parameters. */
export interface FieldIssue {
  readonly code: string;
  readonly limit: number;
}

type Issue = z.core.$ZodIssue;

/**
 * Validates a body against the endpoint's contract, before it is sent.
 * @returns the first issue of each field, by path (`groupIds.0`)
 */
export function checkBody(endpoint: Endpoint, body: unknown): Map<string, FieldIssue> {
  const result = endpoint.body?.safeParse(body);
  const issues = new Map<string, FieldIssue>();
  for (const issue of result?.error?.issues ?? []) {
    const path = issue.path.join('.');
    if (!issues.has(path)) issues.set(path, describe(issue, body));
  }
  return issues;
}

/**
 * Splits the server's errors into those of form fields and the rest.
 * @param fields names of the form's fields
 */
export function sortErrors(errors: readonly FieldError[], fields: ReadonlySet<string>) {
  const byField = new Map<string, string>();
  const others: FieldError[] = [];
  for (const error of errors) {
    const field = fieldOf(error.pointer, fields);
    if (field === undefined) others.push(error);
    else if (!byField.has(field)) byField.set(field, error.detail);
  }
  return { byField, others };
}

/**
 * Finds the field a JSON pointer (`#/groupIds/0`) belongs to; an error of an entry belongs to the whole
 * field.
 */
export function fieldOf(pointer: string, fields: ReadonlySet<string>): string | undefined {
  const parts = pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  const [first = ''] = parts;
  return fields.has(first) ? first : undefined;
}

function describe(issue: Issue, body: unknown): FieldIssue {
  const custom = issue.code === 'custom' ? String(issue.params?.code ?? 'invalid') : issue.code;
  // To a person, an empty required field is "missing", whatever the schema calls it.
  const value = valueAt(body, issue.path);
  const isEmpty = value === undefined || (typeof value === 'string' && cleanLine(value) === '');
  if (isEmpty) return { code: 'required', limit: 0 };
  if (issue.code === 'too_small') return { code: 'too_small', limit: Number(issue.minimum) };
  if (issue.code === 'too_big') return { code: 'too_big', limit: Number(issue.maximum) };
  return { code: custom, limit: 0 };
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    body,
  );
}
