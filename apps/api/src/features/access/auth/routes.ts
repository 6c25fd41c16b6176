import { auth } from '@muster/contracts/access/auth';
import { accountContext } from '../../../platform/context/account-context.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { Failure } from '../../../platform/errors.ts';
import { signInIdOf } from '../../../platform/http/access/authenticate.ts';
import {
  clearTokenCookies,
  readCookie,
  readRefreshToken,
  setTokenCookies,
} from '../../../platform/http/access/cookies.ts';
import { type Http, implement, type Server } from '../../../platform/http/api/implement.ts';
import { getMe } from '../me/index.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { requestPasswordReset, resetPassword } from './password-reset.ts';
import { refresh, type SignedIn, signIn, signOut } from './service.ts';
import { resendSignUpCode, signUp } from './sign-up.ts';

export function routes(server: Server): void {
  implement(server, auth, {
    signUp: (ctx, { body }) => signUp(ctx, body),
    confirmSignUp: async (ctx, { body }, http) => welcome(ctx, await confirmSignUp(ctx, body), http),
    resendSignUpCode: (ctx, { body }) => resendSignUpCode(ctx, body.id),
    signIn: async (ctx, { body }, http) => welcome(ctx, await signIn(ctx, body), http),
    async refresh(ctx, _input, http) {
      try {
        return await welcome(ctx, await refresh(ctx, readRefreshToken(http.request, ctx.deps.config)), http);
      } catch (error) {
        if (error instanceof Failure) clearTokenCookies(http, ctx.deps.config);
        throw error;
      }
    },
    async signOut(ctx, _input, http) {
      const { config } = ctx.deps;
      const accessToken = readCookie(http.request, config, 'access');
      const signInId = accessToken ? signInIdOf(http.request, ctx.deps.secrets, accessToken) : undefined;
      await signOut(ctx, { refreshToken: readRefreshToken(http.request, config)?.token, signInId });
      clearTokenCookies(http, config);
    },
    forgotPassword: async (ctx, { body }) => requestPasswordReset(ctx, body.email),
    resetPassword: async (ctx, { body }) => resetPassword(ctx, body),
  });
}

async function welcome(ctx: PublicContext, signedIn: SignedIn, http: Http) {
  setTokenCookies(http, ctx.deps, signedIn);
  return { me: await getMe(accountContext(ctx.deps, signedIn.accountId, signedIn.actor, ctx.request)) };
}
