// A limit consists of bare Fastify, the driver and a prepared statement, nothing else.
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';

/**
 * Serves a benchmark's limits. The harness starts the calling file in a separate process.
 * @param register adds the routes; the pool is like the product's: the same number of connections and the
 * same distance
 */
export async function serveLimits(
  register: (app: FastifyInstance, pool: pg.Pool) => void | Promise<void>,
): Promise<void> {
  const [, , databaseUrl, port] = process.argv;
  const app = Fastify();
  await register(app, new pg.Pool({ connectionString: databaseUrl, max: 15 }));
  await app.listen({ host: '127.0.0.1', port: Number(port) });
  process.stdout.write('ready\n');
}
