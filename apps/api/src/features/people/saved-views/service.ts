import { defined } from '@muster/contracts/kit/defined';
import {
  type CreateSavedView,
  type SavedView,
  type UpdateSavedView,
  ViewQuery,
} from '@muster/contracts/people/saved-views';
import type { SavedView as ViewRow } from '@muster/database/client';
import * as z from 'zod';
import type { Context } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { refuseDuplicate } from '../../../platform/db/unique.ts';
import { fail } from '../../../platform/errors.ts';

/** The maximum number of views per admin. */
const most = 50;

/** The caller's own views, by name. */
export async function listViews(ctx: Context) {
  const rows = await ctx.db.savedView.findMany({ where: { userId: ownerOf(ctx) }, take: most });
  const views = rows.map(presentView);
  return { data: views.sort((one, other) => one.name.localeCompare(other.name, ctx.request.locale)) };
}

/** @throws Failure `view_exists` if the caller has a view whose name looks the same; `too_many_views` */
export async function createView(ctx: Context, input: CreateSavedView): Promise<SavedView> {
  const userId = ownerOf(ctx);
  const row = await ctx
    .transaction(async (tx) => {
      // One at a time per admin, so that the limit holds.
      await tx.query(sql`SELECT id FROM users WHERE account_id = ${tx.accountId}::uuid AND id = ${userId}::uuid
        FOR NO KEY UPDATE`);
      if ((await tx.db.savedView.count({ where: { userId } })) >= most) fail('too_many_views');
      return tx.db.savedView.create({
        data: {
          ...{ accountId: ctx.accountId, id: newId(), userId, name: input.name },
          query: z.encode(ViewQuery, input.query) as object,
        },
      });
    })
    .catch(refuseDuplicate('view_exists', '#/name'));
  return presentView(row);
}

/** @throws Failure `not_found` also for another admin's view, `view_exists` */
export async function updateView(ctx: Context, id: string, input: UpdateSavedView): Promise<SavedView> {
  const { name, query } = input;
  const stored = query && (z.encode(ViewQuery, query) as object);
  const data = defined({ name, query: stored, updatedAt: ctx.now() });
  const [row] = await ctx.db.savedView
    .updateManyAndReturn({ where: { id, userId: ownerOf(ctx) }, data })
    .catch(refuseDuplicate('view_exists', '#/name'));
  return row ? presentView(row) : fail('not_found');
}

/** @throws Failure `not_found` also for another admin's view */
export async function deleteView(ctx: Context, id: string): Promise<void> {
  const { count } = await ctx.db.savedView.deleteMany({ where: { id, userId: ownerOf(ctx) } });
  if (count === 0) fail('not_found');
}

function ownerOf({ actor }: Context): string {
  return actor.person?.id ?? fail('forbidden');
}

function presentView({ id, name, query, createdAt, updatedAt }: ViewRow): SavedView {
  return { id, name, query: ViewQuery.parse(query), createdAt, updatedAt };
}
