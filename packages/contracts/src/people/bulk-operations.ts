import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from '../kit/primitives.ts';
import { Role } from '../permissions.ts';
import { StopReason, UserSelection } from './user.ts';

export const BulkAction = z.enum([
  'invite',
  'add_to_groups',
  'remove_from_groups',
  'set_role',
  'deactivate',
  'reactivate',
  'remove',
]);
export type BulkAction = z.output<typeof BulkAction>;

/** The target users: a list of ids, or all that match a filter now. Exactly one of the two. */
const selection = {
  ids: z
    .array(Id)
    .min(1)
    .max(10_000)
    .optional()
    .meta({ example: ['0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'] }),
  filter: UserSelection.optional(),
};

export const BulkParams = z.strictObject({
  groupIds: z
    .array(Id)
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'For the actions that change groups.' }),
  role: Role.optional().meta({ description: 'For `set_role`.' }),
});
export type BulkParams = z.output<typeof BulkParams>;

const action = { action: BulkAction, params: BulkParams.default({}) };

interface Asked {
  readonly action: BulkAction;
  readonly params: BulkParams;
  readonly ids?: unknown;
  readonly filter?: unknown;
}

/** Whether there is exactly one selection, and everything the action needs. */
function isComplete({ action: wanted, params, ids, filter }: Asked): boolean {
  if ((ids === undefined) === (filter === undefined)) return false;
  if (wanted === 'set_role') return params.role !== undefined;
  if (wanted === 'add_to_groups' || wanted === 'remove_from_groups') return params.groupIds !== undefined;
  return true;
}

const incomplete = { params: { code: 'bulk_incomplete' }, path: ['params'] };

export const PreviewBulk = z.strictObject({ ...action, ...selection }).refine(isComplete, incomplete);
export type PreviewBulk = z.output<typeof PreviewBulk>;

export const CreateBulk = z
  .strictObject({
    ...action,
    ...selection,
    expectedCount: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'How many users the caller expects the filter to find.' }),
  })
  .refine(isComplete, incomplete);
export type CreateBulk = z.output<typeof CreateBulk>;

/** What the action would do. Nothing is changed. */
export const BulkPreview = z
  .object({
    total: z.int().meta({ description: 'Users selected.' }),
    changed: z.int().meta({ description: 'Users the action would change.' }),
    firstNames: z.array(z.string()).meta({
      description: 'The first users by name that `deactivate` or `remove` would change, five at most.',
      example: ['Ada Lovelace', 'Grace Hopper'],
    }),
    unchanged: z.int().meta({ description: 'Users the action would leave unchanged.' }),
    refused: z
      .array(z.object({ code: z.string(), count: z.int() }))
      .meta({ description: 'Users the action would fail for, by error code.' }),
    seats: z.object({
      needed: z.int().meta({ description: 'If negative: the number of seats that would become free.' }),
      available: z.int().nullable(),
    }),
    mails: z.int().meta({ description: 'E-mails that would be sent.' }),
  })
  .meta({ id: 'BulkPreview' });
export type BulkPreview = z.output<typeof BulkPreview>;

export const JobStatus = z.enum(['queued', 'running', 'done']);
export type JobStatus = z.output<typeof JobStatus>;

export const BulkOperation = z
  .object({
    id: Id,
    action: BulkAction,
    params: BulkParams.extend({ groupNames: z.array(z.string()).optional() }),
    status: JobStatus,
    total: z.int().meta({ description: 'Number of users the operation started with.' }),
    done: z.int().meta({ description: 'Users processed so far, with any outcome.' }),
    changed: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    stopReason: StopReason,
    canUndo: z.boolean(),
    undoOf: Id.nullable().meta({ description: 'The operation that this one undoes.' }),
    undoneBy: Id.nullable().meta({ description: 'The operation that undoes this one.' }),
    createdBy: z.object({ id: Id.nullable(), name: z.string() }),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'BulkOperation' });
export type BulkOperation = z.output<typeof BulkOperation>;

export const BulkFailure = z
  .object({
    user: z.object({ id: Id, name: z.string(), email: z.string() }),
    code: z.string().meta({ example: 'last_owner' }),
    detail: z.string(),
  })
  .meta({ id: 'BulkFailure' });
export type BulkFailure = z.output<typeof BulkFailure>;

const ListBulkOperations = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});
const ListFailures = PageQuery.extend({ sort: z.enum(['name', '-name']).default('name') });
export type ListBulkOperations = z.output<typeof ListBulkOperations>;
export type ListFailures = z.output<typeof ListFailures>;

export const bulkOperations = endpoints('bulkOperations', {
  create: endpoint({
    method: 'POST',
    path: '/users/bulk',
    isBulk: true,
    summary: 'Apply one action to many users',
    description:
      'The set of users is fixed when the request arrives. With a filter, `expectedCount` makes sure that the set has not changed since it was previewed. Runs as a job. Each user gets an audit entry that names the operation.',
    access: 'users:write',
    body: CreateBulk,
    bodyLimit: 1_048_576,
    status: 202,
    response: BulkOperation,
    errors: ['selection_changed', 'group_not_found', 'seat_limit_reached', 'forbidden', 'scope_not_held'],
  }),
  preview: endpoint({
    method: 'POST',
    path: '/users/bulk/preview',
    isBulk: true,
    summary: 'Preview one action on many users; changes nothing',
    access: 'users:write',
    body: PreviewBulk,
    bodyLimit: 1_048_576,
    status: 200,
    response: BulkPreview,
    errors: ['group_not_found', 'forbidden', 'scope_not_held'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/bulk-operations',
    summary: 'List bulk operations, newest first',
    access: 'users:read',
    query: ListBulkOperations,
    status: 200,
    response: pageOf(BulkOperation),
    errors: ['cursor_invalid'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/bulk-operations/:id',
    summary: 'Get a bulk operation and its progress',
    access: 'users:read',
    params: IdParams,
    status: 200,
    response: BulkOperation,
    errors: ['not_found'],
  }),
  listFailures: endpoint({
    method: 'GET',
    path: '/bulk-operations/:id/failures',
    summary: 'List the users a bulk operation failed for, and why',
    access: 'users:read',
    params: IdParams,
    query: ListFailures,
    status: 200,
    response: pageOf(BulkFailure),
    errors: ['not_found', 'cursor_invalid'],
  }),
  undo: endpoint({
    method: 'POST',
    path: '/bulk-operations/:id/undo',
    isBulk: true,
    summary: 'Undo a bulk operation with a new one',
    description:
      'Possible once, within a day of its end, for groups, roles, deactivation and reactivation. Users who have been changed again since then stay as they are.',
    access: 'users:write',
    params: IdParams,
    status: 202,
    response: BulkOperation,
    errors: ['not_found', 'not_undoable', 'seat_limit_reached', 'forbidden', 'scope_not_held'],
  }),
});
