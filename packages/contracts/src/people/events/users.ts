import * as z from 'zod';
import { type ChangesByType, changedFields, fromTo, noChanges } from '../../kit/event-changes.ts';
import { answerShape } from '../../kit/fields.ts';
import { Id } from '../../kit/primitives.ts';
import { Role } from '../../permissions.ts';
import { userFields } from '../user-fields.ts';

const { role: _role, ...fields } = answerShape(userFields);

/** What the events of users tell. */
export const usersEvents = {
  'user.created': z.object({
    email: z.string(),
    role: Role,
    groups: z.array(z.string()).optional().meta({ description: 'The names of their groups.' }),
    groupIds: z.array(Id).optional(),
  }),
  'user.updated': changedFields({ ...fields, name: z.string() }),
  'user.role_changed': z.object({ role: fromTo(Role) }),
  'user.activated': noChanges,
  'user.deactivated': noChanges,
  'user.reactivated': z.object({ status: z.enum(['added', 'active']) }),
  'user.removed': z.object({ email: z.string() }),
  'user.signed_in': noChanges,
  'user.signed_out': noChanges,
  'user.sign_in_ended': z.object({
    all: z.literal(true).optional().meta({ description: 'All of their sign-ins ended, not one.' }),
  }),
  'user.password_changed': noChanges,
  'user.password_reset_requested': noChanges,
  'user.password_reset': noChanges,
  'user.refresh_token_reused': noChanges,
  'users.exported': z.object({
    filter: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'The filters and the sort of the exported list.' }),
  }),
} satisfies ChangesByType;
