import { globSync } from 'node:fs';
import path from 'node:path';
import { allEndpoints, api } from '@muster/contracts/api';
import { manifests } from '@muster/contracts/generated/manifests';
import { apiNameOf } from '@muster/contracts/kit/define-noun';
import { defined } from '@muster/contracts/kit/defined';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { openApiDocument } from '@muster/contracts/openapi/openapi';
import type { InjectOptions } from 'fastify';
import type { Person } from '../given.ts';
import type { Api } from '../harness.ts';

/** A row of the swept account for each noun of the API, for use in paths. */
export type Ids = Record<string, string>;

/** What the sweep cannot derive from the contracts: `export const sweep` of `<noun>.sweep.ts`, beside the noun's tests. */
export interface NounSweep {
  /**
   * Creates a row. Only for nouns whose `create` does not do it with the body that the documentation shows.
   * @param ids the rows of the nouns before this one
   * @returns its id
   */
  readonly aRow?: (api: Api, owner: Person, ids: Ids) => Promise<string>;
  /**
   * Requests of another account that name rows of the swept one beside rows of their own, or in bodies.
   * @param ids the rows of the swept account
   * @param own rows of the account that asks
   */
  readonly foreign?: (ids: Ids, own: Ids) => readonly (InjectOptions & { url: string })[];
}

const unknownId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

/** The external ID of the swept user. */
export const sweptExternalId = 'HR-1';

/** The sweeps of the nouns that have one, by the API's name of the noun. */
export const sweeps: Readonly<Record<string, NounSweep>> = Object.fromEntries(
  await Promise.all(
    globSync(path.join(import.meta.dirname, '../../src/features/*/*/*.sweep.ts')).map(async (file) => {
      const noun = apiNameOf(path.basename(file, '.sweep.ts'));
      const { sweep } = (await import(file)) as { sweep: NounSweep };
      return [noun, sweep] as const;
    }),
  ),
);

const document = openApiDocument({
  publicUrl: 'https://muster.test',
  version: '1',
  textsOf: (code) => ({ title: code, detail: code }),
});

/** The JSON body that the documentation shows, by endpoint id. */
const examples = new Map(
  Object.values(document.paths as Record<string, Record<string, Described>>).flatMap((methods) =>
    Object.values(methods).map((operation) => [
      operation.operationId,
      operation.requestBody?.content['application/json']?.example,
    ]),
  ),
);

interface Described {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example: object }>> };
}

/** Creates a row of every noun of an account. */
export async function rowsOf(app: Api, owner: Person): Promise<Ids> {
  const ids: Ids = {};
  for (const noun of Object.keys(api)) {
    const id = (await sweeps[noun]?.aRow?.(app, owner, ids)) ?? (await createdRow(owner, noun));
    if (id !== undefined) ids[noun] = id;
  }
  return ids;
}

async function createdRow(owner: Person, noun: string): Promise<string | undefined> {
  const create = allEndpoints.find(({ id }) => id === `${noun}.create`);
  const body = examples.get(`${noun}.create`);
  if (!create || !body) return undefined;
  return ((await owner.call(create, { body } as never)) as unknown as { id: string }).id;
}

/** Whether a PUT adds what its path names, if it is not there. */
export function addsIfMissing({ method, status }: Endpoint): boolean {
  return method === 'PUT' && status === 201;
}

/** Valid input for an endpoint, with the ids of the given rows. */
export function inputFor(endpoint: Endpoint, ids: Ids) {
  const [noun = ''] = endpoint.id.split('.');
  const named = Object.entries(manifests).flatMap(([name, manifest]) =>
    'target' in manifest ? [[`${camel(manifest.target)}Id`, ids[name] ?? unknownId]] : [],
  );
  const others = Object.fromEntries(named) as Ids;
  const params = {
    ...{ id: ids[noun] ?? unknownId, ...others, key: 'invitation', version: '1', line: '2' },
    externalId: ids.users ? sweptExternalId : 'unknown',
  };
  return defined({ params, body: examples.get(endpoint.id) });
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Input that an endpoint always refuses, but only after authorisation: an unknown id, or else a body that
 * does not match the contract.
 * @returns the input and the expected refusal
 */
export function inputWithoutEffect(endpoint: Endpoint) {
  // A PUT that adds refuses no unknown ID.
  if (endpoint.params && !addsIfMissing(endpoint)) {
    const { body, params } = inputFor(endpoint, {});
    const input = defined({ params: { ...params, key: 'unknown' }, body });
    return { input, refusal: { status: 404, code: 'not_found' } };
  }
  const { params } = inputFor(endpoint, {});
  const input = endpoint.multipart
    ? { form: { unknown: 'x' } }
    : { ...(endpoint.params ? { params } : {}), body: { unknown: 'x' } };
  return { input, refusal: { status: 400, code: 'validation_failed' } };
}
