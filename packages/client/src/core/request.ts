import { paramNames, type Route, type WireInput } from './route.ts';

/**
 * The address of a call: path parameters filled in, repeated query values repeated, absent ones
 * left out.
 * @param baseUrl where the API begins, e.g. `https://muster.example.com/api/v1`
 * @throws TypeError when a path parameter is missing; the address would be another endpoint's
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
  // Dots alone would be read as steps in the path, also when encoded.
  if (text === '' || /^\.{1,2}$/.test(text)) throw new TypeError(`The path parameter "${name}" is missing.`);
  return encodeURIComponent(text);
}

/** The body of a call and the header that says what it is; a form brings its own. */
export function bodyOf(
  { rawBody }: Route,
  { body, form }: WireInput,
): { readonly body: BodyInit | null; readonly contentType: string | undefined } {
  if (form) return { body: formDataOf(form), contentType: undefined };
  if (body === undefined) return { body: null, contentType: undefined };
  if (rawBody) return { body: body as BodyInit, contentType: rawBody[0] };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}

/** The fields stand before the file, so that the server knows them when the file streams in (RFC 7578). */
function formDataOf({ file, ...fields }: Readonly<Record<string, unknown>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) data.append(name, String(value));
  }
  if (!(file instanceof Blob)) throw new TypeError('`file` must be a File or a Blob.');
  data.append('file', file);
  return data;
}
