/** A program that uses the types of the package, and the mistakes they find. */
export const typedProgram = `
  import { createMuster, type ErrorCode, ProblemError, type User, verifyWebhook } from '@muster/client';
  const muster = createMuster({ baseUrl: 'https://muster.example.com', apiKey: 'mst_test_key' });
  export const user: User = await muster.users.create({ email: 'ada@example.com', role: 'admin' });
  export const names: string[] = [];
  for await (const { name } of muster.users.list({ status: ['active'], limit: 200 })) names.push(name);
  export const { nextCursor }: { nextCursor: string | null } = await muster.users.list();
  export const csv: Response = await muster.users.export();
  export const nothing: void = await muster.users.delete({ id: user.id });
  await muster.userImports.create({ file: new Blob(['email']), mode: 'add' });
  await muster.notifications.read({ all: true });
  const event = await verifyWebhook('', new Headers(), 'whsec_AAAA');
  export const is: 'user.activated' | undefined = event.type === 'user.activated' ? event.type : undefined;
  export function codeOf(error: unknown): ErrorCode | 'network_unreachable' | 'timed_out' | undefined {
    return error instanceof ProblemError ? error.code : undefined;
  }
  if (event.type === 'user.created') {
    const to: string = event.data.changes.email;
    // @ts-expect-error Only some events tell when a link ends.
    console.log(to, event.data.changes.expiresAt);
  }
  for await (const { type, data } of muster.eventFeed.list({ types: ['group.deleted'] }))
    if (type === 'group.deleted') console.log(data.changes.users.toFixed());
  await muster.users.batch({ users: [{ email: 'ada@example.com', sendInvitation: true }] });
  // @ts-expect-error There is no such role.
  await muster.users.batch({ users: [{ email: 'ada@example.com', role: 'boss' }] });
  // @ts-expect-error There is no such role.
  await muster.users.create({ email: 'ada@example.com', role: 'boss' });
  // @ts-expect-error Which one?
  await muster.users.get({});
  // @ts-expect-error There is no such code.
  export const isOdd = (error: ProblemError) => error.code === 'user_exsits';
  // @ts-expect-error A misspelt filter.
  await muster.users.count({ statuss: ['active'] });
`;
