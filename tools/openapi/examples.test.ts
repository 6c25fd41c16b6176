import { describe, expect, test } from 'vitest';
import { publishedDocument } from '../../apps/api/src/platform/http/docs/published-document.ts';
import { allEndpoints } from '../../packages/contracts/src/api.ts';
import { EventType, errorCodes } from '../../packages/contracts/src/catalogue.ts';
import { Problem } from '../../packages/contracts/src/errors.ts';
import { WebhookEvent } from '../../packages/contracts/src/integrations/webhook-events.ts';
import { basePath } from '../../packages/contracts/src/kit/endpoint.ts';
import { routingErrors } from '../../packages/contracts/src/kit/http.ts';

type Media = Record<string, { example?: unknown }>;
interface Operation {
  summary: string;
  description: string;
  requestBody?: { content: Media };
  responses: Record<string, { content?: Media }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: { examples: Record<string, { value: unknown }> };
}

const document: Document = JSON.parse(publishedDocument());
const json = 'application/json';

/** Fails with the schema's issues if an example is invalid. */
function expectFits(schema: { safeParse(value: unknown): object }, example: unknown) {
  expect(example).toBeDefined();
  const { success, error } = schema.safeParse(example) as { success: boolean; error?: Error };
  expect(success, `${error} in ${JSON.stringify(example)}`).toBe(true);
}

describe.each(allEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_id, endpoint) => {
  const path = `${basePath}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
  const operation = document.paths[path]?.[endpoint.method.toLowerCase()];

  test('is described, with examples that its contract accepts', () => {
    expect(operation?.summary).toBeTruthy();
    expect(operation?.description).toBeTruthy();
    if (endpoint.body) expectFits(endpoint.body, operation?.requestBody?.content[json]?.example);
    if (endpoint.multipart) {
      const example = operation?.requestBody?.content['multipart/form-data']?.example;
      const { file, ...fields } = example as Record<string, unknown>;
      expect(file).toContain('@');
      expectFits(endpoint.multipart, fields);
    }
    const content = operation?.responses[endpoint.status]?.content;
    if (endpoint.response) expectFits(endpoint.response, content?.[json]?.example);
    // Images and workbooks have no example.
    else if (endpoint.contentType && !/^image|spreadsheet/.test(endpoint.contentType)) {
      expect(content?.[endpoint.contentType]?.example).toBeTruthy();
    }
  });
});

test.each(errorCodes.filter((code) => !routingErrors.includes(code)))('%s has an example', (code) => {
  expectFits(Problem, document.components.examples[code]?.value);
});

test.each([...EventType.options, 'webhook_endpoint.test'])('the webhook %s has an example', (type) => {
  const example = document.webhooks[type]?.post.requestBody?.content[json]?.example;
  expectFits(WebhookEvent, example);
  expect(example).toMatchObject({ type });
});
