// What the registry of nouns consists of: files of static imports, written from the list of nouns, because Node has
// no globs and globs have no types.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiNameOf, type NounManifest } from '../packages/contracts/src/kit/define-noun.ts';
import { nouns } from '../packages/contracts/src/nouns.ts';
import { ROOT } from './start/stamp.mjs';

const heading = '// Written by tools/generate.ts from packages/contracts/src/nouns.ts.';
const contracts = 'packages/contracts/src';
const api = 'apps/api/src';
const web = 'apps/web/src';
const languages = ['en', 'de'];

/** A noun, or a feature of the web app that spans nouns. */
interface Room {
  /** In camelCase, as a name in code. */
  readonly name: string;
  /** `<domain>/<noun>` */
  readonly room: string;
}

/**
 * The registry's files.
 * @returns their texts by path, relative to the repository
 * @throws if a noun has no manifest
 */
export async function registryFiles(): Promise<Readonly<Record<string, string>>> {
  const rooms = Object.entries(nouns).map(([noun, domain]) => roomOf(`${domain}/${noun}`));
  return { ...contractFiles(rooms, await webPathsOf(rooms)), ...apiFiles(rooms), ...webFiles(rooms) };
}

function contractFiles(rooms: readonly Room[], webPaths: Readonly<Record<string, string>>) {
  const names = rooms.map(({ name }) => name);
  const withEvents = rooms.filter(({ room }) => existsSync(path.join(ROOT, contracts, eventsOf(room))));
  return {
    [`${contracts}/generated/api.ts`]: lines([
      heading,
      ...rooms.map(({ name, room }) => `import { ${name} } from '../${room}.ts';`),
      `export const api = { ${names.join(', ')} } as const;`,
    ]),
    [`${contracts}/generated/manifests.ts`]: lines([
      heading,
      ...rooms.map(({ name, room }) => `import { ${name}Manifest } from '../${room}.manifest.ts';`),
      `export const manifests = { ${names.map((name) => `${name}: ${name}Manifest`).join(', ')} } as const;`,
    ]),
    [`${contracts}/generated/event-changes.ts`]: lines([
      heading,
      ...withEvents.map(({ name, room }) => `import { ${name}Events } from '../${eventsOf(room)}';`),
      `export const changes = { ${withEvents.map(({ name }) => `...${name}Events`).join(', ')} };`,
    ]),
    [`${contracts}/generated/web-paths.ts`]: lines([
      heading,
      'export const webPaths = {',
      ...Object.entries(webPaths).map(([noun, webPath]) => `  '${noun}': '${webPath}',`),
      '} as const;',
    ]),
  };
}

/** What the events of a noun tell: `<domain>/events/<noun>.ts`. */
function eventsOf(room: string): string {
  return room.replace('/', '/events/').concat('.ts');
}

function apiFiles(rooms: readonly Room[]) {
  // A noun may be served by the feature of another one, and have no queues and e-mails.
  const having = (file: string) =>
    rooms.filter(({ room }) => existsSync(path.join(ROOT, api, 'features', room, file)));
  const features = having('feature.ts');
  const withQueues = having('queues.ts');
  const withMails = having('mails.ts');
  return {
    [`${api}/generated/features.ts`]: lines([
      heading,
      "import type { Feature } from '../platform/define-feature.ts';",
      ...features.map(
        ({ name, room }) => `import { feature as ${name} } from '../features/${room}/feature.ts';`,
      ),
      `export const features: readonly Feature[] = [${features.map(({ name }) => name).join(', ')}];`,
    ]),
    [`${api}/generated/queues.ts`]: lines([
      heading,
      ...withQueues.map(
        ({ name, room }) => `import { queues as ${name} } from '../features/${room}/queues.ts';`,
      ),
      `export const queues = { ${withQueues.map(({ name }) => `...${name}`).join(', ')} };`,
    ]),
    [`${api}/generated/mails.ts`]: lines([
      heading,
      "import type { EmailTemplateKey } from '@muster/contracts/catalogue';",
      "import type { EmailKind } from '../platform/email/define-mail.ts';",
      ...withMails.map(
        ({ name, room }) => `import { mails as ${name} } from '../features/${room}/mails.ts';`,
      ),
      'export const emailKinds: Readonly<Record<EmailTemplateKey, EmailKind>> = {',
      ...withMails.map(({ name }) => `  ...${name},`),
      '};',
    ]),
  };
}

/** Features of the web app: nouns first, then those that span nouns. */
function webFiles(rooms: readonly Room[]) {
  const domains = readdirSync(path.join(ROOT, web, 'features'));
  const spanning = domains
    .flatMap((domain) =>
      readdirSync(path.join(ROOT, web, 'features', domain)).map((name) => `${domain}/${name}`),
    )
    .filter((room) => !rooms.some((known) => known.room === room));
  const having = (file: string) =>
    [...rooms, ...spanning.sort().map(roomOf)].filter(({ room }) =>
      existsSync(path.join(ROOT, web, 'features', room, file)),
    );
  const withPlaces = having('places.ts');
  const withMessages = having('messages/en.json');
  // What is read before sign-in is loaded on its own, because most people never see the rest of it.
  const isPublic = ({ room }: Room) =>
    withPlaces.some((one) => one.room === room) &&
    readFileSync(path.join(ROOT, web, 'features', room, 'places.ts'), 'utf8').includes('publicRoutes: [');
  const importsOf = (language: string, features: readonly Room[]) =>
    features.map(
      ({ name, room }) => `import ${name} from '../../features/${room}/messages/${language}.json';`,
    );
  const namesOf = (features: readonly Room[]) => features.map(({ name }) => name).join(', ');
  const beforeSignIn = withMessages.filter(isPublic);
  const signedIn = withMessages.filter((room) => !isPublic(room));
  const publicMessages = (language: string) =>
    lines([
      heading,
      `import app from '../../app/messages/${language}.json';`,
      `import platform from '../../platform/i18n/messages/${language}.json';`,
      ...importsOf(language, beforeSignIn),
      `export const messages = { app, platform, ${namesOf(beforeSignIn)} };`,
    ]);
  const signedInMessages = (language: string) =>
    lines([
      heading,
      "import { collectCatalogue } from '../../platform/i18n/collect-catalogue.ts';",
      ...importsOf(language, signedIn),
      `const catalogue = collectCatalogue([${namesOf(signedIn)}]);`,
      `export const messages = { catalogue, ${namesOf(signedIn)} };`,
    ]);
  return {
    [`${web}/generated/places.ts`]: lines([
      heading,
      "import type { Places } from '../platform/places.ts';",
      ...withPlaces.map(
        ({ name, room }) => `import { places as ${name} } from '../features/${room}/places.ts';`,
      ),
      `export const places: readonly Places[] = [${withPlaces.map(({ name }) => name).join(', ')}];`,
    ]),
    ...Object.fromEntries(
      languages.flatMap((language) => [
        [`${web}/generated/messages/public.${language}.ts`, publicMessages(language)],
        [`${web}/generated/messages/signed-in.${language}.ts`, signedInMessages(language)],
      ]),
    ),
  };
}

/** The page of each noun that has one, as its manifest says. */
async function webPathsOf(rooms: readonly Room[]): Promise<Readonly<Record<string, string>>> {
  const manifests = await Promise.all(
    rooms.map(async ({ name, room }) => {
      const file = path.join(ROOT, contracts, `${room}.manifest.ts`);
      const { [`${name}Manifest`]: manifest } = await import(pathToFileURL(file).href);
      return manifest as NounManifest;
    }),
  );
  return Object.fromEntries(manifests.flatMap(({ noun, webPath }) => (webPath ? [[noun, webPath]] : [])));
}

function roomOf(room: string): Room {
  const noun = room.slice(room.indexOf('/') + 1);
  return { name: apiNameOf(noun), room };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
