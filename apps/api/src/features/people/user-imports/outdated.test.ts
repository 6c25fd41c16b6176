import { account } from '@muster/contracts/account/account';
import { groups } from '@muster/contracts/people/groups';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { commit, rowsOf, upload } from '../../../../test/imports.ts';
import { expectInvariants } from '../../../../test/invariants.ts';
import { days } from '../../../platform/clock.ts';
import { cleanUp } from './clean-up.ts';
import { runImports } from './run/run.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

const many = (count: number, name = 'many') =>
  `Email\n${Array.from({ length: count }, () => anAddress(name)).join('\n')}\n`;
const tryCommit = (id: string, body: object = {}) => owner.try(userImports.commit, { params: { id }, body });
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;

test('a commit is refused when the account has changed since the preview', async () => {
  const group = await api.given.aGroup(owner, 'Gone');
  const ada = await api.given.aUser(owner, { email: 'ada@example.org', firstName: 'Ada' });
  const previews = {
    create: await upload(owner, 'Email\nnew@example.org\n'),
    externalId: await upload(owner, 'Email,External ID\nother@example.org,E1\n'),
    update: await upload(owner, 'Email,First name\nada@example.org,Augusta\n', 'update'),
    removed: await upload(owner, 'Email,Language\nada@example.org,de\n', 'update'),
    group: await upload(owner, 'Email,Group\nthird@example.org,gone\n'),
  };
  const expectOutdated = async (id: string) => expect(codeOf(await tryCommit(id))).toBe('import_outdated');
  await api.given.aUser(owner, { email: 'new@example.org', externalId: 'E1' });
  await expectOutdated(previews.create.id);
  await expectOutdated(previews.externalId.id);
  await owner.call(users.update, { params: { id: ada.id }, body: { firstName: 'Lady' } });
  await expectOutdated(previews.update.id);
  await owner.call(users.delete, { params: { id: ada.id } });
  await expectOutdated(previews.removed.id);
  await owner.call(groups.delete, { params: { id: group.id } });
  await expectOutdated(previews.group.id);
  // A new preview makes it valid again.
  await owner.call(userImports.update, { params: { id: previews.create.id }, body: {} });
  expect(await rowsOf(owner, previews.create.id)).toEqual(['2 skip new@example.org user_exists']);
  expect(await commit(api, owner, previews.create.id)).toMatchObject({ status: 'done', counts: { skip: 1 } });
});

test('changes between commit and job fail row by row and take no seats', async () => {
  const ada = await api.given.aUser(owner, { email: 'ada@example.org', firstName: 'Ada' });
  const grace = await api.given.aUser(owner, { email: 'grace@example.org' });
  const file =
    'Email,First name\nada@example.org,Augusta\ngrace@example.org,Grace\nnew@example.org,New\nlast@example.org,Last\n';
  const { id } = await upload(owner, file, 'add_and_update');
  await tryCommit(id);
  await owner.call(users.update, { params: { id: ada.id }, body: { firstName: 'Lady' } });
  await owner.call(users.delete, { params: { id: grace.id } });
  await api.given.aUser(owner, { email: 'new@example.org' });
  await api.runJobs();
  expect(await rowsOf(owner, id)).toEqual([
    '2 error ada@example.org import_outdated',
    '3 error grace@example.org user_missing',
    '4 error new@example.org user_exists',
    '5 create last@example.org',
  ]);
  expect(await owner.call(userImports.get, { params: { id } })).toMatchObject({
    counts: { create: 1, update: 0, skip: 0, error: 3 },
    progress: { done: 4, total: 4 },
  });
  await expectInvariants(api);
});

test('seats are taken at the commit, or row by row until none is left', async () => {
  await api.given.limitSeats(owner, 11);
  const refused = await upload(owner, many(11));
  expect(refused.seats).toEqual({ needed: 11, available: 10 });
  expect(codeOf(await tryCommit(refused.id))).toBe('seat_limit_reached');
  const filled = await commit(api, owner, refused.id, { onSeatLimit: 'fill' });
  expect(filled).toMatchObject({ status: 'done', counts: { create: 10, error: 1 } });
  expect((await rowsOf(owner, refused.id)).at(-1)).toContain('seat_limit_reached');
  await expectInvariants(api);
});

test('concurrent imports and adds never exceed the seats, and a repeated commit counts once', async () => {
  await api.given.limitSeats(owner, 41);
  const [first, second] = [await upload(owner, many(25)), await upload(owner, many(25))];
  const add = () => owner.try(users.create, { body: { email: anAddress() } });
  const race = [
    tryCommit(first.id),
    tryCommit(first.id),
    tryCommit(second.id, { onSeatLimit: 'fill' }),
    ...Array.from({ length: 10 }, add),
  ];
  const answers = await Promise.all(race);
  expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([202, 202, 202]);
  await expectInvariants(api);
  const { deps } = await api.another();
  await Promise.all([api.runJobs(), deps.jobs.drain(), ...Array.from({ length: 10 }, add)]);
  await api.runJobs();
  await expectInvariants(api);
  const done = await owner.call(userImports.get, { params: { id: first.id } });
  expect(done).toMatchObject({ status: 'done', counts: { create: 25, error: 0 } });
  expect((await owner.call(account.seats, {})).used).toBe(41);
});

test('two workers on one import do each row once', async () => {
  const { id } = await upload(owner, many(2_000));
  await tryCommit(id);
  const job = { id: 'twice', retryCount: 0, data: { accountId: owner.accountId, importId: id } };
  await Promise.all([runImports(api.deps, [job]), runImports(api.deps, [job]), api.runJobs()]);
  const done = await owner.call(userImports.get, { params: { id } });
  expect(done).toMatchObject({
    status: 'done',
    counts: { create: 2_000, error: 0 },
    progress: { done: 2_000 },
  });
  await expectInvariants(api);
});

test('a cancelled import keeps the users it added and returns the other seats', async () => {
  const { id } = await upload(owner, many(3_000));
  await tryCommit(id);
  expect((await owner.call(account.seats, {})).used).toBe(3_001);
  const running = api.runJobs();
  const progress = async () => owner.call(userImports.get, { params: { id } });
  while ((await progress()).progress.done === 0);
  await owner.call(userImports.cancel, { params: { id } });
  await running;
  const { status, progress: end } = await progress();
  expect(status).toBe('cancelled');
  expect(end.done).toBeGreaterThan(0);
  expect(end.done).toBeLessThan(3_000);
  expect((await owner.call(account.seats, {})).used).toBe(1 + end.done);
  expect(codeOf(await tryCommit(id))).toBe('import_settled');
  await owner.call(userImports.cancel, { params: { id } });
  await expectInvariants(api);
});

test('a row that cannot be written fails alone', async () => {
  const { id } = await upload(owner, many(700, 'row'));
  // An error that no check foresees: a text the database rejects.
  await api.deps.pool.query(
    `UPDATE user_import_rows SET "values" = "values" || '{"role": "emperor"}' WHERE import_id = $1 AND line = 300`,
    [id],
  );
  expect(await commit(api, owner, id)).toMatchObject({ status: 'done', counts: { create: 699, error: 1 } });
  const query = { outcome: 'error' } as const;
  const { data } = await owner.call(userImports.listRows, { params: { id }, query });
  expect(data).toMatchObject([{ line: 300, errors: [{ code: 'internal_error' }] }]);
  await expectInvariants(api);
});

test('imports are deleted after their retention period', async () => {
  const { id } = await upload(owner, many(1));
  await upload(owner, many(1));
  await commit(api, owner, id);
  const left = () => api.deps.database.userImport.findMany({ where: { accountId: owner.accountId } });
  api.clock.advance(days(8));
  await cleanUp(api.deps);
  expect((await left()).map((entry) => entry.id)).toEqual([id]);
  api.clock.advance(days(23));
  await cleanUp(api.deps);
  expect(await left()).toEqual([]);
});
