/** A column or a parameter of a statement. */
export type Term = number;

/** Which columns of a statement equal which parameters. */
export class EqualityGraph {
  readonly #implied: Term[][] = [];
  readonly #parameters = new Map<number, Term>();
  readonly #conjunctions: { readonly term: Term; readonly parts: readonly (Term | null)[] }[] = [];
  readonly #known = new Map<string, ReadonlySet<Term>>();

  term(): Term {
    return this.#implied.push([]) - 1;
  }

  parameter(number: number): Term {
    const term = this.#parameters.get(number) ?? this.term();
    this.#parameters.set(number, term);
    return term;
  }

  /** If the first term equals a value, so does the second. Null means that nothing is known. */
  implies(from: Term | null, to: Term | null): void {
    if (from !== null && to !== null) this.#implied[from]?.push(to);
  }

  /** A term that equals a value if all the parts do. */
  all(parts: readonly (Term | null)[]): Term {
    const term = this.term();
    this.#conjunctions.push({ term, parts });
    return term;
  }

  /** All terms that equal the value of these parameters. */
  boundBy(parameters: ReadonlySet<number>): ReadonlySet<Term> {
    const key = [...parameters].join();
    const known = this.#known.get(key);
    if (known) return known;
    const bound = new Set<Term>();
    const bind = (term: Term) => {
      if (bound.has(term)) return;
      bound.add(term);
      for (const next of this.#implied[term] ?? []) bind(next);
    };
    for (const number of parameters) {
      const term = this.#parameters.get(number);
      if (term !== undefined) bind(term);
    }
    for (let size = -1; size !== bound.size; ) {
      size = bound.size;
      for (const { term, parts } of this.#conjunctions)
        if (parts.length > 0 && parts.every((part) => part !== null && bound.has(part))) bind(term);
    }
    this.#known.set(key, bound);
    return bound;
  }
}
