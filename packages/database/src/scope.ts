import type { Database } from './client.ts';

/**
 * Models without an account. Only a few listed features may use them (`tools/checks/architecture.test.ts`);
 * they pass unchanged.
 */
const globalModels = new Set([
  'Identity',
  'PasswordReset',
  'SignUp',
  'InstallationEmail',
  'RateLimit',
  'RefreshToken',
  'MailboxMessage',
  'EmailLaneHead',
  'ProviderEvent',
  'RequestSlot',
]);

interface Arguments {
  where?: Record<string, unknown>;
  data?: Record<string, unknown> | Record<string, unknown>[];
  create?: Record<string, unknown>;
}

/**
 * Returns a client that reads and writes the rows of one account only: every query is narrowed to it, and
 * every created row belongs to it. Raw SQL is not narrowed; it must name the account itself. Models without
 * an account pass unchanged.
 * @param database the unscoped client
 * @param accountId the account
 */
export function forAccount(database: Database, accountId: string) {
  return database.$extends({
    name: 'account-scope',
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          if (globalModels.has(model)) return query(args);
          const owner = model === 'Account' ? { id: accountId } : { accountId };
          return query(narrow(args as Arguments, operation, owner) as typeof args);
        },
      },
    },
  });
}

export type AccountDatabase = ReturnType<typeof forAccount>;
export type AccountTransaction = Parameters<Parameters<AccountDatabase['$transaction']>[0]>[0];

function narrow(args: Arguments, operation: string, owner: Record<string, unknown>): Arguments {
  const scoped: Arguments = { ...args };
  if (operation.startsWith('create')) {
    scoped.data = Array.isArray(args.data)
      ? args.data.map((row) => ({ ...row, ...owner }))
      : { ...args.data, ...owner };
    return scoped;
  }
  scoped.where = { ...args.where, ...owner };
  if (operation === 'upsert') scoped.create = { ...args.create, ...owner };
  return scoped;
}
