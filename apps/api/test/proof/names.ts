import type { Node } from 'libpg-query';
import type { EqualityGraph, Term } from './equality-graph.ts';

/** A column of rows; the term is null if nothing is known about its values. */
export interface OutputColumn {
  readonly name: string;
  readonly term: Term | null;
}

/** The columns that a statement returns. */
export interface Output {
  readonly columns: readonly OutputColumn[];
  /** False for a `*` over a table, whose columns the schema lists in another order than the database. */
  readonly isOrdered: boolean;
}

export const unknownOutput: Output = { columns: [], isOrdered: false };

/** A named relation of a FROM clause. */
export interface Relation extends Output {
  readonly name: string;
  /** Whether it may have further columns that are unknown here. */
  readonly isOpen: boolean;
}

/** The names in scope at a place of a statement. */
export interface Level {
  readonly relations: Relation[];
  readonly ctes: ReadonlyMap<string, Output>;
  readonly outer: Level | null;
}

export const rootLevel: Level = { relations: [], ctes: new Map(), outer: null };

/** The term of a column by name. */
export function columnOf({ columns }: Output, name: string): Term | null {
  return columns.find((column) => column.name === name)?.term ?? null;
}

/** The term of a column by position. */
export function columnAt({ columns, isOrdered }: Output, place: number): Term | null {
  return isOrdered ? (columns[place]?.term ?? null) : null;
}

/** The output with other names for its first columns, as in `AS alias(one, two)`. */
export function renamed(output: Output, names: readonly Node[] | undefined): Output {
  const given = textsOf(names);
  if (given.length === 0) return output;
  if (!output.isOrdered) return unknownOutput;
  return {
    ...output,
    columns: output.columns.map((column, place) => ({ ...column, name: given[place] ?? column.name })),
  };
}

/** The rows of both; a column is known to equal a value only if it does so in both. */
export function unionOf(graph: EqualityGraph, one: Output, other: Output): Output {
  if (!one.isOrdered || !other.isOrdered) return unknownOutput;
  const columns = one.columns.map(({ name, term }, place) => ({
    name,
    term: graph.all([term, columnAt(other, place)]),
  }));
  return { columns, isOrdered: true };
}

/**
 * Finds the column of a name, in the innermost scope that knows it.
 * @param path the column's name, after that of its relation if there is one
 * @returns null for an unknown name
 */
export function resolve(path: readonly string[], level: Level | null): Term | null {
  if (level === null || path.length === 0 || path.length > 2) return null;
  const [column = '', of] = path.toReversed();
  const has = ({ columns }: Relation) => columns.some(({ name }) => name === column);
  const found = level.relations.find((relation) => (of === undefined ? has(relation) : relation.name === of));
  if (found) return columnOf(found, column);
  const isPerhapsHere = of === undefined && level.relations.some(({ isOpen }) => isOpen);
  return isPerhapsHere ? null : resolve(path, level.outer);
}

/** The texts among the nodes: the parts of a name. */
export function textsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}
