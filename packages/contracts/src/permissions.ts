import * as z from 'zod';

export const Permission = z.enum([
  'account:read',
  'account:write',
  'api_keys:read',
  'api_keys:write',
  'audit:read',
  'email_templates:read',
  'email_templates:write',
  'emails:read',
  'emails:write',
  'events:read',
  'groups:read',
  'groups:write',
  'invitations:read',
  'invitations:write',
  'owners:write',
  'users:read',
  'users:write',
  'webhooks:read',
  'webhooks:write',
]);
export type Permission = z.output<typeof Permission>;

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.output<typeof Role>;

const everything = Permission.options;

/** What each role may do. `owners:write` (make, change or remove an owner) is all an owner has beyond an admin. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: everything,
  admin: everything.filter((permission) => permission !== 'owners:write'),
  member: [],
};
