// The public surface of the OpenAPI document as lines of text, which stay valid throughout version 1.
// Compares lines, because the tools that compare documents (oasdiff, openapi-changes) are Go programs, not
// npm packages.

type Json = Record<string, unknown>;

/** The parts of an OpenAPI document used here. */
export interface OpenApi {
  readonly paths: Record<string, Record<string, Json>>;
  readonly webhooks: Record<string, Record<string, Json>>;
  readonly components: Record<string, Record<string, Json>>;
}

/**
 * Lists the public surface of a document: endpoints with their permissions, accepted inputs, responses, and
 * required fields. A line `… needs …` states that nothing else is required.
 */
export function surfaceOf(document: OpenApi): string[] {
  const lines = new Set<string>();
  const read = (schema: Json): Json => {
    const { $ref, ...own } = schema;
    if (typeof $ref !== 'string') return schema;
    const [kind = '', name = ''] = $ref.split('/').slice(-2);
    return { ...read(document.components[kind]?.[name] ?? {}), ...own };
  };
  const walk = (place: string, given: Json, isAnswer: boolean, isChoice = false): void => {
    const schema = read(given);
    for (const part of (schema.allOf ?? []) as Json[]) walk(place, part, isAnswer);
    const choices = ((schema.anyOf ?? schema.oneOf ?? []) as Json[]).map(read);
    for (const choice of choices) walk(place, choice, isAnswer, true);
    const kinds = typeNames(schema, choices);
    // Adding a variant to a response changes the surface; adding one to a request does not.
    if (!isAnswer) for (const kind of kinds) lines.add(`${place}: ${kind}`);
    else if (kinds.length > 0 && !isChoice) lines.add(`${place}: ${kinds.join('|')}`);
    if (!isAnswer) for (const limit of limitsOf(schema)) lines.add(`${place} ${limit}`);
    if (schema.items) walk(`${place}[]`, schema.items as Json, isAnswer);
    const required = new Set((schema.required ?? []) as string[]);
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, Json>)) {
      const path = `${place}.${name}`;
      if (required.has(name)) lines.add(isAnswer ? `${path} always` : path.replace(' takes ', ' needs '));
      walk(path, property, isAnswer);
    }
  };
  const content = (place: string, holder: Json, isAnswer: boolean) => {
    for (const [type, media] of Object.entries((holder.content ?? {}) as Record<string, Json>))
      walk(`${place} ${type}`, media.schema as Json, isAnswer);
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const id = String(operation.operationId);
      if (/^(operation|mailbox)\./.test(id)) continue;
      lines.add(`${id} is ${method.toUpperCase()} ${path}`);
      lines.add(`${id} asks ${operation['x-permission'] ?? JSON.stringify(operation.security)}`);
      for (const parameter of ((operation.parameters ?? []) as Json[]).map(read)) {
        const place = `${id} takes ${parameter.in} ${parameter.name}`;
        if (parameter.required) lines.add(place.replace(' takes ', ' needs '));
        walk(place, parameter.schema as Json, false);
      }
      if (operation.requestBody) content(`${id} takes`, operation.requestBody as Json, false);
      for (const [status, given] of Object.entries(operation.responses as Record<string, Json>)) {
        const answer = read(given);
        if (Number(status) < 400) content(`${id} answers ${status}`, answer, true);
        if (Number(status) < 400) lines.add(`${id} answers ${status}`);
        for (const code of (answer['x-error-codes'] ?? []) as string[])
          lines.add(`error ${code} is ${status}`);
      }
    }
  }
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    lines.add(`event ${type}`);
    content(`event ${type} says`, (post?.requestBody ?? {}) as Json, true);
  }
  return sayOnce(lines, Object.keys(document.webhooks))
    .filter((line) => !line.includes(' says application/json.type'))
    .sort();
}

/** Says what all events have in common in one line instead of one for each. */
function sayOnce(lines: ReadonlySet<string>, types: readonly string[]): string[] {
  const [first = ''] = types;
  const said = [...lines].flatMap((line) => line.split(`event ${first} says `)[1] ?? []);
  const common = new Set(said.filter((one) => types.every((type) => lines.has(`event ${type} says ${one}`))));
  const own = [...lines].filter((line) => !common.has(line.split(' says ')[1] ?? ''));
  return [...own, ...[...common].map((one) => `every event says ${one}`)];
}

function typeNames(schema: Json, choices: readonly Json[]): string[] {
  const types = [schema.type ?? [], choices.map(({ type }) => type ?? [])].flat(3) as string[];
  return [...new Set(types)].sort();
}

const most = ['maxLength', 'maximum', 'maxItems'];
const least = ['minLength', 'minimum', 'minItems'];

/** Lists the values and limits of request fields. */
function limitsOf(schema: Json): string[] {
  const values = [schema.enum ?? [], schema.const ?? []].flat().map((value) => `= ${JSON.stringify(value)}`);
  const bounds = [...most, ...least, 'pattern'].filter((name) => name in schema);
  return [...values, ...bounds.map((name) => `within ${name} ${schema[name]}`)];
}

/**
 * Finds breaking changes: removed lines, narrower limits, and new required fields in existing parts.
 * @param promised the lines of the published version
 * @param now the lines of the current document
 */
export function breakingChanges(promised: readonly string[], now: readonly string[]): string[] {
  const [kept, known] = [new Set(now), new Set(promised)];
  const gone = promised.filter((line) => !/ (needs|within) /.test(line) && !kept.has(line));
  const places = new Set(promised.map(placeOf));
  const added = now.filter((line) => !known.has(line));
  // A requirement inside something new and optional breaks nobody; nor does a limit of something new.
  const needs = added.filter((line) => {
    const [above = ''] = / needs .*(?=\.)/.exec(line) ?? [];
    const isWithin = above.includes('.') || above.includes('[]');
    const id = line.split(' ')[0] ?? '';
    const outer = isWithin ? line.slice(0, line.lastIndexOf('.')).replace(' needs ', ' takes ') : id;
    return line.includes(' needs ') && (isWithin ? places.has(outer) : places.has(id));
  });
  const limits = added.filter((line) => {
    const [place = '', limit = ''] = line.split(' within ');
    if (limit === '' || !places.has(place)) return false;
    const [name = '', value = ''] = limit.split(' ');
    const old = promised
      .find((before) => before.startsWith(`${place} within ${name} `))
      ?.split(' ')
      .at(-1);
    if (old === undefined || name === 'pattern') return true;
    return most.includes(name) ? Number(value) < Number(old) : Number(value) > Number(old);
  });
  return [...gone, ...needs, ...limits];
}

/** Returns the subject of a line: the endpoint itself, or one of its fields. */
function placeOf(line: string): string {
  if (/^\S+ is /.test(line)) return line.split(' ')[0] ?? '';
  return line.replace(/(:| within | = ).*$/, '');
}
