// `npm test [-- step …]`: runs every check and test in sequence, and prints a line with the totals at the
// end.

import { STEPS } from './checks/test-steps.mjs';
import { reportFailure, showProgress } from './start/progress.mjs';
import { exitOnSignals } from './start/run.mjs';
import { prepare } from './start/steps.mjs';

exitOnSignals();
process.exitCode = await main(process.argv.slice(2)).catch(reportFailure);

/** @param {readonly string[]} names */
async function main(names) {
  const known = STEPS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length) {
    process.stderr.write(`Unknown: ${unknown.join(', ')}. Steps: ${known.join(', ')}\n`);
    return 2;
  }
  const steps = names.length ? STEPS.filter(({ name }) => names.includes(name)) : STEPS;
  await prepare({ progress: showProgress, build: steps.some(({ needsBuild }) => needsBuild) });
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const lines = [];
  for (const { name, what, run } of steps) {
    process.stdout.write(`\n── ${name}: ${what}\n`);
    const started = performance.now();
    const { passed, failed, skipped = 0 } = await run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    total.passed += passed;
    total.failed += failed;
    const rest = skipped ? `, ${skipped} skipped` : '';
    lines.push(`${failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed${rest} (${seconds} s)`);
    process.stdout.write(`${lines.at(-1)}\n`);
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed ? 1 : 0;
}
