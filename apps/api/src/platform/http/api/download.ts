import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/**
 * Sends a CSV file (RFC 4180) in chunks, as fast as the receiver takes it.
 * @param reply the response
 * @param file its name and its text
 */
export function sendCsv(reply: FastifyReply, file: { fileName: string; text: AsyncIterable<string> }): void {
  reply.type('text/csv; charset=utf-8');
  reply.header('Content-Disposition', `attachment; filename="${file.fileName}"`);
  reply.send(Readable.from(file.text, { objectMode: false }));
}
