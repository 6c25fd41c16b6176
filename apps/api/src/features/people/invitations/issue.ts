import type { TransactionContext, WriteContext } from '../../../platform/context/context.ts';
import { mintToken, newId } from '../../../platform/crypto/tokens.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { sealEmail } from '../../../platform/outgoing/outgoing.ts';
import type { NewEmail, SealedEmail } from '../../../platform/outgoing/outgoing-types.ts';
import { nextReminder } from '../../../policies/reminders.ts';
import { insertInvitations, renewInvitations, type Terms, type ToWrite } from './insert.ts';

/** The user an invitation is for; the caller has locked them. */
export interface Invitee {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly emailDisplay: string;
  readonly locale: string | null;
}

/** A user just added, whose row already contains the id of the coming invitation. */
export interface NewInvitee extends Invitee {
  readonly invitationId: string;
  /** The names of their groups, as e-mails show them. */
  readonly groupNames: string;
  /** The inviter, if several callers share a transaction. */
  readonly by?: WriteContext;
}

/** An invitation that was sent: its id, and whether it is new. */
export interface Issued {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Sends a user their invitation. Creates one if there is no live one; otherwise the live one gets a new link
 * and expiry, and its old links are invalidated. The caller holds the lock on the user's row.
 * @param tx the transaction that also makes the change behind the invitation
 */
export async function issueInvitation(tx: WriteContext, user: Invitee): Promise<Issued> {
  const issued = await issueInvitations(tx, [user]);
  return issued.get(user.id) ?? { id: '', isNew: false };
}

/**
 * Sends several users their invitations in a few statements, as `issueInvitation` does for one.
 * @returns the issued invitation by user id
 */
export async function issueInvitations(
  tx: WriteContext,
  users: readonly Invitee[],
): Promise<Map<string, Issued>> {
  const states = new Map((await findStates(tx, users)).map((state) => [state.userId, state]));
  const entries = users.map((user) => {
    const state = states.get(user.id);
    const live = state?.liveId ?? null;
    return {
      user,
      ...prepare(live ?? newId()),
      live,
      ...inviterOf(tx, state?.invitedByName),
      ...namesOf(state),
      by: tx,
    };
  });
  const [renewed, added] = [entries.filter(({ live }) => live), entries.filter(({ live }) => !live)];
  const terms = await findTerms(tx);
  renewInvitations(tx, terms, renewed);
  insertInvitations(tx, terms, added);
  if (added.length > 0) {
    const invited = added.map(({ user }) => user);
    tx.pipeline(sql`
      UPDATE users u SET status = 'invited' FROM ${unnestIds('w', invited)}
      WHERE u.account_id = ${tx.accountId}::uuid AND u.id = w.id AND u.status = 'added'`);
  }
  for (const entry of entries) send(terms, entry);
  return new Map(entries.map(({ user, id, live }) => [user.id, { id, isNew: live === null }]));
}

/**
 * Adds users and sends their first invitations. Links and e-mails are generated while PostgreSQL writes the
 * users.
 * @param users the users to invite; their rows say `invited`
 * @param add adds them and others
 * @returns the result of `add`: the ids of the added users; only these are invited
 */
export async function inviteNewUsers(
  tx: WriteContext,
  users: readonly NewInvitee[],
  add: () => Promise<ReadonlySet<string>>,
): Promise<ReadonlySet<string>> {
  if (users.length === 0) return add();
  const terms = findTerms(tx);
  const [added, prepared] = await Promise.all([add(), terms.then((found) => prepareNew(tx, found, users))]);
  const entries = prepared.filter(({ user }) => added.has(user.id));
  for (const entry of entries) send(await terms, entry);
  insertInvitations(tx, await terms, entries);
  return added;
}

function prepareNew(tx: WriteContext, terms: Terms, users: readonly NewInvitee[]) {
  return users.map((user) => {
    const { groupNames, by = tx } = user;
    const entry = { user, ...prepare(user.invitationId), live: null, ...inviterOf(by, null), groupNames, by };
    return { ...entry, email: sealEmail(by, emailOf(terms, entry)) };
  });
}

interface Entry extends ToWrite {
  readonly user: Invitee;
  readonly token: string;
  readonly live: string | null;
  readonly inviter: string;
  readonly groupNames: string;
}

function prepare(id: string) {
  return { id, emailId: newId(), ...mintToken() };
}

// When the product itself renews a link, it names the original inviter.
function inviterOf(tx: WriteContext, invitedByName: string | null | undefined) {
  const { type, person, name } = tx.actor;
  return { inviter: type === 'system' && invitedByName ? invitedByName : (person?.name ?? name) };
}

interface State {
  userId: string;
  liveId: string | null;
  invitedByName: string | null;
  groupNames: string | null;
}

function namesOf(state: State | undefined) {
  return { groupNames: state?.groupNames ?? '' };
}

function findStates(tx: WriteContext, users: readonly Invitee[]): Promise<State[]> {
  return tx.query<State>(sql`
    SELECT u.id AS "userId", i.id AS "liveId", i.invited_by_name AS "invitedByName", (
      SELECT string_agg(n.name, ', ' ORDER BY n.name) FROM (
        SELECT g.name FROM unnest(u.group_ids) AS m(id) JOIN groups g ON g.account_id = u.account_id AND g.id = m.id
        ORDER BY g.name LIMIT 20) n) AS "groupNames"
    FROM ${unnestIds('w', users)} JOIN users u ON u.id = w.id LEFT JOIN invitations i
      ON i.account_id = u.account_id AND i.user_id = u.id AND i.state = 'pending'
    WHERE u.account_id = ${tx.accountId}::uuid`);
}

/**
 * The account's settings for invitations sent now. Expiry is compared with the database's clock, so it is
 * computed from that clock.
 */
async function findTerms(tx: WriteContext): Promise<Terms> {
  const rows = await tx.query<Terms>(sql`
    SELECT a.locale, t.issued_at AS "issuedAt", t.expires_at AS "expiresAt",
      ${nextReminder(sql`t`, tx.now())} AS "nextReminderAt"
    FROM accounts a, LATERAL (
      SELECT now() AS issued_at, now() + make_interval(hours => 24 * a.invitation_lifetime_days) AS expires_at
    ) t WHERE a.id = ${tx.accountId}::uuid`);
  const [terms] = rows;
  if (!terms) throw new Error('The account of an invitation is gone.');
  return terms;
}

function send(terms: Terms, { by, email, ...entry }: Entry & { email?: SealedEmail }): void {
  by.sendEmail(email ?? emailOf(terms, { by, ...entry }));
  const { user, id, live } = entry;
  by.record({
    type: live ? 'invitation.resent' : 'invitation.sent',
    target: { type: 'invitation', id, name: user.name },
    user: { id: user.id, name: user.name },
    data: { to: user.emailDisplay, expiresAt: terms.expiresAt.toISOString() },
  });
}

function emailOf(terms: Terms, { user, id, emailId, token, inviter, groupNames, by }: Entry): NewEmail {
  return {
    id: emailId,
    template: 'invitation',
    to: user.emailDisplay,
    userId: user.id,
    invitationId: id,
    locale: toLocale(user.locale ?? terms.locale),
    variables: {
      'user.name': user.name,
      'user.first_name': user.firstName,
      'user.email': user.emailDisplay,
      'inviter.name': inviter,
      group_names: groupNames,
      activation_url: `${by.deps.config.publicUrl}/activate#${token}`,
      expires_at: terms.expiresAt.toISOString(),
    },
  };
}

/** The names of a user's groups, as e-mails show them. */
export async function groupNames(tx: TransactionContext, userId: string): Promise<string> {
  const rows = await tx.db.groupMembership.findMany({
    where: { userId },
    select: { group: { select: { name: true } } },
    orderBy: { group: { name: 'asc' } },
    take: 20,
  });
  return rows.map(({ group }) => group.name).join(', ');
}
