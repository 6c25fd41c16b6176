import { nouns } from '../../packages/contracts/src/nouns.ts';

const types = ['text', 'paragraph', 'number', 'boolean'] as const;
type FieldType = (typeof types)[number];

/** A field of the new noun. */
interface NewField {
  /** In camelCase. */
  readonly key: string;
  /** Its column, in snake_case. */
  readonly column: string;
  readonly type: FieldType;
  /** `Maximum age`, for people. */
  readonly words: string;
}

/** The new noun, and its names as each place spells them. */
export interface NewNoun {
  /** `course-packages`: files and folders. */
  readonly noun: string;
  readonly domain: string;
  /** The part of the navigation that leads to it. */
  readonly section: string;
  /** `coursePackages`: the API and its functions. */
  readonly many: string;
  /** `CoursePackages` */
  readonly Many: string;
  /** `coursePackage` */
  readonly one: string;
  /** `CoursePackage` */
  readonly One: string;
  /** `course-package`: the files about one of them. */
  readonly file: string;
  /** `course_packages` */
  readonly table: string;
  /** `course_package`: its events. */
  readonly target: string;
  /** `course packages`, `course package` and `Course packages`, for people. */
  readonly words: string;
  readonly word: string;
  readonly Words: string;
  readonly Word: string;
  /** `a` or `an` */
  readonly article: string;
  /** The field that names one of them. */
  readonly label: NewField;
  readonly fields: readonly NewField[];
  /** All fields but the label. */
  readonly others: readonly NewField[];
  readonly folders: {
    readonly contracts: string;
    readonly prisma: string;
    readonly api: string;
    readonly web: string;
  };
}

interface Options {
  readonly domain?: string | undefined;
  readonly singular?: string | undefined;
  readonly fields?: string | undefined;
}

const sections = ['people', 'integrations', 'account', 'learning'];

/** Field names that every noun has, that mean something else in a query, or that its screens and tests use. */
const taken = [
  ...['id', 'account_id', 'account', 'created_at', 'updated_at'],
  ...['sort', 'cursor', 'limit', 'q', 'include'],
  ...[
    'form',
    'format',
    'navigate',
    't',
    'values',
    'owner',
    'page',
    'user',
    'first',
    'fields',
    'changes',
    'tx',
    'ctx',
  ],
];

/** Words that PostgreSQL reserves and a plural noun could be, and names that the registry and the kits use. */
const reserved = [
  ...['references', 'messages', 'places', 'events', 'features', 'queues', 'mails', 'manifests', 'nouns'],
  ...['fields', 'values', 'endpoints', 'permissions', 'errors', 'objects'],
];

/** Index names are the longest, and PostgreSQL cuts names after 63 characters. */
const longest = 30;

/** `learning` is a domain of the web app only, until its first noun. */
const domains: readonly string[] = [...new Set([...Object.values(nouns), 'learning'])];

/**
 * Describes a noun by the arguments of the command.
 * @throws Error with what is wrong
 */
export function describeNoun(positionals: readonly string[], options: Options): NewNoun {
  const [noun = '', ...rest] = positionals;
  if (rest.length > 0) throw new Error(`One noun at a time, not also ${rest.join(', ')}.`);
  requireKebab('The noun', noun);
  const { domain = '', singular = singularOf(noun), fields = 'name:text,description:paragraph' } = options;
  requireKebab('The domain', domain);
  requireKebab('The singular', singular);
  if (noun in nouns) throw new Error(`There is a noun ${noun} already.`);
  if (!domains.includes(domain)) {
    throw new Error(`There is no domain ${domain}, only ${domains.join(', ')}.`);
  }
  for (const name of [noun, singular]) {
    if (name.length > longest) throw new Error(`${name} is longer than ${longest} characters.`);
    if (reserved.includes(name) || !isVariable(camel(name))) {
      throw new Error(`The code itself uses the name ${name}.`);
    }
  }
  if (singular === noun) throw new Error(`Say what one of ${noun} is called, with --singular.`);
  const described = fields.split(',').map(describeField);
  const columns = described.map(({ column }) => column);
  const values = described.flatMap(({ type, column }) => (type === 'boolean' ? [`${column}_value`] : []));
  const names = [...columns, ...values];
  const clash = names.find((name, at) => taken.includes(name) || names.indexOf(name) !== at);
  if (clash !== undefined) throw new Error(`There is a field ${camel(clash)} already.`);
  const [label, ...others] = described;
  if (label?.type !== 'text') throw new Error('The first field names the thing, and must be a text.');
  const words = spaced(noun);
  const word = spaced(singular);
  return {
    noun,
    domain,
    section: sections.includes(domain) ? domain : 'people',
    many: camel(noun),
    Many: upper(camel(noun)),
    one: camel(singular),
    One: upper(camel(singular)),
    file: singular,
    table: snake(noun),
    target: snake(singular),
    words,
    word,
    Words: upper(words),
    Word: upper(word),
    article: /^[aeiou]/.test(word) ? 'an' : 'a',
    label,
    fields: described,
    others,
    folders: {
      contracts: `packages/contracts/src/${domain}`,
      prisma: `prisma/schema/${domain}`,
      api: `apps/api/src/features/${domain}/${noun}`,
      web: `apps/web/src/features/${domain}/${noun}`,
    },
  };
}

function describeField(text: string): NewField {
  const [name = '', type = '', ...rest] = text.trim().split(':');
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-');
  requireKebab('A field', kebab);
  const known = types.find((one) => one === type);
  if (kebab.length > longest || !isVariable(camel(kebab)) || kebab === 'constructor') {
    throw new Error(`A field cannot be called ${name}.`);
  }
  if (!known || rest.length > 0)
    throw new Error(`Write ${name} as ${name}:<type>. Types are ${types.join(', ')}.`);
  return { key: camel(kebab), column: snake(kebab), type: known, words: upper(spaced(kebab)) };
}

function requireKebab(what: string, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name)) {
    throw new Error(`${what} must be in kebab case, like course-packages${name ? `, not ${name}` : ''}.`);
  }
}

/** Without the last letter, unless English has another singular; then the noun itself. */
const singularOf = (noun: string) =>
  /(ies|sses|xes|ches|shes)$|[^s]$/.test(noun) ? noun : noun.slice(0, -1);

/** Whether a variable can have the name, which no keyword can. */
function isVariable(name: string): boolean {
  try {
    new Function(`'use strict'; const ${name} = 0;`);
    return true;
  } catch {
    return false;
  }
}

const camel = (name: string) => name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replaceAll('-', '_');
const spaced = (name: string) => name.replaceAll('-', ' ');
const upper = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
