import type { Delivery } from '@muster/contracts/mail/delivery';
import type { Invitation, InvitationStatus, ListInvitations } from '@muster/contracts/people/invitations';
import { byTime, defineList } from '../../../platform/db/list-page.ts';
import { join, type Sql, sql } from '../../../platform/db/sql.ts';

/** An invitation as the database returns it. */
export interface InvitationRow {
  id: string;
  status: InvitationStatus;
  delivery: Delivery;
  deliveryDetail: string | null;
  sentAt: Date | null;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  invitedById: string | null;
  invitedByName: string | null;
  createdAt: Date;
  updatedAt: Date;
  userId: string;
  email: string;
  name: string;
}

/** The status as users see it: a pending invitation is expired once the database's clock says so. */
export const statusSql = sql`
  CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state::text END`;

/** Whether an invitation (`i`) has one of the statuses, phrased so that the planner has statistics for it. */
export function hasStatus(statuses: readonly InvitationStatus[]): Sql {
  const conditions = statuses.map((status) => {
    if (status === 'pending') return sql`(i.state = 'pending' AND i.expires_at > now())`;
    if (status === 'expired') return sql`(i.state = 'pending' AND i.expires_at <= now())`;
    return sql`i.state = ${status}::invitation_state`;
  });
  return sql`(${join(conditions, ' OR ')})`;
}

/** The invitations of an account, with their users. */
export const invitationList = defineList<
  InvitationRow,
  Pick<ListInvitations, 'status' | 'delivery' | 'updatedAfter'>,
  'createdAt' | 'expiresAt' | 'updatedAt'
>({
  endpoint: 'invitations.list',
  columns: sql`
    i.id, ${statusSql} AS status, i.delivery::text, i.delivery_detail AS "deliveryDetail", i.sent_at AS "sentAt",
    i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt",
    i.invited_by_id AS "invitedById", i.invited_by_name AS "invitedByName", i.created_at AS "createdAt", i.updated_at AS "updatedAt",
    u.id AS "userId", u.email_display AS email, u.name`,
  from: sql`FROM invitations i JOIN users u ON u.account_id = i.account_id AND u.id = i.user_id`,
  account: sql`i.account_id`,
  id: sql`i.id`,
  sorts: {
    createdAt: byTime(sql`i.created_at`, 'createdAt'),
    expiresAt: byTime(sql`i.expires_at`, 'expiresAt'),
    updatedAt: byTime(sql`i.updated_at`, 'updatedAt'),
  },
  where: {
    status: hasStatus,
    updatedAfter: (time) => sql`i.updated_at >= ${time}`,
    delivery: (deliveries) => sql`i.delivery::text = ANY(${deliveries})`,
  },
  countFrom: () => sql`FROM invitations i`,
});

/** An invitation as the API shows it. The row contains no tokens or links. */
export function presentInvitation(row: InvitationRow): Invitation {
  const { invitedById, invitedByName, userId, email, name, ...rest } = row;
  return {
    ...rest,
    user: { id: userId, email, name },
    invitedBy: invitedById === null ? null : { id: invitedById, name: invitedByName ?? '' },
  };
}
