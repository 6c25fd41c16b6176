import { type NounSweep, sweptExternalId } from '../../../../test/sweep/input.ts';

export const sweep: NounSweep = {
  // Invited, so that there are an invitation and an e-mail.
  aRow: async ({ given }, owner) =>
    (await given.aUser(owner, { sendInvitation: true, externalId: sweptExternalId })).id,
  foreign: (ids, own) => [
    { method: 'POST', url: '/users', payload: { email: 'x@example.org', groupIds: [ids.groups] } },
    { method: 'PATCH', url: `/users/${own.users}`, payload: { groupIds: [ids.groups] } },
    { method: 'PUT', url: `/users/${own.users}/groups/${ids.groups}`, payload: {} },
    { method: 'PUT', url: `/users/${ids.users}/groups/${own.groups}`, payload: {} },
  ],
};
