import * as z from 'zod';
import { Permission } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import {
  displayName,
  Id,
  IdParams,
  Locale,
  NewPassword,
  Password,
  storedText,
  Timestamp,
} from '../kit/primitives.ts';
import { Role } from '../permissions.ts';

/** The signed-in person, their current account, and their permissions in it. */
export const Me = z
  .object({
    identity: z.object({ id: Id, email: z.string(), name: z.string(), locale: Locale.nullable() }),
    user: z.object({
      id: Id,
      email: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      name: z.string(),
      role: Role,
      activatedAt: Timestamp.nullable(),
      groups: z.array(z.object({ id: Id, name: z.string() })),
    }),
    account: z.object({
      id: Id,
      name: z.string(),
      logoUrl: z.string().nullable(),
      primaryColor: z.string(),
      locale: Locale,
      timeZone: z.string(),
      supportEmail: z.string().nullable(),
    }),
    accounts: z.array(z.object({ id: Id, name: z.string(), logoUrl: z.string().nullable(), role: Role })),
    permissions: z.array(Permission),
    signInId: Id,
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

export const MeAnswer = z.object({ me: Me });

export const UpdateMe = z.strictObject({
  name: displayName(200).min(1).optional(),
  locale: Locale.nullable().optional(),
});
export type UpdateMe = z.output<typeof UpdateMe>;

export const ChangePassword = z.strictObject({
  currentPassword: Password,
  newPassword: NewPassword,
  endOtherSignIns: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether all other browsers are signed out.' }),
});
export type ChangePassword = z.output<typeof ChangePassword>;

/** A further company account of a person who is signed in. */
export const NewAccount = z.strictObject({
  accountName: displayName(120).min(1),
  locale: Locale.optional(),
  timeZone: storedText(64).optional().meta({ example: 'Europe/Berlin' }),
});
export type NewAccount = z.output<typeof NewAccount>;

/** One session of a browser. */
export const SignIn = z
  .object({
    id: Id,
    isCurrent: z.boolean(),
    device: z.string().meta({ example: 'Firefox on Windows' }),
    ipAddress: z.string(),
    createdAt: Timestamp,
    lastSeenAt: Timestamp,
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.output<typeof SignIn>;

export const me = endpoints('me', {
  get: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Show who is signed in, to which account and with which permissions',
    access: 'signed-in',
    status: 200,
    response: Me,
    errors: [],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/me',
    summary: 'Change your own name or language',
    access: 'signed-in',
    body: UpdateMe,
    status: 200,
    response: Me,
    errors: [],
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/me/password',
    summary: 'Change your password; ends every other sign-in, unless it is not wanted',
    description: 'Links that set a new password no longer work. You get an e-mail about the change.',
    access: 'signed-in',
    body: ChangePassword,
    status: 204,
    errors: ['credentials_invalid', 'password_weak', 'too_many_attempts'],
  }),
  switchAccount: endpoint({
    method: 'POST',
    path: '/me/switch-account',
    summary: 'Switch to another account in which you are an active user',
    access: 'signed-in',
    body: z.strictObject({ accountId: Id }),
    status: 200,
    response: MeAnswer,
    errors: ['not_found'],
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/me/accounts',
    summary: 'Create a further company account with you as its owner, and switch to it',
    access: 'signed-in',
    body: NewAccount,
    status: 201,
    location: '/account',
    response: MeAnswer,
    errors: ['sign_up_closed', 'address_unproved', 'too_many_attempts'],
  }),
  listSignIns: endpoint({
    method: 'GET',
    path: '/me/sign-ins',
    summary: 'List the browsers you are signed in with, most recent first',
    access: 'signed-in',
    status: 200,
    response: z.object({ data: z.array(SignIn) }),
    errors: [],
  }),
  endSignIn: endpoint({
    method: 'DELETE',
    path: '/me/sign-ins/:id',
    summary: 'End one sign-in',
    access: 'signed-in',
    params: IdParams,
    status: 204,
    errors: ['not_found'],
  }),
  endOtherSignIns: endpoint({
    method: 'DELETE',
    path: '/me/sign-ins',
    summary: 'End every other sign-in',
    access: 'signed-in',
    status: 204,
    errors: [],
  }),
});
