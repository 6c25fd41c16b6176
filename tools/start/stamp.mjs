// A stamp records that a step was done with exactly these inputs. It is written only after success, so an
// interrupted step runs again. Plain JavaScript for Node 18: this runs before anything is installed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder for stamps, locks and other files that can be deleted at any time. */
export const CACHE = path.join(ROOT, '.cache', 'muster');

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.cache', 'test-results']);

/**
 * Returns a fingerprint of files and folders: names and contents. Missing ones count as empty.
 *
 * @param {readonly string[]} paths relative to the repository
 * @param {readonly string[]} [extras] other inputs, such as a version
 * @returns {string} SHA-256 in hexadecimal
 */
export function fingerprint(paths, extras = []) {
  const hash = createHash('sha256').update(extras.join('\0'));
  for (const each of paths) {
    for (const file of filesBelow(path.join(ROOT, each))) {
      const content = readFileSync(file);
      hash.update(`\0${path.relative(ROOT, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * Whether a step was completed with these inputs.
 *
 * @param {string} step name of the step
 * @param {string} print the fingerprint of its inputs
 */
export function isStamped(step, print) {
  return readStamp(step) === print;
}

/**
 * Records that a step was completed with these inputs.
 *
 * @param {string} step name of the step
 * @param {string} print the fingerprint of its inputs
 */
export function stamp(step, print) {
  mkdirSync(CACHE, { recursive: true });
  const draft = path.join(CACHE, `${step}.${process.pid}`);
  writeFileSync(draft, print);
  renameSync(draft, path.join(CACHE, step));
}

/**
 * Removes the stamp of a step, before it runs again.
 *
 * @param {string} step name of the step
 */
export function unstamp(step) {
  rmSync(path.join(CACHE, step), { force: true });
}

/**
 * Whether a path exists in the repository.
 *
 * @param {string} relative path relative to the repository
 */
export function exists(relative) {
  return statSync(path.join(ROOT, relative), { throwIfNoEntry: false }) !== undefined;
}

/** @param {string} step */
function readStamp(step) {
  try {
    return readFileSync(path.join(CACHE, step), 'utf8');
  } catch {
    return null;
  }
}

/**
 * @param {string} start absolute path
 * @returns {string[]}
 */
function filesBelow(start) {
  const found = statSync(start, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [start];
  const names = readdirSync(start).filter((name) => !SKIPPED.has(name));
  return names.sort().flatMap((name) => filesBelow(path.join(start, name)));
}
