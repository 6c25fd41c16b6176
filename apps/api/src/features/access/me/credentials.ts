import type { Prisma } from '@muster/database/client';
import type { PublicContext } from '../../../platform/context/context.ts';
import { type Device, readDevices } from '../../../platform/http/access/device-cookie.ts';
import type { sendInstallationEmail } from '../../../platform/outgoing/installation-emails.ts';
import type { LimitName } from '../../../platform/rate-limits/attempt-limits.ts';
import { networkOf } from '../../../platform/rate-limits/client-network.ts';
import { type Recipient, sendSecurityEmail } from './security-mail.ts';

/** What it needs of a Prisma transaction, with or without an account. */
type Transaction = Exclude<Parameters<typeof sendInstallationEmail>[1], { readonly pipeline: unknown }> & {
  readonly identity: {
    updateMany(change: {
      where: Prisma.IdentityWhereInput;
      data: Prisma.IdentityUncheckedUpdateManyInput;
    }): PromiseLike<{ count: number }>;
  };
  readonly passwordReset: {
    updateMany(change: {
      where: Prisma.PasswordResetWhereInput;
      data: Prisma.PasswordResetUncheckedUpdateManyInput;
    }): PromiseLike<unknown>;
  };
};

/**
 * Changes how an identity signs in: the one place for passwords, and later for addresses and factors. Links that set
 * a new password no longer work, and its owner is told by e-mail. The caller ends sign-ins (`endSignInsOf`).
 * @param tx the transaction of the change
 * @param change.expected what the identity must still be, because something else may have changed it meanwhile
 * @returns false if it is not, and nothing was changed
 */
export async function changeCredentials(
  ctx: PublicContext,
  tx: Transaction,
  recipient: Recipient,
  change: {
    template: 'password_changed' | 'password_reset_done';
    data: Prisma.IdentityUncheckedUpdateManyInput & { passwordHash: string };
    expected?: Prisma.IdentityWhereInput;
  },
): Promise<boolean> {
  const { identityId } = recipient;
  const where = { ...change.expected, id: identityId };
  const { count } = await tx.identity.updateMany({ where, data: change.data });
  if (count === 0) return false;
  await tx.passwordReset.updateMany({ where: { identityId, usedAt: null }, data: { usedAt: ctx.now() } });
  await sendSecurityEmail(ctx, tx, recipient, change.template);
  return true;
}

/** The device of a request, if somebody signed in there as this person and did not void it since. */
export function deviceOf(
  { deps, request }: PublicContext,
  person: Pick<Recipient, 'identityId' | 'devicesValidFrom'>,
): Device | undefined {
  const { identityId, devicesValidFrom: validFrom } = person;
  return readDevices(deps, request.deviceCookie ?? '').find(
    (device) => device.identityId === identityId && validFrom !== null && device.issuedAt >= validFrom,
  );
}

/**
 * Lets somebody try the password of an address, in any way in. On a device that signed in as them before, wrong
 * passwords count for the device alone, so that strangers cannot lock it. Everywhere else they count for the address
 * and the network. When strangers have locked an address, its owner is told; the answer is the same for an unknown one.
 * @param email the normalized address
 * @param attempt returns null for a wrong password
 * @throws Failure `too_many_attempts`
 */
export async function tryPassword<T>(
  ctx: PublicContext,
  email: string,
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const { attempts, jobs, database } = ctx.deps;
  const device = await knownDevice(ctx, email);
  if (device) return attempts.guard({ own: { device: device.id } }, attempt);
  const network = networkOf(ctx.request.ipAddress ?? '');
  const keys = {
    own: { addressFromNetwork: `${email}|${network}`.slice(0, 230) },
    shared: { address: email.slice(0, 230), network },
  };
  return attempts.guard(keys, attempt, async (limit: LimitName) => {
    if (limit === 'address') await jobs.add('auth.warn-of-guesses', [{ email }], database);
  });
}

/** A request without a signed cookie asks nothing of the database, whatever the address. */
async function knownDevice(ctx: PublicContext, email: string): Promise<Device | undefined> {
  const ids = readDevices(ctx.deps, ctx.request.deviceCookie ?? '').map(({ identityId }) => identityId);
  if (ids.length === 0) return undefined;
  const identity = await ctx.deps.database.identity.findFirst({
    where: { id: { in: ids }, email },
    select: { id: true, devicesValidFrom: true },
  });
  if (!identity) return undefined;
  const { id: identityId, devicesValidFrom } = identity;
  return deviceOf(ctx, { identityId, devicesValidFrom });
}
