import { groups } from '@muster/contracts/people/groups';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { mergeGroup } from './merge.ts';
import {
  addGroupUsers,
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  removeGroupUsers,
  updateGroup,
} from './service.ts';

export function routes(server: Server): void {
  implement(server, groups, {
    list: (ctx, { query }) => listGroups(ctx, query),
    create: (ctx, { body }) => createGroup(ctx, body),
    get: (ctx, { params }) => getGroup(ctx, params.id),
    update: (ctx, { params, body }) => updateGroup(ctx, params.id, body),
    delete: async (ctx, { params }) => deleteGroup(ctx, params.id),
    merge: (ctx, { params, body }) => mergeGroup(ctx, params.id, body),
    addUsers: (ctx, { params, body }) => addGroupUsers(ctx, params.id, body),
    removeUsers: (ctx, { params, body }) => removeGroupUsers(ctx, params.id, body),
  });
}
