import type { ErrorCode } from '@muster/contracts/catalogue';
import type { BulkPreview, PreviewBulk } from '@muster/contracts/people/bulk-operations';
import { Role } from '@muster/contracts/permissions';
import type { Context } from '../../../platform/context/context.ts';
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts';
import { codeOf, type Refusal, refusalToChange, refusalToGive } from '../../../policies/grants.ts';
import { getSeats } from '../../../policies/seats.ts';
import { chosenSql, requireAllowed } from './start.ts';

/** How many of the users who lose their access are named. */
const namesShown = 5;

/** The users with one outcome. */
interface Counted {
  readonly outcome: string;
  readonly names: readonly string[];
  readonly count: number;
  readonly seats: number;
  readonly owners: number;
}

/**
 * Counts in one statement what an action would do to the selected users; changes nothing.
 * @throws Failure `group_not_found`, `forbidden`
 */
export async function previewBulk(ctx: Context, input: PreviewBulk): Promise<BulkPreview> {
  await requireAllowed(ctx, input);
  const isNamed = input.action === 'deactivate' || input.action === 'remove';
  const namesSql = isNamed ? sql`(array_agg(name ORDER BY name, id))[1:${namesShown}]` : sql`'{}'::text[]`;
  const rows = await ctx.query<Counted>(sql`
    SELECT outcome, ${namesSql} AS names, count(*)::int AS count, (count(*) FILTER (WHERE status <> 'deactivated'))::int AS seats,
      (count(*) FILTER (WHERE role = 'owner' AND status = 'active'))::int AS owners
    FROM (
      SELECT u.id, u.name, u.status, u.role, CASE WHEN u.id IS NULL THEN 'not_found' ELSE ${outcomeSql(ctx, input)} END AS outcome
      FROM (${chosenSql(ctx, input)}) c
      LEFT JOIN users u ON u.account_id = ${ctx.accountId}::uuid AND u.id = c.id
    ) o GROUP BY outcome`);
  const rowOf = (outcome: string) => rows.find((row) => row.outcome === outcome);
  const { count = 0, seats: held = 0, owners = 0, names = [] } = rowOf('changed') ?? {};
  const protectedOwners = owners > 0 && takesOwners(input) && (await isEveryOwner(ctx, owners)) ? 1 : 0;
  const { available } = await getSeats(ctx);
  const changed = count - protectedOwners;
  const beyond = input.action === 'reactivate' ? Math.max(0, changed - (available ?? changed)) : 0;
  const refusals: [string, number][] = rows
    .filter(({ outcome }) => outcome !== 'changed' && outcome !== 'unchanged')
    .map((row) => [row.outcome, row.count]);
  refusals.push(['last_owner', protectedOwners], ['seat_limit_reached', beyond]);
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    changed: changed - beyond,
    firstNames: [...names],
    unchanged: rowOf('unchanged')?.count ?? 0,
    refused: refusals
      .filter(([, refused]) => refused > 0)
      .map(([code, refused]) => ({ code, count: refused })),
    seats: { needed: seatsNeeded(input, changed, held - protectedOwners), available },
    mails: input.action === 'invite' ? changed : 0,
  };
}

function takesOwners({ action, params }: PreviewBulk): boolean {
  return action === 'deactivate' || action === 'remove' || (action === 'set_role' && params.role !== 'owner');
}

function seatsNeeded({ action }: PreviewBulk, changed: number, held: number): number {
  if (action === 'reactivate') return changed;
  return action === 'deactivate' || action === 'remove' ? 0 - held : 0;
}

async function isEveryOwner(ctx: Context, owners: number): Promise<boolean> {
  const [row] = await ctx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM users
    WHERE account_id = ${ctx.accountId}::uuid AND role = 'owner' AND status = 'active'`);
  return row?.count === owners;
}

/** For one user `u`: `changed`, `unchanged`, or the code of the refusal. The job follows the same rules. */
function outcomeSql(ctx: Context, { action, params }: PreviewBulk): Sql {
  const refused = (code: ErrorCode | 'own_user') => sql`${code}::text`;
  const self = sql`WHEN u.id = ${ctx.actor.id}::uuid THEN ${refused('own_user')}`;
  const byRole = (rule: (role: Role) => Refusal | null) => {
    const cases = Role.options.flatMap((role) => {
      const code = codeOf(rule(role));
      return code === null ? [] : sql`WHEN u.role = ${role}::role THEN ${refused(code)}`;
    });
    return cases.length > 0 ? join(cases, ' ') : empty;
  };
  const above = byRole((role) => refusalToChange(ctx.actor, role));
  const groupIds = params.groupIds ?? [];
  switch (action) {
    case 'invite':
      return sql`CASE WHEN u.status = 'active' THEN 'unchanged'
        WHEN u.status = 'deactivated' THEN ${refused('user_deactivated')}
        ${byRole((role) => refusalToGive(ctx.actor, role))}
        WHEN EXISTS (SELECT 1 FROM invitations i WHERE i.account_id = u.account_id AND i.id = u.invitation_id
          AND i.delivery IN ('suppressed', 'complained')) THEN ${refused('address_suppressed')}
        ELSE 'changed' END`;
    case 'add_to_groups':
      return sql`CASE WHEN u.group_ids @> ${groupIds}::uuid[] THEN 'unchanged' ELSE 'changed' END`;
    case 'remove_from_groups':
      return sql`CASE WHEN u.group_ids && ${groupIds}::uuid[] THEN 'changed' ELSE 'unchanged' END`;
    case 'set_role':
      return sql`CASE ${self} WHEN u.role = ${params.role ?? 'member'}::role THEN 'unchanged'
        ${byRole((role) => refusalToGive(ctx.actor, role, params.role ?? 'member'))} ELSE 'changed' END`;
    case 'deactivate':
      return sql`CASE ${self} WHEN u.status = 'deactivated' THEN 'unchanged' ${above} ELSE 'changed' END`;
    case 'reactivate':
      return sql`CASE WHEN u.status <> 'deactivated' THEN 'unchanged'
        ${byRole((role) => refusalToGive(ctx.actor, role))} ELSE 'changed' END`;
    case 'remove':
      return sql`CASE ${self} ${above} ELSE 'changed' END`;
  }
}
