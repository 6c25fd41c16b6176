type CatalogueOf<Feature> = Feature extends { readonly catalogue: infer Catalogue } ? Catalogue : never;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Result) => void
  ? Result
  : never;

interface Tree {
  readonly [key: string]: string | Tree;
}

/**
 * The names of events and permissions, which each noun keeps under `catalogue` in its messages, as one part.
 * @param features the messages of features, in one language
 */
export function collectCatalogue<Feature extends object>(
  features: readonly Feature[],
): All<CatalogueOf<Feature>> {
  const parts = features.flatMap((feature) => ('catalogue' in feature ? [feature.catalogue as Tree] : []));
  return parts.reduce(merge, {}) as All<CatalogueOf<Feature>>;
}

function merge(one: Tree, other: Tree): Tree {
  const entries = Object.entries(other).map(([key, value]) => {
    const known = one[key];
    return [key, typeof known === 'object' && typeof value === 'object' ? merge(known, value) : value];
  });
  return { ...one, ...Object.fromEntries(entries) };
}
