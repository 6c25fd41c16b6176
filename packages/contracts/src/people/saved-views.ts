import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, IdParams, line, Timestamp } from '../kit/primitives.ts';
import { UserSelection, UserSort } from './user.ts';

/** The query of a view: the filters and the sort of the users list. */
export const ViewQuery = UserSelection.extend({ sort: UserSort.optional() });
export type ViewQuery = z.output<typeof ViewQuery>;

export const SavedView = z
  .object({ id: Id, name: z.string(), query: ViewQuery, createdAt: Timestamp, updatedAt: Timestamp })
  .meta({ id: 'SavedView' });
export type SavedView = z.output<typeof SavedView>;

const Name = line(80).min(1);

export const CreateSavedView = z.strictObject({ name: Name, query: ViewQuery });
export type CreateSavedView = z.output<typeof CreateSavedView>;

export const UpdateSavedView = z.strictObject({ name: Name.optional(), query: ViewQuery.optional() });
export type UpdateSavedView = z.output<typeof UpdateSavedView>;

export const savedViews = endpoints('savedViews', {
  list: endpoint({
    method: 'GET',
    path: '/saved-views',
    summary: 'List your saved views of the users list, by name',
    access: 'users:read',
    status: 200,
    response: z.object({ data: z.array(SavedView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/saved-views',
    summary: 'Save filters and sort order of the users list under a name, for yourself; at most 50',
    access: 'users:read',
    isForPeople: true,
    body: CreateSavedView,
    status: 201,
    response: SavedView,
    errors: ['view_exists', 'too_many_views'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/saved-views/:id',
    summary: 'Rename one of your saved views, or give it other filters',
    access: 'users:read',
    isForPeople: true,
    params: IdParams,
    body: UpdateSavedView,
    status: 200,
    response: SavedView,
    errors: ['not_found', 'view_exists'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/saved-views/:id',
    summary: 'Delete one of your saved views',
    access: 'users:read',
    isForPeople: true,
    params: IdParams,
    status: 204,
    errors: ['not_found'],
  }),
});
