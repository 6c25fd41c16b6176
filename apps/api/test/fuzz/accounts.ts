import { Permission } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { savedViews } from '@muster/contracts/people/saved-views';
import { userImports } from '@muster/contracts/people/user-imports';
import type { Person } from '../given.ts';
import type { Api } from '../harness.ts';
import type { Described } from './document.ts';

/** An account with one of everything, and the ids of its rows by noun. */
export interface Account {
  readonly owner: Person;
  readonly key: string;
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/**
 * Creates an account. Each operation runs in its own account, because some end the sign-in or remove
 * everybody.
 */
export async function anAccount(api: Api, { operations }: Described): Promise<Account> {
  const owner = await api.given.anOwner();
  const user = await api.given.aUser(owner, { sendInvitation: true });
  await api.given.aGroup(owner);
  await owner.call(savedViews.create, { body: { name: 'Mine', query: {} } });
  await owner.call(bulkOperations.create, { body: { action: 'deactivate', ids: [user.id] } });
  const file = new File(['email\nada@example.org\n'], 'staff.csv');
  await owner.call(userImports.create, { form: { file } });
  const scopes = Permission.options.filter((scope) => scope !== 'owners:write');
  const { key } = await owner.call(apiKeys.create, { body: { name: 'Fuzz', scopes } });
  await owner.try(webhookEndpoints.create, { body: { url: 'https://example.com/hook', events: ['*'] } });
  const ids: Record<string, string[]> = {};
  for (const { id, path } of operations.filter((one) => one.id.endsWith('.list') && one.method === 'GET')) {
    const { body } = await owner.raw({ method: 'GET', url: path });
    const { data = [] } = body as { data?: { id?: string }[] };
    const [noun = ''] = id.split('.');
    ids[noun] = data.flatMap((row) => row.id ?? []);
  }
  return { owner, key, ids: { ...ids, account: [owner.accountId] } };
}
