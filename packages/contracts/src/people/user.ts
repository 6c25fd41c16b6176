import * as z from 'zod';
import { FieldError } from '../errors.ts';
import { checkedLater } from '../kit/checked-later.ts';
import { answerShape, createShape, filterShape, selectionShape, updateShape } from '../kit/fields.ts';
import { exactLine, Id, line, PageQuery, repeatable, storedText, Timestamp } from '../kit/primitives.ts';
import { Delivery } from '../mail/delivery.ts';
import { InvitationStatus } from './invitations.ts';
import { userFields } from './user-fields.ts';

export const UserStatus = z.enum(['added', 'invited', 'active', 'deactivated']);
export type UserStatus = z.output<typeof UserStatus>;

export const User = z
  .object({
    id: Id,
    ...answerShape(userFields),
    name: z.string().meta({ description: 'First and last name, or the address if both are empty.' }),
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
    progress: z.object({ assigned: z.int(), completed: z.int(), percent: z.int() }).nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

export const CreateUser = z.strictObject({
  ...createShape(userFields),
  groupIds: z.array(Id).max(100).default([]),
  sendInvitation: z.boolean().default(false),
});
export type CreateUser = z.output<typeof CreateUser>;

export const UpdateUser = z.strictObject({
  ...updateShape(userFields),
  groupIds: z.array(Id).max(100).optional(),
});
export type UpdateUser = z.output<typeof UpdateUser>;

const { externalId: _externalId, ...putFields } = {
  ...updateShape(userFields),
  email: userFields.email.schema,
};

/** A user as another system has them: absent fields stay as they are, `null` clears a field. */
export const PutUser = z.strictObject({
  ...putFields,
  groupIds: z.array(Id).max(100).optional(),
  sendInvitation: z
    .boolean()
    .default(false)
    .meta({ description: 'Invite the user if nobody has invited them yet.' }),
});
export type PutUser = z.output<typeof PutUser>;

const oneFilter = {
  q: line(200).optional().meta({
    description:
      'Words of the name or e-mail, in any order, ignoring case, accents and other spellings of a letter.',
  }),
  lastLoginBefore: Timestamp.optional(),
};

/** A user filter in a query string: filters combine with AND, the values of one filter with OR. */
export const UserFilter = z.strictObject({
  status: repeatable(UserStatus),
  ...filterShape(userFields),
  groupId: repeatable(Id),
  invitation: repeatable(InvitationStatus),
  delivery: repeatable(Delivery),
  ...oneFilter,
});
export type UserFilter = z.output<typeof UserFilter>;

/** The same filter in a JSON body. */
export const UserSelection = z.strictObject({
  status: z.array(UserStatus).max(100).optional(),
  ...selectionShape(userFields),
  groupId: z.array(Id).max(100).optional(),
  invitation: z.array(InvitationStatus).max(100).optional(),
  delivery: z.array(Delivery).max(100).optional(),
  ...oneFilter,
});
export type UserSelection = z.output<typeof UserSelection>;

export const UserSort = z.enum([
  'name',
  '-name',
  'email',
  '-email',
  'createdAt',
  '-createdAt',
  'lastLoginAt',
  '-lastLoginAt',
  'updatedAt',
  '-updatedAt',
]);
export type UserSort = z.output<typeof UserSort>;

export const ListUsers = PageQuery.extend({
  sort: UserSort.default('name'),
  ...UserFilter.shape,
  email: exactLine(254)
    .optional()
    .meta({ description: 'The whole address, ignoring case. Finds one user or none.' }),
  externalId: exactLine(200)
    .min(1)
    .optional()
    .meta({ description: 'The whole external ID, as it is written. Finds one user or none.' }),
  updatedAfter: Timestamp.optional().meta({
    description:
      'Changed at this time or later: own fields, status, groups, a new invitation or a sign-in. Removed users are in no list; the event feed names them.',
  }),
});
export type ListUsers = z.output<typeof ListUsers>;

export const ExportUsers = UserFilter.extend({
  sort: UserSort.default('name'),
  separator: z.enum(['comma', 'semicolon', 'tab']).default('comma').meta({
    description: 'Spreadsheet programs in some languages expect semicolons.',
  }),
  encoding: z.enum(['utf-8', 'utf-16le']).default('utf-8').meta({
    description: 'Both with a byte order mark. Old spreadsheet programs open UTF-16 with tabs.',
  }),
});
/** An export as a workbook needs neither separator nor encoding. */
export const ExportWorkbook = ExportUsers.omit({ separator: true, encoding: true });
export type ExportWorkbook = z.output<typeof ExportWorkbook>;
export type ExportUsers = z.output<typeof ExportUsers>;

/** What to do if there are too few seats: add nobody, or as many as there are seats. */
export const OnSeatLimit = z.enum(['refuse', 'fill']);
export type OnSeatLimit = z.output<typeof OnSeatLimit>;

/**
 * A batch of users. Each entry is validated separately, so that an invalid one does not affect the others.
 */
export const BatchUsers = z.strictObject({
  users: z.array(checkedLater(CreateUser)).min(1).max(1000),
  onSeatLimit: OnSeatLimit.default('refuse'),
});
export type BatchUsers = z.output<typeof BatchUsers>;

export const BatchOutcome = z.enum(['created', 'exists', 'invalid', 'seat_limit_reached']);
export type BatchOutcome = z.output<typeof BatchOutcome>;

export const BatchResult = z
  .object({
    results: z.array(
      z.object({
        index: z.int().meta({ description: 'The position in `users`, counted from 0.' }),
        outcome: BatchOutcome,
        userId: Id.optional().meta({
          description: 'The user who was added, or who already has the address.',
        }),
        errors: z.array(FieldError).optional().meta({ description: 'The invalid fields, the first ten.' }),
        moreErrors: z.int().optional().meta({ description: 'How many further fields are invalid.' }),
      }),
    ),
    summary: z.object({
      created: z.int(),
      exists: z.int(),
      invalid: z.int(),
      seatLimitReached: z.int(),
      invited: z.int(),
    }),
  })
  .meta({ id: 'BatchResult' });
export type BatchResult = z.output<typeof BatchResult>;

export const LookUpUsers = z.strictObject({ emails: z.array(storedText(320)).min(1).max(1000) });
export type LookUpUsers = z.output<typeof LookUpUsers>;

/** A page of users. */
export const UserPage = z.object({
  data: z.array(User),
  nextCursor: z.string().nullable(),
  total: z.int().nullable().optional().meta({
    description:
      'With `include=total`: exact below 10,000 and without filters. Otherwise `null`; use `GET /users/count` for the exact number.',
  }),
});
export type UserPage = z.output<typeof UserPage>;

/** Why work ended before it was done; null if it did not. */
export const StopReason = z.enum(['permission_lost']).nullable().meta({
  description:
    '`permission_lost`: the person or key that started it may no longer do this. What was done before stays; the rest failed.',
});
export type StopReason = z.output<typeof StopReason>;
