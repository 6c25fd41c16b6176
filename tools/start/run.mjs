// Runs other programs: silently for a step, in the foreground for the app. Plain JavaScript for Node 18.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './stamp.mjs';
import { followNpm } from './watch-npm.mjs';

/** Thrown if a step's program failed; `output` is everything it printed. */
export class StepFailure extends Error {
  /**
   * @param {string} message what failed, one line
   * @param {string} output everything the program printed
   */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Returns variables that enable colours on terminals and disable them in files and logs, regardless of CI
 * detection. The user's own settings take precedence.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function colorEnv() {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR || FORCE_COLOR) return {};
  return process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
}

/**
 * Runs a program until it exits, and captures its output.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean, onOutput?: (text: string) => void }}
 *   [options] onOutput also receives the output as it arrives
 * @returns {Promise<{ code: number, output: string }>} the exit code; 128 + signal number if a signal ended
 *   it
 */
export function capture(program, args, options = {}) {
  const { env = process.env, cwd = ROOT, shell = false, onOutput } = options;
  const child = spawn(program, args, { env, cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      onOutput?.(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: exitCode(code, signal), output });
    });
  });
}

/** Exits on Ctrl-C, on SIGTERM or when the parent npm ends, and stops the programs of `capture`. */
export function exitOnSignals() {
  followNpm();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * Runs the app until it exits, in its own process group: so it receives Ctrl-C only once, from here, although
 * the terminal and npm both send it. If this process is killed, the app is killed, too.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the app's exit code
 */
export function runApp(program, args, env = process.env) {
  const exitWithParent = pathToFileURL(path.join(ROOT, 'tools', 'start', 'exit-with-parent.mjs')).href;
  const child = spawn(program, ['--import', exitWithParent, ...args], {
    env,
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  forwardSignals(child, ['SIGINT', 'SIGTERM', 'SIGHUP']);
  return ended(child);
}

/**
 * Runs an interactive command until it exits.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runCommand(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the command; this process must keep waiting for it.
  process.on('SIGINT', () => undefined);
  forwardSignals(child, ['SIGTERM', 'SIGHUP']);
  return ended(child);
}

/** How long repeated signals count as one, in milliseconds. */
const REPEAT = 1000;

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {readonly NodeJS.Signals[]} signals
 */
function forwardSignals(child, signals) {
  let last = Number.NEGATIVE_INFINITY;
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      const now = performance.now();
      if (now - last > REPEAT) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      last = now;
    });
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? (signal ? 128 + constants.signals[signal] : 1);
}
