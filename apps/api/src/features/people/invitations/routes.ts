import { invitations } from '@muster/contracts/people/invitations';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { getInvitation, listInvitations, resendInvitation, revokeInvitation } from './service.ts';

export function routes(server: Server): void {
  implement(server, invitations, {
    list: (ctx, { query }) => listInvitations(ctx, query),
    get: (ctx, { params }) => getInvitation(ctx, params.id),
    resend: (ctx, { params, body }) => resendInvitation(ctx, params.id, body),
    revoke: (ctx, { params }) => revokeInvitation(ctx, params.id),
  });
}
