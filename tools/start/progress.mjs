// Progress lines: the step and how long it took. Plain JavaScript for Node 18.

/**
 * Starts a line on stderr, because stdout belongs to the app. On a terminal the line is completed in place;
 * elsewhere the end is a separate line.
 *
 * @type {import('./steps.mjs').Progress}
 */
export function showProgress(what) {
  const started = performance.now();
  const isTerminal = process.stderr.isTTY;
  if (isTerminal) process.stderr.write(`· ${what} …`);
  /** @param {string} mark */
  const end = (mark) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stderr.write(`${isTerminal ? '\r' : ''}${mark} ${what} (${seconds} s)\n`);
  };
  if (!isTerminal) process.stderr.write(`· ${what}\n`);
  return { done: () => end('✓'), failed: () => end('✗') };
}

/**
 * Prints why a step failed, with the output of its program, and returns the exit code.
 *
 * @param {unknown} error
 * @returns {number}
 */
export function reportFailure(error) {
  if (!(error instanceof Error)) throw error;
  if ('output' in error && error.output) process.stderr.write(`${error.output}\n`);
  process.stderr.write(`${'output' in error ? error.message : error.stack}\n`);
  return 1;
}
