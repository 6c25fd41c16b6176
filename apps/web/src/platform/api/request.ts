import type { EndpointSpec } from '@muster/contracts/endpoint';
import { basePath } from '@muster/contracts/endpoint';
import { chosenLocale } from '../i18n/locale.ts';

/** The parts of a call as they go over the wire, without the contract's types. */
export interface WireInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** Of a `multipart` endpoint: its fields and the file. */
  readonly form?: Readonly<Record<string, unknown>>;
}

/** The address of a call: path parameters filled in, repeated query values repeated, absent ones left out. */
export function urlOf(spec: Pick<EndpointSpec, 'path'>, input: WireInput = {}): string {
  const path = spec.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined && one !== '') query.append(name, String(one));
  }
  const search = query.toString();
  return `${basePath}${path}${search && `?${search}`}`;
}

/** The request of a call, ready for `fetch`. */
export function requestOf(spec: EndpointSpec, input: WireInput, signal: AbortSignal): Request {
  const headers = new Headers({
    accept: 'application/json, application/problem+json',
    'accept-language': chosenLocale(),
  });
  if (input.body !== undefined) headers.set('content-type', 'application/json');
  return new Request(new URL(urlOf(spec, input), window.location.origin), {
    method: spec.method,
    headers,
    body: bodyOf(input),
    credentials: 'same-origin',
    signal,
  });
}

function bodyOf({ body, form }: WireInput): BodyInit | null {
  if (form) return formDataOf(form);
  return body === undefined ? null : JSON.stringify(body);
}

/** The fields stand before the file, so that the server knows them when the file streams in. */
function formDataOf({ file, ...fields }: Readonly<Record<string, unknown>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) data.append(name, String(value));
  }
  if (file instanceof File) data.append('file', file);
  return data;
}
