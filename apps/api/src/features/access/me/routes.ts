import { me } from '@muster/contracts/access/me';
import type { Context } from '../../../platform/context/context.ts';
import { setDeviceCookie } from '../../../platform/http/access/cookies.ts';
import { type Http, implement, type Server } from '../../../platform/http/api/implement.ts';
import {
  changePassword,
  createAccount,
  endOtherSignIns,
  endSignIn,
  getMe,
  listSignIns,
  switchAccount,
  updateMe,
} from './service.ts';

export function routes(server: Server): void {
  implement(server, me, {
    get: (ctx) => getMe(ctx),
    update: (ctx, { body }) => updateMe(ctx, body),
    async changePassword(ctx, { body }, http) {
      await changePassword(ctx, body);
      stayKnown(ctx, http);
    },
    switchAccount: async (ctx, { body }) => ({ me: await switchAccount(ctx, body.accountId) }),
    createAccount: async (ctx, { body }) => ({ me: await createAccount(ctx, body) }),
    listSignIns: (ctx) => listSignIns(ctx),
    endSignIn: async (ctx, { params }) => endSignIn(ctx, params.id),
    async endOtherSignIns(ctx, _input, http) {
      await endOtherSignIns(ctx);
      stayKnown(ctx, http);
    },
  });
}

/** Renews the cookie of this device, because those from before were voided with the other sign-ins. */
function stayKnown({ deps, actor }: Context, http: Http): void {
  if (actor.identityId) setDeviceCookie(http, deps, actor.identityId);
}
