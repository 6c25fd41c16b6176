import * as z from 'zod';
import { AuditEvent } from './audit-events.ts';
import { Email } from './emails.ts';
import { endpoint, endpoints } from './endpoint.ts';
import { Delivery, Invitation, InvitationStatus, SendInvitation } from './invitations.ts';
import { Role } from './permissions.ts';
import {
  EmailAddress,
  Id,
  IdParams,
  Locale,
  line,
  PageQuery,
  PersonName,
  pageOf,
  repeatable,
  Timestamp,
} from './primitives.ts';

export const UserStatus = z.enum(['added', 'invited', 'active', 'deactivated']);
export type UserStatus = z.output<typeof UserStatus>;

export const User = z
  .object({
    id: Id,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    name: z.string().meta({ description: 'First and last name, or the address where both are empty.' }),
    role: Role,
    status: UserStatus,
    groups: z.array(z.object({ id: Id, name: z.string() })),
    invitation: z
      .object({
        id: Id,
        status: InvitationStatus,
        delivery: Delivery,
        deliveryDetail: z.string().nullable(),
        sentAt: Timestamp.nullable(),
        expiresAt: Timestamp,
      })
      .nullable(),
    lastLoginAt: Timestamp.nullable(),
    activatedAt: Timestamp.nullable(),
    deactivatedAt: Timestamp.nullable(),
    externalId: z.string().nullable(),
    locale: Locale.nullable(),
    progress: z.object({ assigned: z.int(), completed: z.int(), percent: z.int() }).nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

const ExternalId = line(200).min(1);

export const CreateUser = z.strictObject({
  email: EmailAddress,
  firstName: PersonName.default(''),
  lastName: PersonName.default(''),
  role: Role.default('member'),
  groupIds: z.array(Id).max(100).default([]),
  sendInvitation: z.boolean().default(false),
  locale: Locale.nullable().optional(),
  externalId: ExternalId.nullable().optional(),
});
export type CreateUser = z.output<typeof CreateUser>;

export const UpdateUser = z.strictObject({
  email: EmailAddress.optional(),
  firstName: PersonName.nullable().optional(),
  lastName: PersonName.nullable().optional(),
  role: Role.optional(),
  groupIds: z.array(Id).max(100).optional(),
  locale: Locale.nullable().optional(),
  externalId: ExternalId.nullable().optional(),
});
export type UpdateUser = z.output<typeof UpdateUser>;

export const ListUsers = PageQuery.extend({
  sort: z
    .enum(['name', '-name', 'email', '-email', 'createdAt', '-createdAt', 'lastLoginAt', '-lastLoginAt'])
    .default('name'),
  status: repeatable(UserStatus),
  role: repeatable(Role),
  groupId: repeatable(Id),
  invitation: repeatable(InvitationStatus),
  delivery: repeatable(Delivery),
  q: line(200).optional().meta({ description: 'Substring of name or e-mail, ignoring case.' }),
  lastLoginBefore: Timestamp.optional(),
});
export type ListUsers = z.output<typeof ListUsers>;

const UserGroupParams = z.object({ id: Id, groupId: Id });
const PageOnly = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
});

export const users = endpoints('users', {
  list: endpoint({
    method: 'GET',
    path: '/users',
    summary: 'List users',
    description: 'Filters combine with AND; values of one repeated filter combine with OR.',
    access: 'users:read',
    query: ListUsers,
    status: 200,
    response: pageOf(User),
    errors: ['cursor_invalid'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/users',
    summary: 'Add a user, optionally into groups and with an invitation',
    access: 'users:write',
    body: CreateUser,
    status: 201,
    response: User,
    errors: ['user_exists', 'seat_limit_reached', 'group_not_found', 'forbidden'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/users/:id',
    summary: 'Get a user',
    access: 'users:read',
    params: IdParams,
    status: 200,
    response: User,
    errors: ['not_found'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/users/:id',
    summary: 'Change a user; absent fields stay, `null` clears',
    description: 'The address of a user who activated belongs to their sign-in and is refused here.',
    access: 'users:write',
    params: IdParams,
    body: UpdateUser,
    status: 200,
    response: User,
    errors: ['not_found', 'user_exists', 'already_active', 'last_owner', 'group_not_found', 'forbidden'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/users/:id',
    summary: 'Remove a user from the account',
    access: 'users:write',
    params: IdParams,
    status: 204,
    errors: ['not_found', 'last_owner', 'forbidden'],
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/users/:id/deactivate',
    summary: 'Deactivate: frees the seat, ends sign-ins, revokes a live invitation',
    access: 'users:write',
    params: IdParams,
    status: 200,
    response: User,
    errors: ['not_found', 'last_owner', 'forbidden'],
  }),
  reactivate: endpoint({
    method: 'POST',
    path: '/users/:id/reactivate',
    summary: 'Reactivate: takes a seat again',
    access: 'users:write',
    params: IdParams,
    status: 200,
    response: User,
    errors: ['not_found', 'seat_limit_reached', 'forbidden'],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/users/:id/invitation',
    summary: 'Send the invitation (201), or send it again with a new link (200)',
    access: 'invitations:write',
    params: IdParams,
    body: SendInvitation.optional(),
    status: 201,
    alsoStatus: 200,
    response: Invitation,
    errors: ['not_found', 'already_active', 'user_deactivated', 'address_suppressed'],
  }),
  listActions: endpoint({
    method: 'GET',
    path: '/users/:id/actions',
    summary: 'The timeline of a user: what they did and what was done to them',
    access: 'users:read',
    params: IdParams,
    query: PageOnly,
    status: 200,
    response: pageOf(AuditEvent),
    errors: ['not_found', 'cursor_invalid'],
  }),
  listEmails: endpoint({
    method: 'GET',
    path: '/users/:id/emails',
    summary: 'The mails sent to a user, with their delivery history',
    access: 'users:read',
    params: IdParams,
    query: PageOnly,
    status: 200,
    response: pageOf(Email),
    errors: ['not_found', 'cursor_invalid'],
  }),
  listSignIns: endpoint({
    method: 'GET',
    path: '/users/:id/sign-ins',
    summary: 'The browsers a user is signed in with in this account',
    access: 'users:read',
    params: IdParams,
    status: 200,
    response: z.object({
      data: z.array(
        z.object({
          id: Id,
          device: z.string(),
          ipAddress: z.string(),
          createdAt: Timestamp,
          lastSeenAt: Timestamp,
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  addGroup: endpoint({
    method: 'PUT',
    path: '/users/:id/groups/:groupId',
    summary: 'Put a user into a group',
    access: 'users:write',
    params: UserGroupParams,
    status: 204,
    errors: ['not_found'],
  }),
  removeGroup: endpoint({
    method: 'DELETE',
    path: '/users/:id/groups/:groupId',
    summary: 'Take a user out of a group',
    access: 'users:write',
    params: UserGroupParams,
    status: 204,
    errors: ['not_found'],
  }),
});
