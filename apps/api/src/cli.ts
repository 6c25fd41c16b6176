import { openDatabase } from '@muster/database/client';
import { EmbeddedDatabaseError, startEmbedded } from '@muster/database/embedded/embedded';
import { applyMigrations, migrationStatus } from '@muster/database/migrate/migrate';
import { findInconsistencies } from '@muster/database/verify';
import { Command, InvalidArgumentError } from 'commander';
import { ConfigError, readConfig, readEnvironment } from './config.ts';
import type { Dependencies } from './dependencies.ts';
import { openDependencies } from './dependencies.ts';
import { examine } from './doctor.ts';
import { createAccountFor } from './features/access/auth/index.ts';
import { listAccounts, setPlan } from './features/account/account/index.ts';
import { trustAccount } from './features/mail/emails/index.ts';
import { accountContext } from './platform/context/account-context.ts';
import { noRequest, operatorActor } from './platform/context/actor.ts';
import { publicContext } from './platform/context/context.ts';
import { createLogger } from './platform/logger.ts';
import { migrationsDir } from './platform/migrations.ts';
import { findExcess } from './policies/access-audit.ts';
import { beginRotation, finishRotation } from './rotate-secret.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Runs a command with the database's URL, whether the server is running or not; also with the embedded
 * database.
 */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const config = readConfig(readEnvironment());
  if (config.databaseUrl) return work(config.databaseUrl);
  const embedded = await startEmbedded({ dataDir: config.dataDir, role: 'command' });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}

async function withDependencies<T>(work: (deps: Dependencies) => Promise<T>): Promise<T> {
  return withDatabase(async (databaseUrl) => {
    await applyMigrations({ databaseUrl, migrationsDir });
    const deps = await openDependencies({
      config: readConfig(readEnvironment()),
      databaseUrl,
      log: createLogger('warn'),
    });
    try {
      return await work(deps);
    } finally {
      await deps.close();
    }
  });
}

// Not `null` for no limit: commander takes that for a failed parser and turns it into an empty text.
function seats(text: string): number | 'none' {
  if (text === 'none') return text;
  if (!/^\d{1,7}$/.test(text))
    throw new InvalidArgumentError('Give a number of seats, or "none" for no limit.');
  return Number(text);
}

function seatLimit(given: number | 'none'): number | null {
  return given === 'none' ? null : given;
}

async function requireAccount({ database }: Dependencies, id: string): Promise<void> {
  const isId = /^[0-9a-f-]{36}$/i.test(id);
  const found = isId ? await database.account.count({ where: { id } }) : 0;
  if (found === 0) throw new ConfigError(`There is no account ${id}.`);
}

const program = new Command('muster')
  .description("The operator's command line. You can use it while the server is running.")
  .configureHelp({ sortSubcommands: true })
  .showHelpAfterError();

const accounts = program.command('accounts').description('Company accounts');

accounts
  .command('list')
  .description('List accounts with their seats')
  .option('--json', 'print JSON')
  .action(async ({ json }: { json?: boolean }): Promise<void> => {
    const rows = await withDependencies((deps) => listAccounts(deps.database));
    if (json) {
      print(JSON.stringify(rows, null, 2));
      return;
    }
    for (const row of rows) {
      const limits = [
        row.isLimited ? 'limited' : [],
        row.pausedAt ? `paused: ${row.pauseReason}` : [],
      ].flat();
      const shown = limits.length > 0 ? `  (${limits.join(', ')})` : '';
      print(`${row.id}  ${`${row.seatsUsed}/${row.seatLimit ?? 'none'}`.padStart(9)}  ${row.name}${shown}`);
    }
    if (rows.length === 0) print('There are no accounts yet.');
  });

accounts
  .command('create')
  .description('Create an account and invite its owner by e-mail')
  .requiredOption('--name <name>', 'name of the company')
  .requiredOption('--owner <email>', "the owner's e-mail address")
  .option('--seats <n|none>', 'seat limit', seats, 'none' as const)
  .action(async (options: { name: string; owner: string; seats: number | 'none' }) => {
    const company = { ...options, seats: seatLimit(options.seats) };
    const account = await withDependencies((deps) => createAccountFor(deps, company));
    print(`${account.id}  created; an invitation will be sent to ${options.owner}`);
  });

accounts
  .command('trust')
  .description('Lift the daily limit of a new account, and a pause of its e-mails')
  .argument('<accountId>')
  .action(async (accountId: string) => {
    await withDependencies(async (deps) => {
      await requireAccount(deps, accountId);
      await trustAccount(accountContext(deps, accountId, operatorActor, noRequest));
    });
    print(`${accountId}  trusted: its e-mails are not limited`);
  });

accounts
  .command('set-plan')
  .description('Set the seat limit of an account')
  .argument('<accountId>')
  .requiredOption('--seats <n|none>', 'seat limit, or "none"', seats)
  .action(async (accountId: string, options: { seats: number | 'none' }) => {
    const plan = await withDependencies(async (deps) => {
      await requireAccount(deps, accountId);
      return setPlan(accountContext(deps, accountId, operatorActor, noRequest), seatLimit(options.seats));
    });
    print(`${plan.id}  ${plan.name}: ${plan.seatsUsed} of ${plan.seatLimit ?? 'unlimited'} seats used`);
  });

program
  .command('access')
  .description('Who may do what')
  .command('audit')
  .description(
    'List users, API keys and webhook endpoints that hold more than their giver could give; exits with 1 if any do',
  )
  .option('--json', 'print JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const found = await withDependencies((deps) => findExcess(publicContext(deps, noRequest)));
    if (json) print(JSON.stringify(found, null, 2));
    for (const { kind, id, accountId, name, giver, beyond } of json ? [] : found)
      print(
        `${kind.padEnd(16)}  ${id}  of account ${accountId}  ${name}: ${beyond.join(', ')}, from ${giver}`,
      );
    if (!json)
      print(
        found.length > 0
          ? `${found.length} found. Nothing was changed.`
          : 'Nobody holds more than they were given.',
      );
    if (found.length > 0) process.exitCode = 1;
  });

const db = program.command('db').description('The database');

db.command('migrate')
  .description('Apply pending migrations')
  .option('--retry-failed', 'retry migrations that failed before')
  .action(async ({ retryFailed = false }: { retryFailed?: boolean }) => {
    const { applied } = await withDatabase((databaseUrl) =>
      applyMigrations({ databaseUrl, migrationsDir, retryFailed }),
    );
    print(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to do.');
  });

db.command('status')
  .description('Show which migrations are applied; exits with 1 if any is missing')
  .action(async () => {
    const status = await withDatabase((databaseUrl) => migrationStatus({ databaseUrl, migrationsDir }));
    for (const [state, names] of Object.entries(status))
      for (const name of names) print(`${state.padEnd(8)} ${name}`);
    if (status.pending.length + status.failed.length > 0) process.exitCode = 1;
  });

db.command('verify')
  .description('Check that counts and copies equal the rows they come from; exits with 1 when any does not')
  .action(async () => {
    const found = await withDatabase(async (databaseUrl) => {
      const { pending } = await migrationStatus({ databaseUrl, migrationsDir });
      if (pending.length > 0) throw new ConfigError('Migrations are pending: run "db migrate" first.');
      const { pool, close } = openDatabase({ url: databaseUrl, max: 1 });
      return findInconsistencies(pool).finally(close);
    });
    for (const { rule, table, accountId, id } of found)
      print(`${rule.padEnd(30)}  ${table.padEnd(17)}  ${id}  of account ${accountId}`);
    print(found.length > 0 ? `${found.length} wrong. Nothing was changed.` : 'Nothing is wrong.');
    if (found.length > 0) process.exitCode = 1;
  });

const secrets = program.command('secrets').description("The installation's secret, which signs and seals");

secrets
  .command('rotate')
  .description('Replace the secret. What the previous one signed and sealed stays valid until "finish"')
  .action(() => {
    for (const line of beginRotation(readConfig(readEnvironment()))) print(line);
  });

secrets
  .command('finish')
  .description('Seal everything with the present secret, and forget the previous one')
  .action(async () => {
    for (const line of await withDependencies(finishRotation)) print(line);
  });

program
  .command('doctor')
  .description(
    'Examine settings, disk, database, e-mail and address; exits with 1 when something needs doing',
  )
  .option('--json', 'print JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const findings = await examine(readEnvironment(), withDatabase);
    if (json) print(JSON.stringify(findings, null, 2));
    else
      for (const { status, about, text } of findings)
        print(`${status.padEnd(7)}  ${about.padEnd(14)}  ${text}`);
    if (findings.some(({ status }) => status === 'problem')) process.exitCode = 1;
  });

program.parseAsync(process.argv).then(
  () => process.exit(),
  (error: unknown) => {
    const isExpected = error instanceof ConfigError || error instanceof EmbeddedDatabaseError;
    process.stderr.write(
      `${isExpected || !(error instanceof Error) ? String(error) : error.stack}\n`.replace(/^Error: /, ''),
    );
    process.exit(1);
  },
);
