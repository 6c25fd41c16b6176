// Packages made for one system, such as the bundler's, the password hash's and PostgreSQL's. They are optional, so
// pnpm succeeds without one whose download failed. Plain JavaScript for Node 18: this runs before anything is
// installed.
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './stamp.mjs';

/**
 * @typedef {{ id: string, folder: string }} NativePart
 *   id: name and version, as the lock file has it; folder: absolute path of what pnpm keeps of it
 */

/**
 * The native packages of this system that are not there, or not whole.
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
 * Removes what is left of broken packages: pnpm installs again what it does not find.
 *
 * @param {readonly NativePart[]} parts
 * @param {string} [root] the repository
 */
export function removeParts(parts, root = ROOT) {
  for (const { id, folder } of parts) {
    rmSync(folder, { recursive: true, force: true });
    if (!id.startsWith('node-')) continue;
    // npx would run pnpm with the Node that is gone.
    for (const end of ['', '.cmd', '.CMD', '.ps1'])
      rmSync(path.join(root, 'node_modules', '.bin', `node${end}`), { force: true });
  }
}

/** @param {string} id */
function nameOf(id) {
  return id.slice(0, id.lastIndexOf('@'));
}

/**
 * Which packages pnpm left out because they are for other systems; null before it installed anything.
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
 * The packages of the lock file that say which system they are for. pnpm writes it always alike, so it takes no parser.
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
 * Whether a package has what it is used for: its main file, its programs, and the links its own install script makes.
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
 * PostgreSQL's packages come without their links, for npm packs none.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function linksOf(folder) {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!statSync(list, { throwIfNoEntry: false })) return [];
  return JSON.parse(readFileSync(list, 'utf8')).map((/** @type {{ target: string }} */ { target }) => target);
}
