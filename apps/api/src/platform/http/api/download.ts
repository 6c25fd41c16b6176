import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { toXlsx } from '../../xlsx.ts';

/**
 * Sends a CSV file (RFC 4180) in chunks, as fast as the receiver takes it.
 * @param reply the response
 * @param file its name, its text, and its encoding, which is UTF-8 if not given
 */
export function sendCsv(
  reply: FastifyReply,
  file: { fileName: string; text: AsyncIterable<string>; encoding?: 'utf-8' | 'utf-16le' },
): void {
  const { encoding = 'utf-8' } = file;
  reply.type(`text/csv; charset=${encoding}`);
  reply.header('Content-Disposition', `attachment; filename="${file.fileName}"`);
  const chunks = encoding === 'utf-8' ? file.text : encoded(file.text);
  reply.send(Readable.from(chunks, { objectMode: false }));
}

async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const chunk of text) yield Buffer.from(chunk, 'utf16le');
}

/**
 * Sends a workbook while it is written, as fast as the receiver takes it.
 * @param file its name, the name of its sheet, and its rows in chunks
 */
export function sendXlsx(
  reply: FastifyReply,
  file: { fileName: string; sheet: string; rows: AsyncIterable<string[][]> },
): void {
  reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  reply.header('Content-Disposition', `attachment; filename="${file.fileName}"`);
  reply.send(toXlsx(file.sheet, file.rows));
}
