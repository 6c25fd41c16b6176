import * as z from 'zod';
import { Permission } from './catalogue.ts';

export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.output<typeof Role>;

const everything = Permission.options;

/**
 * The permissions of each role. Owners have one more than admins: `owners:write` (make, change or remove an
 * owner).
 */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: everything,
  admin: everything.filter((permission) => permission !== 'owners:write'),
  member: [],
};
