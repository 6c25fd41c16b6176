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

/** Field names that every noun has, or that mean something else in a query. */
const taken = ['id', 'account_id', 'created_at', 'updated_at', 'sort', 'cursor', 'limit', 'q', 'include'];

/**
 * Describes a noun by the arguments of the command.
 * @throws Error with what is wrong
 */
export function describeNoun(positionals: readonly string[], options: Options): NewNoun {
  const [noun = '', ...rest] = positionals;
  if (rest.length > 0) throw new Error(`One noun at a time, not also ${rest.join(', ')}.`);
  requireKebab('The noun', noun);
  const {
    domain = '',
    singular = noun.replace(/s$/, ''),
    fields = 'name:text,description:paragraph',
  } = options;
  requireKebab('The domain', domain);
  requireKebab('The singular', singular);
  if (noun in nouns) throw new Error(`There is a noun ${noun} already.`);
  if (singular === noun) throw new Error(`Say what one of ${noun} is called, with --singular.`);
  const described = fields.split(',').map(describeField);
  const columns = described.map(({ column }) => column);
  const clash = columns.find((column, at) => taken.includes(column) || columns.indexOf(column) !== at);
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
  if (!known || rest.length > 0)
    throw new Error(`Write ${name} as ${name}:<type>. Types are ${types.join(', ')}.`);
  return { key: camel(kebab), column: snake(kebab), type: known, words: upper(spaced(kebab)) };
}

function requireKebab(what: string, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name)) {
    throw new Error(`${what} must be in kebab case, like course-packages${name ? `, not ${name}` : ''}.`);
  }
}

const camel = (name: string) => name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replaceAll('-', '_');
const spaced = (name: string) => name.replaceAll('-', ' ');
const upper = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
