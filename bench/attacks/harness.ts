// Shared by the attacks: runs one against the built product, while another process asks `/healthz`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { judge, type Product, say } from '../harness.ts';
import type { Probed } from './probe.ts';

/** How long 99 of 100 answers of `/healthz` may take during an attack, in milliseconds. */
export const healthLimitMs = 50;

/**
 * Runs an attack and judges that `/healthz` kept answering.
 * @param name what the attacker does
 * @param attack does it, and resolves when it is over
 */
export async function underAttack<T>(
  product: Product,
  name: string,
  attack: () => Promise<T>,
): Promise<T & object> {
  const before = product.memory();
  const probe = await startProbe(`${product.url}/healthz`);
  const start = performance.now();
  const result = await attack();
  const seconds = (performance.now() - start) / 1000;
  const { count, p50, p99, max, failures } = await probe.stop();
  judge(`${name}: /healthz p99 ${p99} ms, wanted ${healthLimitMs}`, p99 <= healthLimitMs && failures === 0);
  const memory = `${Math.round(before)} MB before, ${Math.round(product.memory())} after`;
  say(
    `       ${seconds.toFixed(1)} s, ${count} answers, p50 ${p50} ms, longest ${max} ms, ${failures} failed; ${memory}`,
  );
  return result as T & object;
}

async function startProbe(url: string) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'probe.ts'), url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    async stop(): Promise<Probed> {
      child.stdin.end();
      return JSON.parse(String((await lines.next()).value));
    },
  };
}
