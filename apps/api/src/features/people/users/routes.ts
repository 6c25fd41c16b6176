import { users } from '@muster/contracts/people/users';
import { sendCsv, sendXlsx } from '../../../platform/http/api/download.ts';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { inviteUser } from '../invitations/index.ts';
import { addBatch } from './add/batch.ts';
import { createUser } from './add/create.ts';
import { exportUsers, exportWorkbook } from './export.ts';
import { addUserToGroup, removeUserFromGroup } from './groups.ts';
import { listUserActions, listUserEmails, listUserSignIns } from './history.ts';
import { deactivateUser, deleteUser, reactivateUser } from './lifecycle.ts';
import { putUser } from './put.ts';
import { getUser, getUserByExternalId, getUserCount, listUsers, lookUpUsers } from './service.ts';
import { updateUser } from './update.ts';

export function routes(server: Server): void {
  implement(server, users, {
    list: (ctx, { query }) => listUsers(ctx, query),
    create: (ctx, { body }) => createUser(ctx, body),
    batch: (ctx, { body }) => addBatch(ctx, body),
    lookUp: (ctx, { body }) => lookUpUsers(ctx, body),
    count: (ctx, { query }) => getUserCount(ctx, query),
    async export(ctx, { query }, { reply }) {
      sendCsv(reply, await exportUsers(ctx, query));
    },
    async exportXlsx(ctx, { query }, { reply }) {
      sendXlsx(reply, await exportWorkbook(ctx, query));
    },
    get: (ctx, { params }) => getUser(ctx, params.id),
    getByExternalId: (ctx, { params }) => getUserByExternalId(ctx, params.externalId),
    async put(ctx, { params, body }, { reply }) {
      const { user, isNew } = await putUser(ctx, params.externalId, body);
      reply.code(isNew ? 201 : 200);
      return user;
    },
    update: (ctx, { params, body }) => updateUser(ctx, params.id, body),
    delete: async (ctx, { params }) => deleteUser(ctx, params.id),
    deactivate: (ctx, { params }) => deactivateUser(ctx, params.id),
    reactivate: (ctx, { params }) => reactivateUser(ctx, params.id),
    async invite(ctx, { params, body }, { reply }) {
      const { invitation, isNew } = await inviteUser(ctx, params.id, body);
      reply.code(isNew ? 201 : 200);
      return invitation;
    },
    listActions: (ctx, { params, query }) => listUserActions(ctx, params.id, query),
    listEmails: (ctx, { params, query }) => listUserEmails(ctx, params.id, query),
    listSignIns: (ctx, { params }) => listUserSignIns(ctx, params.id),
    addGroup: async (ctx, { params }) => addUserToGroup(ctx, params.id, params.groupId),
    removeGroup: async (ctx, { params }) => removeUserFromGroup(ctx, params.id, params.groupId),
  });
}
