// `npm start [-- options of the app]`: prepares the clone as far as needed and runs the app in the
// foreground.
import { reportFailure, showProgress } from './progress.mjs';
import { runApp, stopTogether } from './run.mjs';
import { hasWeb, prepare, runtimeNode } from './steps.mjs';

stopTogether();
try {
  await prepare({ progress: showProgress, build: true });
  if (!hasWeb())
    process.stderr.write('There is no web app to build in apps/web yet: only the API is served.\n');
  process.exitCode = await runApp(runtimeNode(), ['apps/api/src/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  process.exitCode = reportFailure(error);
}
