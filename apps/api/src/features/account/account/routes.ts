import { account } from '@muster/contracts/account/account';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { getSeats } from '../../../policies/seats.ts';
import { getLogo } from './logo.ts';
import { getAccount, getOverview, updateAccount } from './service.ts';

export function routes(server: Server): void {
  implement(server, account, {
    get: (ctx) => getAccount(ctx),
    update: (ctx, { body }) => updateAccount(ctx, body),
    seats: (ctx) => getSeats(ctx),
    overview: (ctx) => getOverview(ctx),
    async logo(ctx, { params }, { reply }) {
      const { contentType, bytes } = await getLogo(ctx, params.id);
      // The URL contains the picture's version, so it can be cached forever. Mail readers embed it from
      // anywhere.
      reply.header('Cache-Control', 'public, max-age=31536000, immutable');
      reply.header('Cross-Origin-Resource-Policy', 'cross-origin');
      reply.type(contentType).send(Buffer.from(bytes));
    },
  });
}
