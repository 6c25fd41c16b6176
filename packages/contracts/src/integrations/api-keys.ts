import * as z from 'zod';
import { type ErrorCode, errorCodes, Permission } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { displayName, Id, IdParams, PageQuery, pageOf, Timestamp } from '../kit/primitives.ts';

/** A network in CIDR notation (RFC 4632), or a single address. */
export const Network = z
  .union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])
  .meta({ example: '203.0.113.0/24', description: 'A network in CIDR notation, or a single address.' });

const maxOverlapSeconds = 7 * 24 * 60 * 60;

const name = displayName(100).refine((text) => text.length > 0, { params: { code: 'required' } });
const scopes = z.array(Permission).min(1).max(Permission.options.length);
const allowedIps = z.array(Network).max(50);

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    prefix: z.string().meta({ description: 'How the key begins.', example: 'mst_live_4fGh' }),
    scopes: z.array(Permission),
    allowedIps: z
      .array(z.string())
      .meta({ description: 'Networks the key works from. Empty: it works from anywhere.' }),
    status: z.enum(['active', 'expired', 'suspended']).meta({
      description: '`suspended`: its creator is no longer an active admin.',
    }),
    expiresAt: Timestamp.nullable(),
    createdBy: z.object({ id: Id, name: z.string() }),
    createdByKey: z.object({ id: Id, name: z.string() }).nullable().meta({
      description:
        'The key that created this one. It ends with that key, and works only from networks that both allow.',
    }),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.nullable(),
    lastUsedIp: z.string().nullable(),
    rotatedAt: Timestamp.nullable(),
    previousKeyExpiresAt: Timestamp.nullable().meta({
      description: 'After a rotation: how long the previous key keeps working.',
    }),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof ApiKey>;

export const ApiKeyWithSecret = ApiKey.extend({
  key: z.string().meta({
    description: 'The key itself, shown only once.',
    example: 'mst_live_4fGhJkLmNpQrStUvWxYz23456789AbCdEfGhJk0Zm1Q2',
  }),
}).meta({ id: 'ApiKeyWithSecret' });
export type ApiKeyWithSecret = z.output<typeof ApiKeyWithSecret>;

export const CreateApiKey = z.strictObject({
  name,
  scopes,
  expiresAt: Timestamp.nullish().meta({
    description: 'Must be in the future. Without it, the key does not expire.',
  }),
  allowedIps: allowedIps.default([]),
});
export type CreateApiKey = z.output<typeof CreateApiKey>;

export const UpdateApiKey = z.strictObject({ name: name.optional(), allowedIps: allowedIps.optional() });
export type UpdateApiKey = z.output<typeof UpdateApiKey>;

export const RotateApiKey = z.strictObject({
  overlapSeconds: z.int().min(0).max(maxOverlapSeconds).default(86_400).meta({
    description: 'How long the previous key keeps working, at most seven days.',
  }),
});
export type RotateApiKey = z.output<typeof RotateApiKey>;

/** One logged request: never its body or query values. */
export const ApiKeyRequest = z
  .object({
    id: Id,
    time: Timestamp,
    method: z.string(),
    route: z.string().meta({ example: '/api/v1/users/:id' }),
    status: z.int(),
    code: z
      .enum(errorCodes as [ErrorCode, ...ErrorCode[]])
      .nullable()
      .meta({ description: 'The error code, if the request was refused.' }),
    durationMs: z.number(),
    replayed: z
      .boolean()
      .meta({ description: 'Answered from an earlier request with the same `Idempotency-Key`.' }),
    ipAddress: z.string().nullable(),
    requestId: z.string(),
  })
  .meta({ id: 'ApiKeyRequest' });
export type ApiKeyRequest = z.output<typeof ApiKeyRequest>;

/** A quota, as the header `RateLimit-Policy` names it. */
export const RateLimitPolicy = z
  .object({
    name: z.enum(['key', 'key-burst', 'account']),
    limit: z.int(),
    windowSeconds: z.int(),
    remaining: z.int().meta({ description: 'What the account or this key has left in this window.' }),
    resetSeconds: z.int(),
  })
  .meta({ id: 'RateLimitPolicy' });
export type RateLimitPolicy = z.output<typeof RateLimitPolicy>;

export const ListApiKeys = PageQuery.extend({
  sort: z.enum(['name', '-name', 'createdAt', '-createdAt']).default('-createdAt'),
});
export type ListApiKeys = z.output<typeof ListApiKeys>;
export const ListApiKeyRequests = PageQuery.extend({
  sort: z.enum(['time', '-time']).default('-time'),
  outcome: z.enum(['succeeded', 'failed']).optional(),
});
export type ListApiKeyRequests = z.output<typeof ListApiKeyRequests>;

export const apiKeys = endpoints('apiKeys', {
  list: endpoint({
    method: 'GET',
    path: '/api-keys',
    summary: 'List API keys that are not revoked',
    access: 'api_keys:read',
    query: ListApiKeys,
    status: 200,
    response: pageOf(ApiKey),
    errors: ['cursor_invalid'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api-keys/:id',
    summary: 'Get an API key',
    access: 'api_keys:read',
    params: IdParams,
    status: 200,
    response: ApiKey,
    errors: ['not_found'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api-keys',
    summary: 'Create an API key; the response shows it once',
    description:
      'A key never has more permissions than its creator. Scopes the creator lacks are refused, and the key loses every scope its creator loses. A key that another key creates has at most the permissions, networks and time of that key, and ends with it.',
    access: 'api_keys:write',
    body: CreateApiKey,
    status: 201,
    hasSecret: true,
    response: ApiKeyWithSecret,
    errors: ['scope_not_held', 'too_many_api_keys', 'key_limits_exceeded'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api-keys/:id',
    summary: "Change an API key's name or networks",
    access: 'api_keys:write',
    params: IdParams,
    body: UpdateApiKey,
    status: 200,
    response: ApiKey,
    errors: ['not_found', 'scope_not_held', 'key_limits_exceeded'],
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke an API key, immediately and permanently',
    access: 'api_keys:write',
    params: IdParams,
    status: 204,
    errors: ['not_found'],
  }),
  rotate: endpoint({
    method: 'POST',
    path: '/api-keys/:id/rotate',
    summary: 'Give an API key a new secret; the old one can keep working for a while',
    access: 'api_keys:write',
    params: IdParams,
    body: RotateApiKey,
    status: 200,
    hasSecret: true,
    response: ApiKeyWithSecret,
    errors: ['not_found', 'scope_not_held', 'key_limits_exceeded'],
  }),
  requests: endpoint({
    method: 'GET',
    path: '/api-keys/:id/requests',
    summary: 'List the latest requests made with an API key, kept for 14 days',
    access: 'api_keys:read',
    params: IdParams,
    query: ListApiKeyRequests,
    status: 200,
    response: pageOf(ApiKeyRequest),
    errors: ['not_found', 'cursor_invalid'],
  }),
  limits: endpoint({
    method: 'GET',
    path: '/api-keys/:id/limits',
    summary: 'Show how many requests an API key and its account have left',
    access: 'api_keys:read',
    params: IdParams,
    status: 200,
    response: z.object({ data: z.array(RateLimitPolicy) }),
    errors: ['not_found'],
  }),
});
