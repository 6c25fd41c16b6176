#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createMuster, type Muster, ProblemError } from './index.ts';

const usage = `muster <noun> <verb> [name=value] [name:=json] [name@file] [options]

  muster api-keys create name="HR sync" scopes:='["users:read","users:write"]' --sign-in ada@example.com
  muster users list status=active --all
  muster users create email=grace@example.com sendInvitation:=true
  muster user-imports create file@staff.csv mode=add

name=value is text; twice, a list. name:=json is JSON. name@file is a file to upload.
muster users says what the noun can do.

  --url ADDRESS      where Muster is; MUSTER_URL says the same
  --sign-in ADDRESS  signs in as this person for the one call; MUSTER_PASSWORD has the password, or it is asked for
  --all              all entries of a list, one a line
  --help

MUSTER_API_KEY has the key. It is read from there only, because others on the machine see arguments.
`;

class UsageError extends Error {}

type Verb = (input: object) => PromiseLike<unknown> & Partial<AsyncIterable<unknown>>;

async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { values, positionals } = parse(args);
  const [noun, verb, ...fields] = positionals;
  if (values.help || noun === undefined) return write(usage);
  const { url = environment.MUSTER_URL } = values;
  const apiKey = environment.MUSTER_API_KEY;
  const known = createMuster({ baseUrl: url ?? 'http://localhost' });
  const verbs = verbsOf(known, noun);
  if (verb === undefined) return write(`${Object.keys(verbs).map(kebabCase).join('\n')}\n`);
  if (!(camelCase(verb) in verbs)) throw new UsageError(`${noun} knows no "${verb}". See: muster ${noun}`);
  if (url === undefined) throw new UsageError('Say where Muster is: --url https://muster.example.com');
  const input = inputOf(fields);
  const work = async (muster: Muster) => {
    const method = verbsOf(muster, noun)[camelCase(verb)] as Verb;
    const called = method(input);
    if (values.all && called[Symbol.asyncIterator]) {
      for await (const entry of called as AsyncIterable<unknown>) write(`${JSON.stringify(entry)}\n`);
      return;
    }
    await print(await called);
  };
  const { 'sign-in': email } = values;
  if (email !== undefined) return signedIn(url, email, environment, work);
  return work(createMuster({ baseUrl: url, apiKey }));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        'sign-in': { type: 'string' },
        all: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function verbsOf(muster: Muster, noun: string): Record<string, unknown> {
  const nouns = muster as unknown as Record<string, Record<string, unknown>>;
  const names = Object.keys(nouns).map(kebabCase).join(', ');
  return nouns[camelCase(noun)] ?? unknown(`There is no "${noun}". There are: ${names}`);
}

function unknown(message: string): never {
  throw new UsageError(message);
}

/** Reads `name=value`, `name:=json` and `name@file`. */
function inputOf(fields: readonly string[]): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const [, name = '', kind, text = ''] = /^(\w+)(:=|=|@)(.*)$/s.exec(field) ?? [];
    if (kind === undefined) throw new UsageError(`"${field}" is not name=value, name:=json or name@file.`);
    const value = fieldValue(name, kind, text);
    input[name] = name in input ? [input[name], value].flat() : value;
  }
  return input;
}

function fieldValue(name: string, kind: string, text: string): unknown {
  if (kind === '=') return text;
  try {
    if (kind === ':=') return JSON.parse(text);
    return new File([readFileSync(text)], text.split(/[/\\]/).at(-1) ?? text);
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
}

/** Signs in, works and signs out, so that no sign-in is left over. */
async function signedIn(
  baseUrl: string,
  email: string,
  environment: NodeJS.ProcessEnv,
  work: (muster: Muster) => Promise<void>,
): Promise<void> {
  const password = environment.MUSTER_PASSWORD ?? (await askForPassword(email));
  let cookies: string[] = [];
  const remembering = async (...request: Parameters<typeof fetch>) => {
    const answer = await fetch(...request);
    cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
    return answer;
  };
  await createMuster({ baseUrl, fetch: remembering }).auth.signIn({ email, password });
  const muster = createMuster({ baseUrl, headers: { cookie: cookies.join('; ') } });
  try {
    await work(muster);
  } finally {
    await muster.auth.signOut();
  }
}

async function askForPassword(email: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError('Put the password into MUSTER_PASSWORD.');
  process.stderr.write(`Password of ${email}: `);
  // The terminal shows nothing of what is typed.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

async function print(answer: unknown): Promise<void> {
  if (answer instanceof Response) return write(await answer.text());
  if (answer !== undefined) write(`${JSON.stringify(answer, null, 2)}\n`);
}

function write(text: string): void {
  process.stdout.write(text);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function explain(error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : String(error);
  const fields = error.errors.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('');
  return `${error.title} (${error.code})${error.detail ? `\n${error.detail}` : ''}${fields}`;
}

try {
  await run(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof UsageError || error instanceof TypeError ? 2 : 1;
}
