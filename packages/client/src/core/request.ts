import { paramNames, type Route, type WireInput } from './route.ts';

/**
 * Builds the URL of a call: fills in path parameters, repeats repeated query values, leaves out absent ones.
 * @param baseUrl the base URL of the API, e.g. `https://muster.example.com/api/v1`
 * @throws TypeError if a path parameter is missing; the URL would be that of another endpoint
 */
export function urlOf(
  baseUrl: string,
  route: Pick<Route, 'path'>,
  { params = {}, query = {} }: WireInput = {},
): string {
  let path = route.path;
  for (const name of paramNames(route)) path = path.replace(`:${name}`, segment(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined && one !== '') search.append(name, String(one));
  }
  const text = search.toString();
  return `${baseUrl}${path}${text && `?${text}`}`;
}

function segment(name: string, value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  // Dots alone would be resolved as path segments, even when encoded.
  if (text === '' || /^\.{1,2}$/.test(text)) throw new TypeError(`The path parameter "${name}" is missing.`);
  return encodeURIComponent(text);
}

/** The body of a call and its content type; a form sets its own. */
export function bodyOf(
  { rawBody }: Route,
  { body, form }: WireInput,
): { readonly body: BodyInit | null; readonly contentType: string | undefined } {
  if (form) return { body: formDataOf(form), contentType: undefined };
  if (body === undefined) return { body: null, contentType: undefined };
  if (rawBody) return { body: body as BodyInit, contentType: rawBody[0] };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}

/** The fields come before the file, so that the server has them when the file streams in (RFC 7578). */
function formDataOf({ file, ...fields }: Readonly<Record<string, unknown>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) data.append(name, String(value));
  }
  if (!(file instanceof Blob)) throw new TypeError('`file` must be a File or a Blob.');
  data.append('file', file);
  return data;
}
