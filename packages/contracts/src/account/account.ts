import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { displayName, EmailAddress, Id, IdParams, Locale, storedText, Timestamp } from '../kit/primitives.ts';

export const Account = z
  .object({
    id: Id,
    name: z.string(),
    plan: z.object({ name: z.string(), seatLimit: z.int().nullable() }),
    logoUrl: z.string().nullable(),
    primaryColor: z.string(),
    locale: Locale,
    timeZone: z.string(),
    invitationLifetimeDays: z.int(),
    invitationReminderDays: z.array(z.int()).meta({
      description: 'Days after sending on which people are reminded of a pending invitation.',
      example: [3],
    }),
    signInMaxDays: z.int().meta({
      description: 'Days after which people sign in again, even if they use Muster every day.',
      example: 90,
    }),
    signInIdleDays: z
      .int()
      .meta({ description: 'Days without use after which people sign in again.', example: 30 }),
    supportEmail: z.string().nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof Account>;

/** A picture as a data URL: PNG, JPEG or WebP, at most 1 MiB decoded. */
const Logo = z
  .string()
  .max(1_400_000)
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/)
  .meta({ description: 'A data URL of a PNG, JPEG or WebP picture, at most 1 MiB.' });

export const UpdateAccount = z.strictObject({
  name: displayName(120).min(1).optional(),
  locale: Locale.optional(),
  timeZone: storedText(64).min(1).optional().meta({ example: 'Europe/Berlin' }),
  primaryColor: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional()
    .meta({ example: '#4263eb' }),
  logo: Logo.nullable().optional(),
  invitationLifetimeDays: z.int().min(1).max(30).optional(),
  invitationReminderDays: z
    .array(z.int().min(1).max(29))
    .max(3)
    .optional()
    .meta({ example: [2, 5] }),
  signInMaxDays: z.int().min(1).max(365).optional(),
  signInIdleDays: z.int().min(1).max(365).optional(),
  supportEmail: EmailAddress.nullable().optional(),
});
export type UpdateAccount = z.output<typeof UpdateAccount>;

export const Seats = z
  .object({
    limit: z.int().nullable(),
    used: z.int(),
    available: z.int().nullable(),
    byStatus: z.object({ added: z.int(), invited: z.int(), active: z.int() }),
  })
  .meta({ id: 'Seats' });
export type Seats = z.output<typeof Seats>;

/** The figures of the Overview besides seats: invitations by state, and what needs attention. */
export const Overview = z
  .object({
    invitations: z.object({
      pending: z.int(),
      expired: z.int(),
      undelivered: z.int(),
      acceptedLast30Days: z.int(),
    }),
    users: z.object({ total: z.int(), added: z.int(), deactivated: z.int(), neverSignedIn: z.int() }),
    mail: z
      .object({
        transport: z.enum(['mailbox', 'smtp', 'resend']),
        isWorking: z.boolean(),
        detail: z.string().nullable().meta({ description: 'What the mail server or e-mail provider says.' }),
        failed: z.int().meta({ description: 'E-mails of the last 30 days that failed.' }),
      })
      .meta({ description: 'Whether e-mails are being sent.' }),
  })
  .meta({ id: 'Overview' });
export type Overview = z.output<typeof Overview>;

export const account = endpoints('account', {
  get: endpoint({
    method: 'GET',
    path: '/account',
    summary: 'Get the account and its settings',
    access: 'account:read',
    status: 200,
    response: Account,
    errors: [],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/account',
    summary: 'Change the account settings',
    access: 'account:write',
    body: UpdateAccount,
    bodyLimit: 1_500_000,
    status: 200,
    response: Account,
    errors: ['logo_invalid'],
  }),
  seats: endpoint({
    method: 'GET',
    path: '/account/seats',
    summary: 'Show seats: limit, used, available',
    access: 'account:read',
    status: 200,
    response: Seats,
    errors: [],
  }),
  overview: endpoint({
    method: 'GET',
    path: '/account/overview',
    summary: 'Figures of the account: invitations by status, users who need attention',
    access: 'account:read',
    status: 200,
    response: Overview,
    errors: [],
  }),
  logo: endpoint({
    method: 'GET',
    path: '/accounts/:id/logo',
    summary: "An account's logo, as shown in e-mails and on the activation page",
    access: 'public',
    params: IdParams,
    query: z.object({ v: storedText(64).optional() }),
    status: 200,
    contentType: 'image/*',
    errors: ['not_found'],
  }),
});
