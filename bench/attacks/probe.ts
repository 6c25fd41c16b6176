// `node bench/attacks/probe.ts URL`, started by the harness in a separate process: asks for the address again and
// again until its stdin ends, and prints how long the answers took. Says `ready` first.
import { createHistogram, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the answers took, in milliseconds. */
export interface Probed {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers that were not a success, and requests without an answer. */
  readonly failures: number;
}

const everyMs = 5;
const [, , url = ''] = process.argv;
const histogram = createHistogram();
let failures = 0;
let isOver = false;
process.stdin.resume().once('end', () => {
  isOver = true;
});
const ask = () =>
  fetch(url).then(
    async (response) => response.ok && (await response.text()) !== '',
    () => false,
  );
for (let times = 0; times < 20; times += 1) await ask();
process.stdout.write('ready\n');
while (!isOver) {
  const start = performance.now();
  if (!(await ask())) failures += 1;
  histogram.record(Math.max(1, Math.round((performance.now() - start) * 1000)));
  await sleep(everyMs);
}
const ms = (microseconds: number) => Math.round(microseconds / 100) / 10;
const probed: Probed = {
  count: histogram.count,
  ...{ p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) },
  failures,
};
process.stdout.write(JSON.stringify(probed));
