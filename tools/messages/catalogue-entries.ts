import { manifests } from '@muster/contracts/generated/manifests';
import type { NounManifest } from '@muster/contracts/kit/define-noun';
import type { Catalogue } from './catalogues.ts';

/**
 * Finds events and permissions of manifests that have no name in the web messages of their noun, and names of what no
 * manifest declares.
 * @param web the messages of the SPA
 */
export function checkCatalogue(web: Catalogue): string[] {
  const wanted = Object.entries(manifests).flatMap(([noun, manifest]) =>
    entriesOf(manifest).map((entry) => `${noun}.catalogue.${entry}`),
  );
  const declared = new Set(wanted);
  return (['en', 'de'] as const).flatMap((language) => [
    ...wanted.filter((key) => !web[language].has(key)).map((key) => `web: ${key} is missing in ${language}`),
    ...[...web[language].keys()]
      .filter((key) => /^\w+\.catalogue\./.test(key) && !declared.has(key))
      .map((key) => `web: ${key} is in no manifest`),
  ]);
}

/** The keys under `catalogue` that a noun needs. */
function entriesOf({ events = {}, permissions = [] }: NounManifest): string[] {
  const types = Object.keys(events);
  const heads = (names: readonly string[], end: RegExp) =>
    new Set(names.map((name) => name.replace(end, '')));
  return [
    ...[...heads(types, /\..*/)].map((target) => `event.noun.${target}`),
    ...types.flatMap((type) => [`event.name.${type}`, `event.sentence.${type}`]),
    ...[...heads(permissions, /:.*/)].map((area) => `permission.noun.${area}`),
    ...permissions.map((permission) => `permission.sentence.${permission}`),
  ];
}
