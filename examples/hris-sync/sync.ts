import { type Muster, ProblemError, type User } from '@muster/client';
import type { BadRow, PeopleList } from './people.ts';
import { keyOf, makePlan, type Step } from './plan.ts';

/** What a run did, or would do. */
export interface Summary {
  readonly added: number;
  readonly changed: number;
  readonly reactivated: number;
  readonly deactivated: number;
  readonly badRows: readonly BadRow[];
  /** The steps that the API refused, and why. All other steps were done. */
  readonly failures: readonly string[];
  /** The number of leavers if it was above the limit; then nobody was deactivated. */
  readonly tooManyLeavers: number;
}

interface SyncOptions {
  /** Only reports what would be done. */
  readonly isDryRun: boolean;
  /**
   * The maximum number of leavers. A truncated list looks like many people leaving; above this number, nobody
   * is deactivated.
   */
  readonly maxLeavers: number;
}

const counters = {
  add: 'added',
  change: 'changed',
  reactivate: 'reactivated',
  deactivate: 'deactivated',
} as const;

/**
 * Synchronises the account's users with the list. A failing step does not affect the others, and the next run
 * completes one that was interrupted.
 * @throws ProblemError if the users cannot be read
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
      // A user who left before activating needs a new link.
      if (status === 'added') await muster.users.invite({ id });
      return;
    }
    case 'deactivate':
      await muster.users.deactivate({ id: step.user.id });
  }
}

/** Finds the ids of groups by name, and creates missing groups. */
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
