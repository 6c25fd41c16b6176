import { errorCodes } from '@muster/contracts/catalogue';
import { basePath, type Endpoint } from '@muster/contracts/kit/endpoint';
import { errorsOf } from '@muster/contracts/kit/endpoint-errors';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { table } from '../src/contract.ts';
import { collectSchemas, type Definitions, type Signature } from './schemas.ts';

/**
 * Generates the file that replaces `src/contract.ts` in the published package: the same types written out, so
 * that nothing depends on zod and editors show plain types.
 */
export async function writtenOutContract(): Promise<string> {
  const { definitions, signatures } = collectSchemas();
  return [
    "import type { CallOptions } from './core/settings.ts';",
    "import type { Listing } from './listing.ts';",
    "import type { Table } from './table.ts';",
    `export const basePath = ${JSON.stringify(basePath)};`,
    `export const table: Table = ${JSON.stringify(table, null, 2)};`,
    `/** What the API refuses with. Codes never change their meaning; new ones may come. */`,
    `export type ErrorCode = ${errorCodes.map((code) => `'${code}'`).join(' | ')};`,
    await typesOf(definitions),
    eventTypes,
    nounsOf(signatures),
  ].join('\n\n');
}

const eventTypes = `/** An event. Its \`type\` says which \`changes\` it has. */
export type MusterEvent = {
  [T in keyof EventChanges]: {
    readonly type: T;
    readonly timestamp: string;
    readonly data: Omit<EventData, 'changes'> & { readonly changes: EventChanges[T] };
  };
}[keyof EventChanges];`;

async function typesOf(definitions: Definitions): Promise<string> {
  const names = Object.keys(definitions);
  const refs = names.map((name) => [name, { $ref: `#/$defs/${name}` }]);
  const root: JSONSchema = { type: 'object', properties: Object.fromEntries(refs), $defs: definitions };
  const text = await compile(structuredClone(root), 'EverySchema', {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true },
  });
  // Removes the helper interface that listed all schemas.
  return text.replace(/export interface EverySchema \{[^}]*\}\n/, '');
}

function nounsOf(signatures: readonly Signature[]): string {
  const byNoun = Map.groupBy(signatures, ({ endpoint }) => endpoint.id.split('.')[0] ?? endpoint.id);
  const nouns = [...byNoun].map(([noun, own]) => `readonly ${noun}: {\n${own.map(methodOf).join('\n')}\n};`);
  return `/** Every endpoint as \`<noun>.<verb>\`. */\nexport interface Nouns {\n${nouns.join('\n')}\n}\n`;
}

function methodOf({ endpoint, input, mayOmitInput, result, item }: Signature): string {
  const verb = endpoint.id.split('.')[1] ?? endpoint.id;
  const given =
    input === undefined ? 'input?: Record<string, never>' : `input${mayOmitInput ? '?' : ''}: ${input}`;
  const answer = answerOf({ endpoint, result, item });
  return `${commentOf(endpoint)}\n${verb}(${given}, options?: CallOptions): ${answer};`;
}

function answerOf({ endpoint, result, item }: Pick<Signature, 'endpoint' | 'result' | 'item'>): string {
  if (endpoint.contentType) return 'Promise<Response>';
  if (item !== undefined) return `Listing<${item}, ${result}>`;
  return `Promise<${result ?? 'void'}>`;
}

/** The doc comment of an endpoint: what it does, the permission it needs, and its error codes. */
function commentOf(endpoint: Endpoint): string {
  const { summary, description, access, deprecated } = endpoint;
  const who = { public: 'Anybody may call it.', 'signed-in': 'For people who are signed in.' };
  const own = errorsOf(endpoint).filter((code) => endpoint.errors.includes(code));
  const lines = [
    `${summary}.`,
    ...(description ? [description] : []),
    access in who ? who[access as keyof typeof who] : `Needs \`${access}\`.`,
    ...(own.length > 0 ? [`@throws ProblemError ${own.map((code) => `\`${code}\``).join(', ')}`] : []),
    ...(deprecated ? [`@deprecated ${deprecated.replacement ?? `since ${deprecated.since}`}`] : []),
  ];
  return ['/**', ...lines.map((line) => ` * ${line.replaceAll('*/', '*\\/')}`), ' */'].join('\n');
}
