import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { Prisma } from '@muster/database/client';
import type { fromPrisma } from 'pg-boss';
import type { Dependencies } from '../../dependencies.ts';
import { newId } from '../crypto/tokens.ts';
import type { SqlConnection } from '../db/pipeline.ts';
import { sql } from '../db/sql.ts';

/** A security e-mail, which belongs to no account. */
export interface NewInstallationEmail {
  readonly template: EmailTemplateKey;
  readonly to: string;
  readonly locale: Locale;
  /** The account whose logo and colour it carries: the only active place of the recipient, if there is one. */
  readonly brandedBy: string | null;
  /** The template's variables, stored encrypted until the e-mail has been sent. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A transaction over the driver, or what it needs of a Prisma transaction, with or without an account. */
type Transaction =
  | SqlConnection
  | (Parameters<typeof fromPrisma>[0] & {
      readonly installationEmail: {
        create(row: { data: Prisma.InstallationEmailUncheckedCreateInput }): PromiseLike<unknown>;
      };
    });

/**
 * Puts a security e-mail into the installation's outbox and queues its delivery. Both happen with the commit.
 * @param tx the transaction of the change that causes it
 */
export async function sendInstallationEmail(
  { clock, jobs, secrets }: Pick<Dependencies, 'clock' | 'jobs' | 'secrets'>,
  tx: Transaction,
  { variables, ...mail }: NewInstallationEmail,
): Promise<void> {
  const id = newId();
  const sealed = secrets.seal(variables);
  const createdAt = clock.now();
  if ('pipeline' in tx) {
    tx.pipeline(sql`
      INSERT INTO installation_emails (id, template, locale, "to", branded_by, sealed, created_at)
      VALUES (${id}::uuid, ${mail.template}, ${mail.locale}, ${mail.to}, ${mail.brandedBy}::uuid, ${sealed},
        ${createdAt}::timestamptz)`);
  } else await tx.installationEmail.create({ data: { ...mail, id, sealed, createdAt } });
  await jobs.add('emails.send-installation', [{ id }], tx);
}
