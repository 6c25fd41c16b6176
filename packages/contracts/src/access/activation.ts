import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Locale, Password, PersonName, Timestamp, Token } from '../kit/primitives.ts';
import { MeAnswer } from './me.ts';

export const ActivationToken = z.strictObject({ token: Token });

export const ActivationPreview = z
  .object({
    account: z.object({ name: z.string(), logoUrl: z.string().nullable(), primaryColor: z.string() }),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    groups: z.array(z.string()).meta({ description: 'Names of the groups the person will be in.' }),
    invitedBy: z.string().nullable(),
    expiresAt: Timestamp,
    hasIdentity: z
      .boolean()
      .meta({ description: 'True when the person already signs in with this address.' }),
    locale: Locale,
  })
  .meta({ id: 'ActivationPreview' });
export type ActivationPreview = z.output<typeof ActivationPreview>;

export const AcceptInvitation = z.strictObject({
  token: Token,
  firstName: PersonName.min(1),
  lastName: PersonName,
  password: Password.meta({
    description: 'The chosen password, at least 10 characters. With `hasIdentity`, the existing password.',
  }),
});
export type AcceptInvitation = z.output<typeof AcceptInvitation>;

const tokenErrors = [
  'invitation_not_found',
  'invitation_expired',
  'invitation_revoked',
  'invitation_superseded',
  'invitation_used',
] as const;

export const activation = endpoints('activation', {
  preview: endpoint({
    method: 'POST',
    path: '/activation/preview',
    summary: 'Show what an activation link invites to; changes nothing',
    access: 'public',
    body: ActivationToken,
    status: 200,
    response: ActivationPreview,
    errors: [...tokenErrors, 'too_many_attempts'],
  }),
  accept: endpoint({
    method: 'POST',
    path: '/activation/accept',
    summary: 'Activate: choose a name and a password, and sign in',
    access: 'public',
    body: AcceptInvitation,
    status: 200,
    response: MeAnswer,
    errors: [...tokenErrors, 'credentials_invalid', 'password_weak', 'too_many_attempts'],
  }),
  requestNewLink: endpoint({
    method: 'POST',
    path: '/activation/request-new-link',
    summary: 'Request a new link, sent to the original address',
    description:
      'Always answers 202. At most one e-mail in ten minutes is sent, and only to the invited address.',
    access: 'public',
    body: ActivationToken,
    status: 202,
    errors: ['too_many_attempts'],
  }),
});
