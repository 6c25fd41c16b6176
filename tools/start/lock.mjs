// A lock: only one process at a time installs, generates or builds in a clone. Plain JavaScript for Node 18.
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { CACHE } from './stamp.mjs';

const FILE = path.join(CACHE, 'lock');

// In milliseconds. The holder touches its file every second. If it was not touched for this long, the holder
// is dead, even if another process reuses its id.
const ABANDONED_AFTER = 15_000;

/**
 * Runs the work while holding the lock; waits for other holders first. Takes over the lock of a dead holder.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {(pid: number) => () => void} onWait called once if another process has the lock; the returned
 *   function is called when it is released
 * @returns {Promise<T>}
 */
export async function withLock(work, onWait) {
  mkdirSync(CACHE, { recursive: true });
  /** @type {(() => void) | undefined} */
  let endWait;
  while (!acquire()) {
    const holder = readHolder();
    if (isAbandoned(holder)) {
      takeAway(holder);
      continue;
    }
    if (holder) endWait ??= onWait(holder);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  endWait?.();
  const release = () => {
    if (readHolder() === process.pid) rmSync(FILE, { force: true });
  };
  const beat = setInterval(() => utimesSync(FILE, new Date(), new Date()), 1000).unref();
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}

function acquire() {
  try {
    const file = openSync(FILE, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns {number} the holder's process id; 0 if it is not written yet or nobody holds the lock */
function readHolder() {
  try {
    return Number(readFileSync(FILE, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {number} holder */
function isAbandoned(holder) {
  const touched = statSync(FILE, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return false;
  if (Date.now() - touched > ABANDONED_AFTER) return true;
  if (holder === 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * If several processes find a dead holder's lock, one moves it away. If a new holder has it by then, it is
 * put back.
 *
 * @param {number} holder
 */
function takeAway(holder) {
  const aside = `${FILE}.${process.pid}`;
  try {
    renameSync(FILE, aside);
    if (Number(readFileSync(aside, 'utf8')) === holder) rmSync(aside, { force: true });
    else renameSync(aside, FILE);
  } catch {
    // Another process moved it first.
  }
}
