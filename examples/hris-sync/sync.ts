import { type Muster, ProblemError, type User } from '@muster/client';
import type { BadRow, PeopleList } from './people.ts';
import { keyOf, makePlan, type Step } from './plan.ts';

/** What one run did, or would do. */
export interface Summary {
  readonly added: number;
  readonly changed: number;
  readonly reactivated: number;
  readonly deactivated: number;
  readonly badRows: readonly BadRow[];
  /** Steps the API refused, and why; the others were done all the same. */
  readonly failures: readonly string[];
  /** More leavers than may be: nobody was deactivated. */
  readonly tooManyLeavers: number;
}

interface SyncOptions {
  /** Only say what would be done. */
  readonly isDryRun: boolean;
  /** A list cut short looks like many people leaving; beyond this number nobody is deactivated. */
  readonly maxLeavers: number;
}

const counters = {
  add: 'added',
  change: 'changed',
  reactivate: 'reactivated',
  deactivate: 'deactivated',
} as const;

/**
 * Makes the users of the account those of the list. One step that fails leaves the others alone, and a run
 * that broke off is finished by the next one.
 * @throws ProblemError when the users cannot be read at all
 */
export async function sync(muster: Muster, list: PeopleList, options: SyncOptions): Promise<Summary> {
  const users: User[] = [];
  for await (const user of muster.users.list({ sort: 'createdAt', limit: 200 })) users.push(user);
  const groupIds = new Map<string, string>();
  for await (const { id, name } of muster.groups.list({ limit: 200 })) groupIds.set(keyOf(name), id);

  const plan = makePlan(list, users);
  const leavers = plan.filter(({ kind }) => kind === 'deactivate').length;
  const tooManyLeavers = leavers > options.maxLeavers ? leavers : 0;
  const steps = plan.filter(({ kind }) => tooManyLeavers === 0 || kind !== 'deactivate');

  const done = { added: 0, changed: 0, reactivated: 0, deactivated: 0 };
  const failures: string[] = [];
  for (const step of steps) {
    try {
      if (!options.isDryRun) await carryOut(muster, step, groupIds);
      done[counters[step.kind]] += 1;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      failures.push(`${step.kind} ${nameOf(step)}: ${error.message}`);
    }
  }
  return { ...done, badRows: list.badRows, failures, tooManyLeavers };
}

async function carryOut(muster: Muster, step: Step, groupIds: Map<string, string>): Promise<void> {
  switch (step.kind) {
    case 'add': {
      const { id: externalId, groups = [], ...person } = step.person;
      const ids = await idsOf(muster, groups, groupIds);
      await muster.users.create({ ...person, externalId, groupIds: ids, sendInvitation: true });
      return;
    }
    case 'change': {
      const { groups, ...changes } = step.changes;
      const moved = groups ? { groupIds: await idsOf(muster, groups, groupIds) } : {};
      await muster.users.update({ id: step.user.id, ...changes, ...moved });
      return;
    }
    case 'reactivate': {
      const { id, status } = await muster.users.reactivate({ id: step.user.id });
      // Who left before they ever came in needs a new link.
      if (status === 'added') await muster.users.invite({ id });
      return;
    }
    case 'deactivate':
      await muster.users.deactivate({ id: step.user.id });
  }
}

/** The ids of groups by their names; those there are not yet are created. */
async function idsOf(
  muster: Muster,
  names: readonly string[],
  groupIds: Map<string, string>,
): Promise<string[]> {
  for (const name of names) {
    if (groupIds.has(keyOf(name))) continue;
    const { id } = await muster.groups.create({ name });
    groupIds.set(keyOf(name), id);
  }
  return [...new Set(names.flatMap((name) => groupIds.get(keyOf(name)) ?? []))];
}

function nameOf(step: Step): string {
  return step.kind === 'deactivate' ? step.user.email : `${step.person.id} (${step.person.email})`;
}
