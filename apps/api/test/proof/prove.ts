import type {
  DeleteStmt,
  InsertStmt,
  Node,
  OnConflictClause,
  ParseResult,
  RangeVar,
  UpdateStmt,
} from 'libpg-query';
import { parseSync } from 'libpg-query';
import {
  columnAt,
  columnOf,
  type Level,
  type Output,
  type Relation,
  rootLevel,
  unknownOutput,
} from './names.ts';
import { QueryAnalysis } from './queries.ts';
import { accountColumn, isOfAccounts, type Tables, unseenTables } from './tables.ts';

/** What the text of a statement proves. */
export interface Proof {
  /** Whether it refers to a table whose rows belong to an account. */
  readonly touchesAccounts: boolean;
  /**
   * What the statement may touch beyond one account.
   * @param parameters the numbers of the parameters that are this account's id
   * @returns a reason for each, or nothing if every row it touches belongs to the account
   */
  unproved(parameters: ReadonlySet<number>): readonly string[];
}

/**
 * Determines which rows a statement can touch.
 * @param tables the tables of the schema; a table belongs to accounts if it has `account_id` or is `accounts`
 * @throws SqlError if the text is not valid SQL
 */
export function prove(text: string, tables: Tables): Proof {
  const analysis = new StatementAnalysis(tables);
  const { stmts = [] } = parseSync(text) as ParseResult;
  for (const { stmt } of stmts) if (stmt) analysis.statement(stmt, rootLevel);
  for (const name of unseenTables(stmts, analysis.seen, tables)) {
    analysis.needs.push({ what: `${name}, named where the gate does not look`, term: null });
  }
  const { needs, graph } = analysis;
  return {
    touchesAccounts: needs.length > 0,
    unproved(parameters) {
      const bound = graph.boundBy(parameters);
      return needs.filter(({ term }) => term === null || !bound.has(term)).map(({ what }) => what);
    },
  };
}

class StatementAnalysis extends QueryAnalysis {
  override statement(node: Node, outer: Level): Output {
    if ('SelectStmt' in node) return this.select(node.SelectStmt, outer);
    if ('InsertStmt' in node) return this.insert(node.InsertStmt, outer);
    if ('UpdateStmt' in node) return this.update(node.UpdateStmt, outer);
    if ('DeleteStmt' in node) return this.deletion(node.DeleteStmt, outer);
    return unknownOutput;
  }

  private insert(insert: InsertStmt, outer: Level): Output {
    const level = this.levelWithin(insert.withClause, outer);
    const source = insert.selectStmt ? this.statement(insert.selectStmt, level) : unknownOutput;
    const written = (insert.cols ?? []).map((column) => ('ResTarget' in column ? column.ResTarget.name : ''));
    const into = this.table(insert.relation, level);
    for (const [place, name] of written.entries()) {
      this.graph.implies(columnAt(source, place), columnOf(into, name ?? ''));
    }
    if (insert.onConflictClause) this.conflict(insert.onConflictClause, into, insert.relation, level);
    return this.outputs(insert.returningClause?.exprs, level);
  }

  /** The existing row may be another account's, unless the unique key includes the account. */
  private conflict(
    conflict: OnConflictClause,
    inserted: Relation,
    table: RangeVar | undefined,
    outer: Level,
  ) {
    if (conflict.action !== 'ONCONFLICT_UPDATE') return;
    const column = accountColumn(table?.relname ?? '');
    const excluded = { ...inserted, name: 'excluded' };
    const level: Level = { relations: [excluded], ctes: outer.ctes, outer };
    const present = this.table(table, level, 'in ON CONFLICT DO UPDATE');
    const names = (conflict.infer?.indexElems ?? []).map((element) =>
      'IndexElem' in element ? element.IndexElem.name : undefined,
    );
    if (names.includes(column)) this.graph.implies(columnOf(inserted, column), columnOf(present, column));
    this.condition(conflict.whereClause, level, [present]);
    this.assignments(conflict.targetList, table, level);
  }

  private update(update: UpdateStmt, outer: Level): Output {
    const level = this.levelWithin(update.withClause, outer);
    this.table(update.relation, level);
    for (const item of update.fromClause ?? []) this.fromItem(item, level);
    this.condition(update.whereClause, level, level.relations);
    this.assignments(update.targetList, update.relation, level);
    return this.outputs(update.returningClause?.exprs, level);
  }

  /** Setting the account moves the row to another account. */
  private assignments(targets: readonly Node[] | undefined, table: RangeVar | undefined, level: Level) {
    this.walk(targets, level);
    for (const target of targets ?? []) {
      if (!('ResTarget' in target) || target.ResTarget.name !== accountColumn(table?.relname ?? '')) continue;
      if (!isOfAccounts(this.tables, table?.relname ?? '')) continue;
      const what = `${table?.relname}.${target.ResTarget.name}, which is set`;
      this.needs.push({ what, term: this.termOf(target.ResTarget.val, level) });
    }
  }

  private deletion(deletion: DeleteStmt, outer: Level): Output {
    const level = this.levelWithin(deletion.withClause, outer);
    this.table(deletion.relation, level);
    for (const item of deletion.usingClause ?? []) this.fromItem(item, level);
    this.condition(deletion.whereClause, level, level.relations);
    return this.outputs(deletion.returningClause?.exprs, level);
  }
}
