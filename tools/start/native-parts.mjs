// Native packages, such as those of the bundler, the password hash and PostgreSQL. They are optional, so pnpm
// succeeds even if a download failed. Plain JavaScript for Node 18: this runs before anything is installed.
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './stamp.mjs';

/**
 * @typedef {{ id: string, folder: string }} NativePart
 *   id: name and version, as in the lock file; folder: its absolute path in pnpm's store
 */

/**
 * Finds the native packages of this system that are missing or incomplete.
 *
 * @param {string} [root] the repository
 * @returns {NativePart[]} none before the first install
 */
export function missingParts(root = ROOT) {
  const skipped = readSkipped(root);
  if (skipped === null) return [];
  return nativeIds(root)
    .filter((id) => !skipped.includes(id))
    .map((id) => ({ id, folder: path.join(root, 'node_modules', '.pnpm', id.replace(/\//g, '+')) }))
    .filter(({ id, folder }) => !isWhole(path.join(folder, 'node_modules', nameOf(id))));
}

/**
 * Removes the remains of broken packages, so that pnpm installs them again.
 *
 * @param {readonly NativePart[]} parts
 * @param {string} [root] the repository
 */
export function removeParts(parts, root = ROOT) {
  for (const { id, folder } of parts) {
    rmSync(folder, { recursive: true, force: true });
    if (!id.startsWith('node-')) continue;
    // npx would run pnpm with the removed Node.
    for (const end of ['', '.cmd', '.CMD', '.ps1'])
      rmSync(path.join(root, 'node_modules', '.bin', `node${end}`), { force: true });
  }
}

/** @param {string} id */
function nameOf(id) {
  return id.slice(0, id.lastIndexOf('@'));
}

/**
 * Reads which packages pnpm skipped because they are for other systems; null before the first install.
 *
 * @param {string} root
 * @returns {string[] | null}
 */
function readSkipped(root) {
  try {
    const { skipped } = JSON.parse(readFileSync(path.join(root, 'node_modules', '.modules.yaml'), 'utf8'));
    return Array.isArray(skipped) ? skipped : [];
  } catch {
    return null;
  }
}

/**
 * Finds the packages in the lock file that are limited to certain systems. pnpm's format is stable, so this
 * needs no parser.
 *
 * @param {string} root
 * @returns {string[]}
 */
function nativeIds(root) {
  const lock = readFileSync(path.join(root, 'pnpm-lock.yaml'), 'utf8').replace(/\r\n/g, '\n');
  const start = lock.indexOf('\npackages:\n');
  return lock
    .slice(start, lock.indexOf('\nsnapshots:\n', start))
    .split(/\n{2,}/)
    .filter((entry) => /^ {4}(os|cpu): /m.test(entry))
    .map((entry) => /^ {2}'?([^'\n]+?)'?:$/m.exec(entry)?.[1] ?? '');
}

/**
 * Whether a package is complete: its main file, its programs, and the links made by its install script.
 *
 * @param {string} folder
 */
function isWhole(folder) {
  try {
    const { main, bin = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const programs = typeof bin === 'string' ? [bin] : Object.values(bin);
    const files = [...(main ? [main] : []), ...programs, ...linksOf(folder)];
    return files.every(
      (file) => (statSync(path.join(folder, file), { throwIfNoEntry: false })?.size ?? 0) > 0,
    );
  } catch {
    return false;
  }
}

/**
 * PostgreSQL's packages come without their symbolic links, because npm does not pack them.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function linksOf(folder) {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!statSync(list, { throwIfNoEntry: false })) return [];
  return JSON.parse(readFileSync(list, 'utf8')).map((/** @type {{ target: string }} */ { target }) => target);
}
