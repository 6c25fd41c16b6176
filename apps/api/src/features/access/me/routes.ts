import { me } from '@muster/contracts/access/me';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
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
    changePassword: async (ctx, { body }) => changePassword(ctx, body),
    switchAccount: async (ctx, { body }) => ({ me: await switchAccount(ctx, body.accountId) }),
    createAccount: async (ctx, { body }) => ({ me: await createAccount(ctx, body) }),
    listSignIns: (ctx) => listSignIns(ctx),
    endSignIn: async (ctx, { params }) => endSignIn(ctx, params.id),
    endOtherSignIns: async (ctx) => endOtherSignIns(ctx),
  });
}
