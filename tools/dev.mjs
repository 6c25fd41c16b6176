// `npm run dev`: the API on PORT (3000 by default), restarted when its files change, and the web app with hot
// reload on 5173. Ctrl-C stops both.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { reportFailure, showProgress } from './start/progress.mjs';
import { colorEnv, exitOnSignals } from './start/run.mjs';
import { ROOT } from './start/stamp.mjs';
import { hasWeb, prepare, runtimeNode } from './start/steps.mjs';

const WEB_PORT = '5173';

exitOnSignals();
try {
  await prepare({ progress: showProgress, build: false });
  process.exitCode = await developBoth();
} catch (error) {
  process.exitCode = reportFailure(error);
}

/** @returns {Promise<number>} the exit code of the side that ended first */
function developBoth() {
  const webUrl = `http://127.0.0.1:${WEB_PORT}`;
  const port = process.env.PORT ?? '3000';
  const env = { PUBLIC_URL: webUrl, ...process.env, PORT: port, API_PORT: port };
  const api = start('api', ROOT, ['--watch', '--watch-preserve-output', 'apps/api/src/main.ts'], env);
  const sides = [api];
  if (hasWeb()) {
    const web = path.join(ROOT, 'apps', 'web');
    const vite = path.join(web, 'node_modules', 'vite', 'bin', 'vite.js');
    sides.push(start('web', web, [vite, '--host', '127.0.0.1', '--port', WEB_PORT, '--strictPort'], env));
    process.stdout.write(`Open ${webUrl} (the API answers there, too).\n`);
  }
  return new Promise((resolve) => {
    let code = 0;
    let left = sides.length;
    let isStopping = false;
    const stop = () => {
      if (isStopping) return;
      isStopping = true;
      for (const side of sides) side.kill('SIGTERM');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.removeAllListeners(signal);
      process.on(signal, stop);
    }
    for (const side of sides) {
      side.once('exit', (exited) => {
        if (!isStopping) code = exited ?? 1;
        left -= 1;
        stop();
        if (left === 0) resolve(code);
      });
    }
  });
}

/**
 * @param {string} name prefix of its lines
 * @param {string} cwd
 * @param {readonly string[]} args of Node
 * @param {NodeJS.ProcessEnv} env
 */
function start(name, cwd, args, env) {
  const exitWithParent = pathToFileURL(path.join(ROOT, 'tools', 'start', 'exit-with-parent.mjs')).href;
  const child = spawn(runtimeNode(), ['--import', exitWithParent, ...args], {
    cwd,
    env: { ...colorEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) process.stdout.write(`${name} │ ${line}\n`);
    });
  }
  return child;
}
