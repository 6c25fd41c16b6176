import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import {
  displayName,
  Id,
  IdParams,
  line,
  PageQuery,
  pageOf,
  paragraph,
  Timestamp,
} from '../kit/primitives.ts';

export const Group = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string(),
    userCount: z.int(),
    twinIds: z.array(Id).meta({
      description:
        'Other groups from before names were compared by spelling: their name looks the same. Merge them.',
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Group' });
export type Group = z.output<typeof Group>;

const GroupName = displayName(100).min(1);

export const CreateGroup = z.strictObject({ name: GroupName, description: paragraph(1000).default('') });
export type CreateGroup = z.output<typeof CreateGroup>;

export const UpdateGroup = z.strictObject({
  name: GroupName.optional(),
  description: paragraph(1000).nullable().optional(),
});
export type UpdateGroup = z.output<typeof UpdateGroup>;

export const ListGroups = PageQuery.extend({
  sort: z.enum(['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']).default('name'),
  q: line(200).optional().meta({
    description: 'Words of the name, in any order, ignoring case, accents and other spellings of a letter.',
  }),
  twins: z.literal('true').optional().meta({
    description: 'Only groups whose name looks the same as that of another group.',
  }),
  updatedAfter: Timestamp.optional().meta({
    description: 'Created, renamed or described at this time or later. Who is in a group changes its users.',
  }),
});
export type ListGroups = z.output<typeof ListGroups>;

export const MergeGroup = z.strictObject({
  intoId: Id.meta({ description: 'The group that stays.' }),
});
export type MergeGroup = z.output<typeof MergeGroup>;

export const GroupUsers = z.strictObject({ userIds: z.array(Id).min(1).max(1000) });
export type GroupUsers = z.output<typeof GroupUsers>;

export const groups = endpoints('groups', {
  list: endpoint({
    method: 'GET',
    path: '/groups',
    summary: 'List groups',
    access: 'groups:read',
    query: ListGroups,
    status: 200,
    response: pageOf(Group),
    errors: ['cursor_invalid'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/groups',
    summary: 'Create a group',
    access: 'groups:write',
    body: CreateGroup,
    status: 201,
    response: Group,
    errors: ['group_exists'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/groups/:id',
    summary: 'Get a group',
    access: 'groups:read',
    params: IdParams,
    status: 200,
    response: Group,
    errors: ['not_found'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/groups/:id',
    summary: 'Rename or describe a group',
    access: 'groups:write',
    params: IdParams,
    body: UpdateGroup,
    status: 200,
    response: Group,
    errors: ['not_found', 'group_exists'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/groups/:id',
    summary: 'Delete a group; its users stay',
    access: 'groups:write',
    params: IdParams,
    status: 204,
    errors: ['not_found'],
  }),
  merge: endpoint({
    method: 'POST',
    path: '/groups/:id/merge',
    summary: 'Merge a group into another one, which is returned',
    description:
      'Its users join the other group. Saved views, imports that are not done and bulk operations name the other group from now on. Then the group is deleted. This cannot be undone.',
    access: 'groups:write',
    params: IdParams,
    body: MergeGroup,
    status: 200,
    response: Group,
    errors: ['not_found', 'group_not_found', 'same_group'],
  }),
  addUsers: endpoint({
    method: 'POST',
    path: '/groups/:id/users',
    summary: 'Add up to 1,000 users to a group',
    access: 'groups:write',
    params: IdParams,
    body: GroupUsers,
    status: 200,
    response: z.object({ added: z.int(), alreadyIn: z.int() }),
    errors: ['not_found'],
  }),
  removeUsers: endpoint({
    method: 'DELETE',
    path: '/groups/:id/users',
    summary: 'Remove up to 1,000 users from a group',
    access: 'groups:write',
    params: IdParams,
    body: GroupUsers,
    status: 200,
    response: z.object({ removed: z.int(), notIn: z.int() }),
    errors: ['not_found'],
  }),
});
