import { activation } from '@muster/contracts/access/activation';
import { accountContext } from '../../../platform/context/account-context.ts';
import { setTokenCookies } from '../../../platform/http/access/cookies.ts';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { getMe } from '../me/index.ts';
import { acceptInvitation } from './accept.ts';
import { previewActivation, requestNewLink } from './service.ts';

export function routes(server: Server): void {
  implement(server, activation, {
    preview: (ctx, { body }) => previewActivation(ctx, body.token),
    async accept(ctx, { body }, http) {
      const activated = await acceptInvitation(ctx, body);
      setTokenCookies(http, ctx.deps, activated);
      return { me: await getMe(accountContext(ctx.deps, activated.accountId, activated.actor, ctx.request)) };
    },
    requestNewLink: async (ctx, { body }) => requestNewLink(ctx, body.token),
  });
}
