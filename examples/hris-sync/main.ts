// node main.ts people.json [--dry-run] [--max-leavers 20]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createMuster } from '@muster/client';
import { readPeople } from './people.ts';
import { type Summary, sync } from './sync.ts';

const usage = 'MUSTER_URL=… MUSTER_API_KEY=… node main.ts people.json [--dry-run] [--max-leavers 20]';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'max-leavers': { type: 'string', default: '20' },
    },
  });
  const [file] = positionals;
  const { MUSTER_URL: baseUrl, MUSTER_API_KEY: apiKey } = process.env;
  const maxLeavers = Number(values['max-leavers']);
  if (!file || !baseUrl || !apiKey || !Number.isInteger(maxLeavers)) throw new Error(`Usage: ${usage}`);

  const isDryRun = values['dry-run'];
  const list = readPeople(readFileSync(file, 'utf8'));
  const summary = await sync(createMuster({ baseUrl, apiKey }), list, { isDryRun, maxLeavers });
  process.stdout.write(`${isDryRun ? 'Would do' : 'Done'}: ${inWords(summary)}\n`);
  for (const { row, reason } of summary.badRows) process.stderr.write(`Row ${row} ${reason}.\n`);
  for (const failure of summary.failures) process.stderr.write(`Failed: ${failure}\n`);
  if (summary.tooManyLeavers > 0) {
    process.stderr.write(
      `${summary.tooManyLeavers} people would leave: more than --max-leavers, nobody did.\n`,
    );
  }
  const isComplete = summary.badRows.length + summary.failures.length + summary.tooManyLeavers === 0;
  process.exitCode = isComplete ? 0 : 1;
}

function inWords({ added, changed, reactivated, deactivated }: Summary): string {
  return `${added} added, ${changed} changed, ${reactivated} reactivated, ${deactivated} deactivated`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
