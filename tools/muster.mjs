// `npm run muster -- <noun> <verb>`: the operator's command line, apps/api/src/cli.ts, on a prepared clone. A build
// starts in half the time.
import path from 'node:path';
import { apiProgram, isApiBuilt } from './start/api-build.mjs';
import { reportFailure, showProgress } from './start/progress.mjs';
import { exitOnSignals, runCommand } from './start/run.mjs';
import { ROOT } from './start/stamp.mjs';
import { prepare, runtimeNode } from './start/steps.mjs';

exitOnSignals();
try {
  await prepare({ progress: showProgress, build: false });
  const command = path.join(ROOT, isApiBuilt() ? apiProgram('cli') : 'apps/api/src/cli.ts');
  process.exitCode = await runCommand(runtimeNode(), [command, ...process.argv.slice(2)]);
} catch (error) {
  process.exitCode = reportFailure(error);
}
