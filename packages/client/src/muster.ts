import { basePath, type Nouns, table } from './contract.ts';
import { call } from './core/call.ts';
import { paramNames, type WireInput } from './core/route.ts';
import { type CallOptions, type Deprecation, defaults, type Settings } from './core/settings.ts';
import { listing } from './listing.ts';
import type { TableRoute } from './table.ts';

/** The options of a client. Times are in milliseconds. */
export interface MusterOptions {
  /** E.g. `https://muster.example.com`. */
  readonly baseUrl: string;
  /** `mst_…`, created in the app under API keys. Without it, a browser's cookies authenticate the calls. */
  readonly apiKey?: string | undefined;
  /** How long one attempt may take; 30 seconds by default. */
  readonly timeout?: number | undefined;
  /** The same for uploads; 15 minutes by default. */
  readonly uploadTimeout?: number | undefined;
  /** How often a failed call is retried, if that is safe; 2 by default. */
  readonly maxRetries?: number | undefined;
  /** The first pause before a retry; half a second by default. It doubles each time. */
  readonly retryDelay?: number | undefined;
  /**
   * The longest `Retry-After` to wait for; a minute by default. If the API asks for more, the call fails
   * immediately.
   */
  readonly maxRetryDelay?: number | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Replaces the global `fetch`, e.g. to use a proxy. */
  readonly fetch?: typeof fetch | undefined;
  /** Called once for each deprecated endpoint that is used. */
  readonly onDeprecated?: ((deprecation: Deprecation) => void) | undefined;
}

/** Every endpoint as `<noun>.<verb>`. */
export interface Muster extends Nouns {}

/**
 * Creates a client of the API.
 * @throws TypeError if `baseUrl` is not an http(s) URL, or the key is malformed
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

/**
 * Checks the key here: a trailing line break (from a file) would otherwise fail far away with an unclear
 * error.
 */
function checkedKey(apiKey: string): string {
  if (!/^[\w-]+$/.test(apiKey))
    throw new TypeError('`apiKey` must be a key such as mst_live_…, and nothing else.');
  return apiKey;
}

function oncePerEndpoint(report: (deprecation: Deprecation) => void): (deprecation: Deprecation) => void {
  const reported = new Set<string>();
  return (deprecation) => {
    if (reported.has(deprecation.endpoint)) return;
    reported.add(deprecation.endpoint);
    report(deprecation);
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

/** Splits a method's input into path, query and body. */
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
  // If it were ignored silently, a mistyped filter would match everybody.
  if (stray !== undefined) throw new TypeError(`${route.id} knows no "${stray}".`);
  return { params, query };
}

function pick(input: AnyInput, names: readonly string[]): AnyInput {
  return Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));
}
