import { defined } from '../kit/defined.ts';
import type { Json } from './json-schema.ts';

/** Endpoints for operators' tools, outside the versioned API. */
export const operationPaths: Readonly<Record<string, Json>> = {
  '/healthz': operationPath('healthz', 'Whether the process is up', 'application/json', false),
  '/readyz': operationPath(
    'readyz',
    'Whether database, migrations and queue are ready',
    'application/json',
    true,
  ),
  '/metrics': operationPath('metrics', 'Metrics in the Prometheus text format', 'text/plain', false),
};

function operationPath(id: string, summary: string, type: string, mayBeUnready: boolean): Json {
  const content = { [type]: { schema: { type: type === 'text/plain' ? 'string' : 'object' } } };
  const headers = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
  return {
    get: {
      operationId: `operation.${id}`,
      tags: ['operation'],
      summary,
      description: 'For operators; outside the change policy of the API.',
      security: [],
      responses: defined({
        200: { description: summary, headers, content },
        503: mayBeUnready
          ? { description: 'Not ready. The response says which part.', headers, content }
          : undefined,
        '4XX': { description: 'Refused before it was processed.', headers },
      }),
    },
  };
}
