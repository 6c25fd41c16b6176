import type {
  Alias,
  JoinExpr,
  Node,
  RangeFunction,
  RangeSubselect,
  RangeVar,
  SelectStmt,
  SubLink,
  WithClause,
} from 'libpg-query';
import { EqualityGraph, type Term } from './equality-graph.ts';
import {
  columnAt,
  columnOf,
  type Level,
  type Output,
  type OutputColumn,
  type Relation,
  renamed,
  resolve,
  textsOf,
  unionOf,
  unknownOutput,
} from './names.ts';
import { accountColumn, isOfAccounts, type Tables } from './tables.ts';

/** A column that must be the account's id; null if there is none. */
export interface Need {
  readonly what: string;
  readonly term: Term | null;
}

/** Analyses what a query reads, and what must hold for its rows. */
export abstract class QueryAnalysis {
  readonly graph = new EqualityGraph();
  readonly needs: Need[] = [];
  readonly seen = new Set<object>();
  protected readonly tables: Tables;
  private readonly subqueries = new Map<SubLink, Output>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /**
   * Analyses a statement of any kind.
   * @returns its output
   */
  abstract statement(node: Node, outer: Level): Output;

  protected select(select: SelectStmt, outer: Level): Output {
    const level = this.levelWithin(select.withClause, outer);
    if (select.op !== undefined && select.op !== 'SETOP_NONE') {
      const read = (arm: SelectStmt | undefined) => (arm ? this.select(arm, level) : unknownOutput);
      this.walk([select.sortClause, select.limitCount, select.limitOffset], level);
      return unionOf(this.graph, read(select.larg), read(select.rarg));
    }
    if (select.valuesLists) return this.values(select.valuesLists, level);
    for (const item of select.fromClause ?? []) this.fromItem(item, level);
    this.condition(select.whereClause, level, level.relations);
    this.walk([select.groupClause, select.havingClause, select.sortClause, select.windowClause], level);
    this.walk([select.limitCount, select.limitOffset, select.distinctClause], level);
    return this.outputs(select.targetList, level);
  }

  private values(lists: readonly Node[], level: Level): Output {
    const rows = lists.map((list) => ('List' in list ? (list.List.items ?? []) : []));
    this.walk(rows, level);
    const width = Math.max(0, ...rows.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, column) => ({
      name: `column${column + 1}`,
      term: this.graph.all(rows.map((row) => this.termOf(row[column], level))),
    }));
    return { columns, isOrdered: true };
  }

  protected levelWithin(withClause: WithClause | undefined, outer: Level): Level {
    const ctes = new Map(outer.ctes);
    const level: Level = { relations: [], ctes, outer };
    for (const node of withClause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue;
      const { ctename = '', ctequery, aliascolnames } = node.CommonTableExpr;
      // What a recursive query reads of itself proves nothing.
      if (withClause?.recursive) ctes.set(ctename, unknownOutput);
      const output = ctequery ? this.statement(ctequery, level) : unknownOutput;
      ctes.set(ctename, renamed(output, aliascolnames));
    }
    return level;
  }

  protected fromItem(item: Node, level: Level): readonly Relation[] {
    if ('RangeVar' in item) return [this.table(item.RangeVar, level)];
    if ('RangeSubselect' in item) return [this.subselect(item.RangeSubselect, level)];
    if ('RangeFunction' in item) return [this.functionRows(item.RangeFunction, level)];
    if ('JoinExpr' in item) return this.join(item.JoinExpr, level);
    this.walk(item, level);
    return [];
  }

  protected table(table: RangeVar | undefined, level: Level, where = ''): Relation {
    const { relname = '', schemaname, alias } = table ?? {};
    if (table) this.seen.add(table);
    const cte = schemaname === undefined ? level.ctes.get(relname) : undefined;
    if (cte) return this.offer(cte, alias, relname, level);
    const isOurs = schemaname === undefined || schemaname === 'public';
    const known = isOurs ? this.tables.get(relname) : undefined;
    const columns = [...(known ?? [])].map((column) => ({ name: column, term: this.graph.term() }));
    const relation = {
      name: alias?.aliasname ?? relname,
      columns,
      isOrdered: false,
      isOpen: known === undefined,
    };
    if (isOurs && isOfAccounts(this.tables, relname)) {
      const name = alias?.aliasname ? `${relname} ${alias.aliasname}` : relname;
      this.needs.push({ what: `${name} ${where}`.trim(), term: columnOf(relation, accountColumn(relname)) });
    }
    level.relations.push(relation);
    return relation;
  }

  private subselect({ subquery, alias, lateral }: RangeSubselect, level: Level): Relation {
    const siblings = lateral ? level.relations : [];
    const outer: Level = { ...level, relations: siblings };
    return this.offer(subquery ? this.statement(subquery, outer) : unknownOutput, alias, '', level);
  }

  private offer(output: Output, alias: Alias | undefined, name: string, level: Level): Relation {
    const offered = renamed(output, alias?.colnames);
    const columns = offered.columns.map(({ name: column, term: from }) => {
      const term = this.graph.term();
      this.graph.implies(from, term);
      return { name: column, term };
    });
    const isOpen = columns.length === 0;
    const relation = { ...offered, name: alias?.aliasname ?? name, columns, isOpen };
    level.relations.push(relation);
    return relation;
  }

  private functionRows({ functions, alias }: RangeFunction, level: Level): Relation {
    this.walk(functions, level);
    const columns = textsOf(alias?.colnames).map((name) => ({ name, term: null }));
    const isOpen = columns.length === 0;
    const relation = { name: alias?.aliasname ?? '', columns, isOrdered: !isOpen, isOpen };
    level.relations.push(relation);
    return relation;
  }

  // An outer join returns the rows of one side whatever its condition says, so it binds the other side only.
  private join({ larg, rarg, jointype, quals, usingClause }: JoinExpr, level: Level): readonly Relation[] {
    const left = larg ? this.fromItem(larg, level) : [];
    const right = rarg ? this.fromItem(rarg, level) : [];
    const both = [...left, ...right];
    const targets = { JOIN_INNER: both, JOIN_LEFT: right, JOIN_RIGHT: left }[String(jointype)] ?? [];
    for (const column of textsOf(usingClause)) {
      const within = (relations: readonly Relation[]) =>
        resolve([column], { relations: [...relations], ctes: level.ctes, outer: null });
      this.equals(within(left), within(right), targets);
    }
    this.condition(quals, level, targets);
    return both;
  }

  /** Analyses what must hold for a row to be in the result. Nothing below OR or NOT must hold. */
  protected condition(node: Node | undefined, level: Level, targets: readonly Relation[]): void {
    if (!node) return;
    if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
      for (const part of node.BoolExpr.args ?? []) this.condition(part, level, targets);
      return;
    }
    this.walk(node, level);
    if ('A_Expr' in node && textsOf(node.A_Expr.name).join('.') === '=') {
      const { kind, lexpr, rexpr } = node.A_Expr;
      if (kind === 'AEXPR_OP') this.equate(lexpr, rexpr, level, targets);
    }
    if ('SubLink' in node && node.SubLink.subLinkType === 'ANY_SUBLINK') {
      const { testexpr, operName } = node.SubLink;
      if (operName && textsOf(operName).join('.') !== '=') return;
      const output = this.subquery(node.SubLink, level);
      for (const [place, part] of partsOf(testexpr).entries()) {
        this.equals(columnAt(output, place), this.termOf(part, level), targets);
      }
    }
  }

  private equate(one: Node | undefined, other: Node | undefined, level: Level, targets: readonly Relation[]) {
    const [left, right] = [partsOf(one), partsOf(other)];
    if (left.length !== right.length) return;
    for (const [place, part] of left.entries()) {
      this.equals(this.termOf(part, level), this.termOf(right[place], level), targets);
    }
  }

  private equals(one: Term | null, other: Term | null, targets: readonly Relation[]) {
    const isTarget = (term: Term | null) =>
      term !== null && targets.some(({ columns }) => columns.some((column) => column.term === term));
    if (isTarget(one)) this.graph.implies(other, one);
    if (isTarget(other)) this.graph.implies(one, other);
  }

  /** The term of an expression that is just a column or a parameter. */
  protected termOf(node: Node | undefined, level: Level): Term | null {
    if (!node) return null;
    if ('ParamRef' in node) return this.graph.parameter(node.ParamRef.number ?? 0);
    if ('TypeCast' in node) return this.termOf(node.TypeCast.arg, level);
    if ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK')
      return columnAt(this.subquery(node.SubLink, level), 0);
    if ('ColumnRef' in node) return resolve(textsOf(node.ColumnRef.fields), level);
    return null;
  }

  protected outputs(targets: readonly Node[] | undefined, level: Level): Output {
    this.walk(targets, level);
    const columns: OutputColumn[] = [];
    let isOrdered = true;
    for (const target of targets ?? []) {
      if (!('ResTarget' in target)) continue;
      const { name, val } = target.ResTarget;
      const fields = val && 'ColumnRef' in val ? (val.ColumnRef.fields ?? []) : [];
      const path = textsOf(fields);
      if (fields.some((field) => 'A_Star' in field)) {
        const all = level.relations.filter((relation) => path.length === 0 || relation.name === path[0]);
        for (const relation of all) {
          columns.push(...relation.columns);
          isOrdered &&= relation.isOrdered;
        }
      } else columns.push({ name: name ?? path.at(-1) ?? '', term: this.termOf(val, level) });
    }
    return { columns, isOrdered };
  }

  private subquery(link: SubLink, level: Level): Output {
    const known = this.subqueries.get(link);
    if (known) return known;
    const output = link.subselect ? this.statement(link.subselect, level) : unknownOutput;
    this.subqueries.set(link, output);
    return output;
  }

  /** Searches an expression for statements within it. */
  protected walk(tree: unknown, level: Level): void {
    if (typeof tree !== 'object' || tree === null) return;
    for (const [key, value] of Object.entries(tree)) {
      if (key === 'SubLink') {
        this.subquery(value as SubLink, level);
        this.walk((value as SubLink).testexpr, level);
      } else this.walk(value, level);
    }
  }
}

function partsOf(node: Node | undefined): readonly (Node | undefined)[] {
  return node && 'RowExpr' in node ? (node.RowExpr.args ?? []) : [node];
}
