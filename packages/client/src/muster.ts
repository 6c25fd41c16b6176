import { basePath, type Nouns, table } from './contract.ts';
import { call } from './core/call.ts';
import { paramNames, type WireInput } from './core/route.ts';
import { type CallOptions, type Deprecation, defaults, type Settings } from './core/settings.ts';
import { listing } from './listing.ts';
import type { TableRoute } from './table.ts';

/** Where Muster is, and how it is called. Times are in milliseconds. */
export interface MusterOptions {
  /** E.g. `https://muster.example.com`. */
  readonly baseUrl: string;
  /** `mst_…`, made in the app under API keys. Without it, a browser's cookies say who calls. */
  readonly apiKey?: string | undefined;
  /** How long one attempt may take; 30 seconds. */
  readonly timeout?: number | undefined;
  /** The same for uploads; 15 minutes. */
  readonly uploadTimeout?: number | undefined;
  /** How often a failed call is tried again, where that does no harm; 2. */
  readonly maxRetries?: number | undefined;
  /** The first pause before trying again; half a second. It doubles from one to the next. */
  readonly retryDelay?: number | undefined;
  /** The longest `Retry-After` that is waited for; a minute. Told to wait longer, a call fails at once. */
  readonly maxRetryDelay?: number | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Instead of the global one, e.g. to go through a proxy. */
  readonly fetch?: typeof fetch | undefined;
  /** Told once about each endpoint called that is announced to go. */
  readonly onDeprecated?: ((deprecation: Deprecation) => void) | undefined;
}

/** Every endpoint as `<noun>.<verb>`. */
export interface Muster extends Nouns {}

/**
 * Makes a client of the API.
 * @throws TypeError when `baseUrl` is no http(s) address, or the key is none
 */
export function createMuster(options: MusterOptions): Muster {
  const settings = settingsOf(options);
  const nouns = Object.entries(table).map(([noun, verbs]) => {
    const methods = Object.entries(verbs).map(([verb, route]) => [verb, methodOf(settings, route)]);
    return [noun, Object.fromEntries(methods)];
  });
  return Object.fromEntries(nouns);
}

function settingsOf({ baseUrl, apiKey, headers, onDeprecated, ...rest }: MusterOptions): Settings {
  const own = {
    ...headers,
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${checkedKey(apiKey)}` }),
  };
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...defaults,
    fetch: (...parts) => globalThis.fetch(...parts),
    ...Object.fromEntries(given),
    baseUrl: checkedUrl(baseUrl),
    headers: () => own,
    credentials: apiKey === undefined ? 'same-origin' : 'omit',
    onDeprecated: onDeprecated && oncePerEndpoint(onDeprecated),
  };
}

function checkedUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw new TypeError('`baseUrl` must be an address such as https://muster.example.com.');
  }
  return `${baseUrl.replace(/\/+$/, '')}${basePath}`;
}

/** A key with a line break at its end (read from a file) would be refused far from here. */
function checkedKey(apiKey: string): string {
  if (!/^[\w-]+$/.test(apiKey))
    throw new TypeError('`apiKey` must be a key such as mst_live_…, and nothing else.');
  return apiKey;
}

function oncePerEndpoint(tell: (deprecation: Deprecation) => void): (deprecation: Deprecation) => void {
  const told = new Set<string>();
  return (deprecation) => {
    if (told.has(deprecation.endpoint)) return;
    told.add(deprecation.endpoint);
    tell(deprecation);
  };
}

type AnyInput = Readonly<Record<string, unknown>>;

function methodOf(settings: Settings, route: TableRoute) {
  const { paging } = route;
  const send = async (input: AnyInput, options?: CallOptions) =>
    call(settings, route, partsOf(route, input), options);
  if (!paging) return (input: AnyInput = {}, options?: CallOptions) => send(input, options);
  return (input: AnyInput = {}, options?: CallOptions) =>
    listing(paging, (next) => send({ ...input, ...next }, options));
}

/** Divides what a method was given into path, query and body. */
function partsOf(route: TableRoute, input: AnyInput): WireInput {
  const params = pick(input, paramNames(route));
  const query = pick(input, route.query);
  const rest = Object.fromEntries(
    Object.entries(input).filter(([name]) => !(name in params) && !(name in query)),
  );
  if (route.multipart) return { params, query, form: rest };
  if (route.rawBody) return { params, query, body: rest.body };
  if (route.hasBody) return { params, query, body: rest };
  const [stray] = Object.keys(rest);
  // Left out silently, a mistyped filter would find everybody.
  if (stray !== undefined) throw new TypeError(`${route.id} knows no "${stray}".`);
  return { params, query };
}

function pick(input: AnyInput, names: readonly string[]): AnyInput {
  return Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));
}
