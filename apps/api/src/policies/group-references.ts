import type { WriteContext } from '../platform/context/context.ts';
import { type Sql, sql } from '../platform/db/sql.ts';

/** The group that is merged, and the one that stays. */
export interface GroupMerge {
  readonly from: string;
  readonly into: string;
}

/** How long a bulk operation can be undone, and a little more. */
const undoable = sql`interval '2 days'`;

/**
 * Makes everything that names a group name another one: filters of saved views, rows of imports that are not done, and
 * bulk operations that run or can be undone. Memberships are not among them.
 * @param tx the transaction, in which both groups are locked
 */
export async function moveGroupReferences(tx: WriteContext, merge: GroupMerge): Promise<void> {
  const { accountId } = tx;
  const named = (ids: Sql) => sql`${ids} @> ${JSON.stringify([merge.from])}::jsonb`;
  const moved = (ids: Sql) => sql`(
    SELECT jsonb_agg(DISTINCT CASE WHEN g.id = ${merge.from} THEN ${merge.into} ELSE g.id END)
    FROM jsonb_array_elements_text(${ids}) AS g(id))`;
  await tx.query(sql`
    UPDATE saved_views v SET query = jsonb_set(v.query, '{groupId}', ${moved(sql`v.query->'groupId'`)})
    WHERE v.account_id = ${accountId}::uuid AND ${named(sql`v.query->'groupId'`)}`);
  await tx.query(sql`
    UPDATE user_import_rows r SET "values" = jsonb_set(r."values", '{groupIds}', ${moved(sql`r."values"->'groupIds'`)})
    FROM user_imports i
    WHERE i.account_id = ${accountId}::uuid AND i.status IN ('previewed', 'queued', 'running')
      AND r.account_id = ${accountId}::uuid AND r.import_id = i.id AND ${named(sql`r."values"->'groupIds'`)}`);
  await tx.query(sql`
    UPDATE user_imports i SET options = jsonb_set(i.options, '{groupIds}', (
      SELECT jsonb_object_agg(g.name, CASE WHEN g.id = ${merge.from} THEN ${merge.into} ELSE g.id END)
      FROM jsonb_each_text(i.options->'groupIds') AS g(name, id)))
    WHERE i.account_id = ${accountId}::uuid AND i.status IN ('queued', 'running')
      AND EXISTS (SELECT 1 FROM jsonb_each_text(i.options->'groupIds') AS g(name, id) WHERE g.id = ${merge.from})`);
  await tx.query(sql`
    UPDATE bulk_operations o SET params = jsonb_set(o.params, '{groupIds}', ${moved(sql`o.params->'groupIds'`)})
    WHERE o.account_id = ${accountId}::uuid AND ${named(sql`o.params->'groupIds'`)}`);
  await tx.query(sql`
    UPDATE bulk_operation_items i SET
      before = CASE WHEN ${named(sql`i.before->'groupIds'`)}
        THEN jsonb_set(i.before, '{groupIds}', ${moved(sql`i.before->'groupIds'`)}) ELSE i.before END,
      given = CASE WHEN ${named(sql`i.given->'groupIds'`)}
        THEN jsonb_set(i.given, '{groupIds}', ${moved(sql`i.given->'groupIds'`)}) ELSE i.given END
    FROM bulk_operations o
    WHERE o.account_id = ${accountId}::uuid AND (o.status <> 'done' OR o.finished_at > ${tx.now()}::timestamptz - ${undoable})
      AND i.account_id = ${accountId}::uuid AND i.operation_id = o.id
      AND (${named(sql`i.before->'groupIds'`)} OR ${named(sql`i.given->'groupIds'`)})`);
}
