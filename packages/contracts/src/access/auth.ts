import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { displayName, EmailAddress, Locale, NewPassword, Password, Token } from '../kit/primitives.ts';
import { MeAnswer } from './me.ts';

export const SignUp = z.strictObject({
  accountName: displayName(120).min(1),
  name: displayName(200).min(1),
  email: EmailAddress,
  password: NewPassword,
  locale: Locale.optional(),
  timeZone: z.string().max(64).optional().meta({ example: 'Europe/Berlin' }),
});
export type SignUp = z.output<typeof SignUp>;

export const SignInRequest = z.strictObject({ email: EmailAddress, password: Password });
export type SignInRequest = z.output<typeof SignInRequest>;

export const ForgotPassword = z.strictObject({ email: EmailAddress });
export const ResetPassword = z.strictObject({ token: Token, password: NewPassword });
export type ResetPassword = z.output<typeof ResetPassword>;

export const auth = endpoints('auth', {
  signUp: endpoint({
    method: 'POST',
    path: '/auth/sign-up',
    summary: 'Create a company account and its owner',
    description:
      'Creates the account, its owner and their identity, and signs in. If the address already signs in to another account, ' +
      'give its existing password.',
    access: 'public',
    body: SignUp,
    status: 201,
    response: MeAnswer,
    errors: ['sign_up_closed', 'credentials_invalid', 'password_weak', 'too_many_attempts'],
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Sign in; sets the access and refresh cookies',
    access: 'public',
    body: SignInRequest,
    status: 200,
    response: MeAnswer,
    errors: ['credentials_invalid', 'too_many_attempts'],
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
