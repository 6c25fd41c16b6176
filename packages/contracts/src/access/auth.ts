import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import {
  displayName,
  EmailAddress,
  Id,
  Locale,
  NewPassword,
  Password,
  storedText,
  Timestamp,
  Token,
} from '../kit/primitives.ts';
import { MeAnswer } from './me.ts';

export const SignUp = z.strictObject({
  accountName: displayName(120).min(1),
  name: displayName(200).min(1),
  email: EmailAddress,
  password: NewPassword,
  locale: Locale.optional(),
  timeZone: storedText(64).optional().meta({ example: 'Europe/Berlin' }),
});
export type SignUp = z.output<typeof SignUp>;

/** A sign-up that waits for the code from the e-mail. */
export const PendingSignUp = z
  .object({
    id: Id,
    expiresAt: Timestamp.meta({ description: 'Until when the code can be entered.' }),
  })
  .meta({ id: 'PendingSignUp' });
export type PendingSignUp = z.output<typeof PendingSignUp>;

export const ConfirmSignUp = z.strictObject({
  id: Id,
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/)
    .meta({ description: 'The six digits from the e-mail.', example: '204816' }),
});
export type ConfirmSignUp = z.output<typeof ConfirmSignUp>;

export const SignInRequest = z.strictObject({ email: EmailAddress, password: Password });
export type SignInRequest = z.output<typeof SignInRequest>;

export const ForgotPassword = z.strictObject({ email: EmailAddress });
export const ResetPassword = z.strictObject({ token: Token, password: NewPassword });
export type ResetPassword = z.output<typeof ResetPassword>;

export const auth = endpoints('auth', {
  signUp: endpoint({
    method: 'POST',
    path: '/auth/sign-up',
    summary: 'Sign a company up; sends a code to the address',
    description:
      'Creates nothing yet: `confirmSignUp` with the code from the e-mail does. The answer is the same for every address. ' +
      'The owner of an address that already signs in gets an e-mail that says so, instead of a code. ' +
      'Signing up again from the same network voids the earlier code.',
    access: 'public',
    body: SignUp,
    status: 202,
    response: PendingSignUp,
    errors: ['sign_up_closed', 'password_weak', 'too_many_attempts'],
  }),
  confirmSignUp: endpoint({
    method: 'POST',
    path: '/auth/sign-up/confirm',
    summary: 'Create the company account and its owner with the code from the e-mail, and sign in',
    description: 'A code can be entered for an hour and tried five times. It works once.',
    access: 'public',
    body: ConfirmSignUp,
    status: 201,
    location: '/account',
    response: MeAnswer,
    errors: [
      'sign_up_closed',
      'sign_up_expired',
      'sign_up_code_invalid',
      'sign_up_code_used_up',
      'too_many_attempts',
    ],
  }),
  resendSignUpCode: endpoint({
    method: 'POST',
    path: '/auth/sign-up/resend',
    summary: 'Send a new code',
    description:
      'Answers with a new id; the earlier id and its code no longer work. At most three times an hour for one address.',
    access: 'public',
    body: z.strictObject({ id: Id }),
    status: 202,
    response: PendingSignUp,
    errors: ['sign_up_closed', 'sign_up_expired', 'too_many_attempts'],
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Sign in; sets the access and refresh cookies',
    access: 'public',
    body: SignInRequest,
    status: 200,
    response: MeAnswer,
    errors: ['credentials_invalid', 'not_active_anywhere', 'too_many_attempts'],
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/auth/refresh',
    summary: 'Exchange the refresh cookie for a new pair',
    description:
      'A refresh token can be used once. Presenting one that was already exchanged ends the whole sign-in ' +
      '(RFC 9700, section 4.14.2).',
    access: 'public',
    status: 200,
    response: MeAnswer,
    errors: ['unauthenticated'],
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End this sign-in and clear the cookies',
    access: 'public',
    status: 204,
    errors: [],
  }),
  forgotPassword: endpoint({
    method: 'POST',
    path: '/auth/forgot-password',
    summary: 'Request a password reset e-mail',
    description: 'Always answers 202, whether or not the address is known.',
    access: 'public',
    body: ForgotPassword,
    status: 202,
    errors: ['too_many_attempts'],
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/auth/reset-password',
    summary: 'Set a new password with the token from the e-mail; ends all sign-ins',
    access: 'public',
    body: ResetPassword,
    status: 204,
    errors: ['reset_link_invalid', 'password_weak', 'too_many_attempts'],
  }),
});
