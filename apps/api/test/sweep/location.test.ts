import { allEndpoints, api as nouns } from '@muster/contracts/api';
import { basePath, type Endpoint } from '@muster/contracts/kit/endpoint';
import { locationOf } from '@muster/contracts/kit/http';
import { savedViews } from '@muster/contracts/people/saved-views';
import { beforeAll, expect, test } from 'vitest';
import { anAddress, type Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { commit, upload } from '../imports.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();
let owner: Person;
let ids: Ids;

beforeAll(async () => {
  owner = await api.given.anOwner();
  ids = await rowsOf(api, owner);
  await api.runJobs();
});

const named = (some: readonly Endpoint[]) => some.map((endpoint) => [endpoint.id, endpoint] as const);
const accepting = allEndpoints.filter(({ status }) => status === 201 || status === 202);
const isSilent = ({ access, status }: Endpoint) => access === 'public' && status === 202;
const nounOf = ({ id }: Endpoint) =>
  nouns[id.split('.')[0] as keyof typeof nouns] as Record<string, Endpoint>;
const paths = new Set(allEndpoints.map(({ path }) => path));

test.each(named(accepting))(
  '%s has a path of its result, unless strangers could learn from it',
  (_, endpoint) => {
    const location = locationOf(endpoint, nounOf(endpoint));
    expect(location === undefined).toBe(isSilent(endpoint));
    if (location !== undefined) expect(paths).toContain(location);
  },
);

/** An import that added a user and left out another row. */
async function aCommittedImport(): Promise<string> {
  const { id } = await upload(owner, `E-mail\n${anAddress()}\nnobody\n`);
  await commit(api, owner, id);
  return id;
}

/** What the sweep's rows and the documented bodies do not give. */
const inputs: Readonly<Record<string, () => Promise<object>>> = {
  'users.create': async () => ({ body: { email: anAddress() } }),
  'users.put': async () => ({ params: { externalId: 'HR-2' }, body: { email: anAddress() } }),
  'users.invite': async () => ({ params: { id: (await api.given.aUser(owner)).id } }),
  'groups.create': async () => ({ body: { name: 'Somewhere' } }),
  'savedViews.create': async () => ({ body: { ...inputFor(savedViews.create, {}).body, name: 'Another' } }),
  'userImports.retry': async () => ({ params: { id: await aCommittedImport() } }),
  'userImports.undo': async () => ({ params: { id: await aCommittedImport() } }),
  'userImports.create': async () => ({
    form: { file: new File(['E-mail\nada@example.org\n'], 'users.csv') },
  }),
};

test.each(named(accepting.filter((endpoint) => !isSilent(endpoint) && endpoint.access !== 'public')))(
  '%s leads to its result',
  async (_, endpoint) => {
    const input = (await inputs[endpoint.id]?.()) ?? inputFor(endpoint, ids);
    // It switches to the new account.
    const caller = endpoint.id === 'me.createAccount' ? await api.given.anOwner() : owner;
    const { status, body, headers } = await caller.try(endpoint, input as never);
    expect(status, JSON.stringify(body)).toBe(endpoint.status);
    const url = String(headers.location);
    expect(url.startsWith(`${basePath}/`)).toBe(true);
    const found = await caller.raw({ method: 'GET', url });
    // Saved views are read as a list only.
    expect(found.status, url).toBe(endpoint.id === 'savedViews.create' ? 405 : 200);
  },
);
