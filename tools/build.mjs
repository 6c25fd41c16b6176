// `npm run build`: prepares the clone and builds the API and the web app, unless they are up to date.
import { reportFailure, showProgress } from './start/progress.mjs';
import { exitOnSignals } from './start/run.mjs';
import { prepare } from './start/steps.mjs';

exitOnSignals();
try {
  await prepare({ progress: showProgress, build: true });
} catch (error) {
  process.exitCode = reportFailure(error);
}
