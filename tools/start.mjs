// `npm start [-- options of the app]`: prepares the clone if necessary and runs the app in the foreground.
import { apiProgram, lightly } from './start/api-build.mjs';
import { reportFailure, showProgress } from './start/progress.mjs';
import { exitOnSignals, runApp } from './start/run.mjs';
import { hasWeb, prepare, runtimeNode } from './start/steps.mjs';

exitOnSignals();
try {
  await prepare({ progress: showProgress, build: true });
  if (!hasWeb())
    process.stderr.write('There is no web app to build in apps/web yet: only the API is served.\n');
  const { flags, env } = lightly();
  const program = [...flags, apiProgram(), ...process.argv.slice(2)];
  process.exitCode = await runApp(runtimeNode(), program, { ...env, ...process.env });
} catch (error) {
  process.exitCode = reportFailure(error);
}
