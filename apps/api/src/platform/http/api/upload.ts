import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { UploadedFile } from '@muster/contracts/kit/endpoint';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import * as z from 'zod';
import { Failure, fail } from '../../errors.ts';
import { toPointer } from './pointer.ts';
import { parsePart } from './validate.ts';

const fieldBytes = 1_000;
/** Bytes of a form between and around its parts. */
const formBytes = 100_000;

/** An uploaded form with its file on disk. */
export interface Upload {
  /** The parsed fields and the file. */
  readonly body: unknown;
  /** Deletes the file. */
  remove(): Promise<void>;
}

/**
 * Registers a route that takes a file. The plugin parses every request it is registered for, so it is limited
 * to such routes.
 */
export function serveUpload(app: FastifyInstance, route: RouteOptions): void {
  app.register(async (scope) => {
    scope.removeContentTypeParser(['application/json', 'multipart/form-data']);
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.route(route);
  });
}

/**
 * Receives a `multipart/form-data` body (RFC 7578). Its one file (`file`) is streamed to disk; parts may come
 * in any order.
 * @param request a request whose body has not been read yet
 * @param form the fields it may have
 * @param limit the maximum size in bytes
 * @throws Failure `unsupported_media_type`, `payload_too_large`, `validation_failed` naming the part
 */
export async function receiveUpload(
  request: FastifyRequest,
  form: z.ZodObject,
  limit: number,
  locale: Locale,
): Promise<Upload> {
  if (!request.isMultipart()) fail('unsupported_media_type');
  if (Number(request.headers['content-length'] ?? 0) > limit) fail('payload_too_large');
  const folder = await mkdtemp(join(tmpdir(), 'muster-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { fields, file } = await readForm(request, join(folder, 'file'), limit - formBytes);
    const parsed = parsePart(z.strictObject(form.shape), fields, 'body', locale);
    return { body: { ...(parsed as object), file: file ?? refusePart('file', 'file_missing') }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function readForm(request: FastifyRequest, path: string, fileSize: number) {
  const fields: Record<string, unknown> = {};
  let file: UploadedFile | undefined;
  // Limits are checked here, so that the response names the one that was exceeded.
  const limits = { fileSize, fieldSize: fieldBytes, fields: 20, files: 2, parts: 22, headerPairs: 50 };
  const parts = request.parts({ limits });
  try {
    for await (const part of parts) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') refusePart(part.fieldname, 'unknown_field');
        if (file) refusePart('file', 'file_repeated');
        file = await store(part, path);
      } else {
        if (part.fieldname in fields) refusePart(part.fieldname, 'field_repeated');
        if (part.valueTruncated) refusePart(part.fieldname, 'field_too_long');
        fields[part.fieldname] = part.value;
      }
    }
  } catch (error) {
    // The rest is read and discarded: a client that is still sending would otherwise never see the response.
    request.raw.unpipe();
    request.raw.resume();
    if (error instanceof Failure || (error instanceof Error && 'syscall' in error)) throw error;
    // The parser's error for a malformed or truncated form.
    return fail('validation_failed', {
      errors: [{ pointer: '#', detail: 'form_broken', code: 'form_broken' }],
    });
  }
  return { fields, file };
}

async function store(part: MultipartFile, path: string): Promise<UploadedFile> {
  await pipeline(part.file, createWriteStream(path));
  if (part.file.truncated) fail('payload_too_large');
  return { path, fileName: plainName(part.filename ?? '') };
}

/** A file name without folders and invalid characters. */
function plainName(given: string): string {
  const [name = ''] = given.split(/[\\/]/).slice(-1);
  const clean = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').trim();
  return (clean.isWellFormed() ? clean.slice(0, 200) : '') || 'file';
}

function refusePart(name: string, code: string): never {
  fail('validation_failed', { errors: [{ pointer: toPointer([name]), detail: code, code }] });
}
