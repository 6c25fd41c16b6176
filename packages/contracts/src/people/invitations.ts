import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, PageQuery, pageOf, repeatable, Timestamp } from '../kit/primitives.ts';
import { Delivery } from '../mail/delivery.ts';

export const InvitationStatus = z.enum(['pending', 'accepted', 'expired', 'revoked']);
export type InvitationStatus = z.output<typeof InvitationStatus>;

export const Invitation = z
  .object({
    id: Id,
    user: z.object({ id: Id, email: z.string(), name: z.string() }),
    status: InvitationStatus,
    delivery: Delivery,
    deliveryDetail: z.string().nullable(),
    sentAt: Timestamp.nullable(),
    expiresAt: Timestamp,
    acceptedAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    invitedBy: z.object({ id: Id, name: z.string() }).nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.output<typeof Invitation>;

/** How to send an invitation. The mail provider suppresses addresses that bounced or complained before. */
export const SendInvitation = z.strictObject({
  despiteSuppression: z
    .boolean()
    .default(false)
    .meta({ description: 'Send to the address even though the e-mail provider has refused it before.' }),
});
export type SendInvitation = z.output<typeof SendInvitation>;

export const ListInvitations = PageQuery.extend({
  sort: z
    .enum(['createdAt', '-createdAt', 'expiresAt', '-expiresAt', 'updatedAt', '-updatedAt'])
    .default('-createdAt'),
  status: repeatable(InvitationStatus),
  delivery: repeatable(Delivery),
  updatedAfter: Timestamp.optional().meta({
    description:
      'Sent, accepted, revoked or reported by the mail provider at this time or later. Expiry is no change: see `expiresAt`.',
  }),
});
export type ListInvitations = z.output<typeof ListInvitations>;

export const invitations = endpoints('invitations', {
  list: endpoint({
    method: 'GET',
    path: '/invitations',
    summary: 'List invitations, newest first',
    access: 'invitations:read',
    query: ListInvitations,
    status: 200,
    response: pageOf(Invitation),
    errors: ['cursor_invalid'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/invitations/:id',
    summary: 'Get an invitation',
    access: 'invitations:read',
    params: IdParams,
    status: 200,
    response: Invitation,
    errors: ['not_found'],
  }),
  resend: endpoint({
    method: 'POST',
    path: '/invitations/:id/resend',
    summary: 'Send the invitation again with a new link; the old link stops working',
    access: 'invitations:write',
    params: IdParams,
    body: SendInvitation.optional(),
    status: 200,
    response: Invitation,
    errors: ['not_found', 'invitation_settled', 'address_suppressed', 'forbidden', 'scope_not_held'],
  }),
  revoke: endpoint({
    method: 'POST',
    path: '/invitations/:id/revoke',
    summary: 'Revoke the invitation; its link stops working',
    access: 'invitations:write',
    params: IdParams,
    status: 200,
    response: Invitation,
    errors: ['not_found', 'invitation_settled', 'forbidden', 'scope_not_held'],
  }),
});
