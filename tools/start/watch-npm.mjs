// npm passes SIGTERM to the shell it started, but a killed shell does not pass it on: the script would
// continue alone. So a script watches the processes between itself and npm. Plain JavaScript for Node 18.
import { readFileSync } from 'node:fs';

const INTERVAL = 250;
const FARTHEST = 5;

/**
 * Sends SIGTERM to this process when its parent npm has exited. Does nothing if it was not started by npm.
 */
export function followNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const line = lineToNpm();
  const watch = setInterval(() => {
    if (line.every(({ pid, parent }) => parentOf(pid) === parent)) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL);
  watch.unref();
}

/** Returns this process and its ancestors up to npm, each with its parent; without npm, only this process. */
function lineToNpm() {
  const self = { pid: process.pid, parent: process.ppid };
  const line = [self];
  for (let pid = self.parent; pid > 1 && line.length < FARTHEST; ) {
    if (nameOf(pid).startsWith('npm')) return line;
    const parent = parentOf(pid);
    line.push({ pid, parent });
    pid = parent;
  }
  return [self];
}

/**
 * @param {number} pid
 * @returns {number} 0 if it cannot be read
 */
function parentOf(pid) {
  if (pid === process.pid) return process.ppid;
  // `<pid> (<name, with any characters>) <state> <parent> …`
  return Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]) || 0;
}

/** @param {number} pid */
function nameOf(pid) {
  return read(`/proc/${pid}/comm`);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
