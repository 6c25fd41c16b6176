// The steps between a fresh clone and a running app. Each is skipped if its inputs have not changed since it
// last succeeded. Plain JavaScript for Node 18: this runs before anything is installed.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isApiBuilt } from './api-build.mjs';
import { isGenerated, registryPrint } from './generated.mjs';
import { withLock } from './lock.mjs';
import { missingParts, removeParts } from './native-parts.mjs';
import { capture, colorEnv, StepFailure } from './run.mjs';
import { exists, fingerprint, isStamped, ROOT, stamp, unstamp } from './stamp.mjs';

/** The version of pnpm to install with; 10 is the last that runs on Node 18. */
const PNPM = 'pnpm@10.34.9';

const LOCK_FILES = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'];

/** The lowest Node version that runs TypeScript files directly. */
const OWN_NODE = [22, 18];

/**
 * @typedef {(what: string) => { done(): void, failed(): void }} Progress
 *   called when a step starts; the returned functions are called when it ends
 */

function checkHost() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 18) return;
  throw new StepFailure(`Muster needs Node.js 18 or newer to start; this is ${process.version}.`, '');
}

/**
 * Returns the Node that runs Muster: the pinned version if installed, otherwise the current one.
 *
 * @returns {string} absolute path
 * @throws {StepFailure} if there is no pinned version for this system and the current one is too old
 */
export function runtimeNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = `node_modules/node-${system}-${process.arch}/bin/node${system === 'win' ? '.exe' : ''}`;
  if (exists(file)) return path.join(ROOT, file);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OWN_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return process.execPath;
  throw new StepFailure(
    `On ${process.platform}-${process.arch} Muster needs Node.js ${OWN_NODE.join('.')} or newer, best 24; this is ${process.version}.`,
    '',
  );
}

/**
 * Runs the steps that are necessary: install, generate, build.
 *
 * @param {{ progress: Progress, build: boolean }} options build: also build the API's program and the
 * single-page app
 * @throws {StepFailure} if a step fails
 */
export async function prepare({ progress, build }) {
  checkHost();
  if (isInstalled() && isGenerated() && (!build || (isApiBuilt() && isBuilt()))) return;
  const waiting = (/** @type {number} */ pid) =>
    progress(`waiting for process ${pid}, which prepares this clone`).done;
  await withLock(async () => {
    if (!isInstalled()) await install(progress);
    if (!isGenerated()) await generate(progress);
    if (build && !isApiBuilt()) await buildApi(progress);
    if (build && !isBuilt()) await buildWeb(progress);
  }, waiting);
}

/** Whether the sources of the single-page app are present. */
export function hasWeb() {
  return exists('apps/web/index.html');
}

const manifests = () =>
  ['apps', 'packages']
    .flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}/package.json`))
    .concat('package.json');

const installPrint = () => fingerprint([...LOCK_FILES, ...manifests()], [process.platform, process.arch]);
const buildPrint = () =>
  fingerprint(
    ['apps/web', 'packages/contracts', 'packages/client', 'tsconfig.base.json', ...LOCK_FILES],
    [registryPrint()],
  );

const isInstalled = () =>
  exists('node_modules/.modules.yaml') && isStamped('install', installPrint()) && missingParts().length === 0;
const isBuilt = () => !hasWeb() || (exists('apps/web/dist/index.html') && isStamped('build', buildPrint()));

/**
 * Installs, and installs again if a native package is missing: such packages are optional, so pnpm succeeds
 * without them.
 *
 * @param {Progress} progress
 */
async function install(progress) {
  unstamp('install');
  removeParts(missingParts());
  await runPnpm(progress, 'installing packages');
  const missing = missingParts();
  if (missing.length > 0) {
    removeParts(missing);
    await runPnpm(progress, `installing again what is missing: ${namesOf(missing)}`);
  }
  const still = missingParts();
  if (still.length > 0) {
    throw new StepFailure(
      `Not installed, even at the second try: ${namesOf(still)}; check that the package registry can be reached, then run this again.`,
      '',
    );
  }
  stamp('install', installPrint());
}

/** @param {readonly import('./native-parts.mjs').NativePart[]} parts */
function namesOf(parts) {
  return parts.map(({ id }) => id).join(', ');
}

/**
 * @param {Progress} progress
 * @param {string} what
 */
async function runPnpm(progress, what) {
  const args = ['install', '--frozen-lockfile', '--config.confirm-modules-purge=false'];
  await step(progress, what, () => pnpm(args));
}

/**
 * Runs pnpm, in the version that installs.
 *
 * @param {readonly string[]} args
 */
export function pnpm(args) {
  const windows = process.platform === 'win32';
  // In production mode pnpm would skip the packages the build needs.
  const env = { ...process.env, NODE_ENV: 'development' };
  return capture(windows ? 'npx.cmd' : 'npx', ['--yes', PNPM, ...args], { shell: windows, env });
}

/** @param {Progress} progress */
async function generate(progress) {
  await step(progress, 'generating the database client and the registry', () =>
    capture(runtimeNode(), ['tools/generate.ts']),
  );
}

/** @param {Progress} progress */
async function buildApi(progress) {
  await step(progress, 'building the API', () => capture(runtimeNode(), ['tools/start/build-api.ts']));
}

/** @param {Progress} progress */
async function buildWeb(progress) {
  unstamp('build');
  const print = buildPrint();
  const web = path.join(ROOT, 'apps', 'web');
  const dist = path.join(web, 'dist');
  const scratch = path.join(web, '.cache', 'build');
  const [draft, old] = [path.join(scratch, 'new'), path.join(scratch, 'old')];
  const args = [path.join(web, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', draft, '--emptyOutDir'];
  const env = { ...colorEnv(), ...process.env, NODE_ENV: 'production' };
  // Removes the remains of a build that was killed.
  rmSync(scratch, { recursive: true, force: true });
  try {
    await step(progress, 'building the web app', () => capture(runtimeNode(), args, { cwd: web, env }));
    // Swapped by renaming, so that a process that serves or tests the old build never sees an incomplete one.
    if (exists('apps/web/dist')) renameSync(dist, old);
    renameSync(draft, dist);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  stamp('build', print);
}

/**
 * @param {Progress} progress
 * @param {string} what
 * @param {() => Promise<{ code: number, output: string }>} run
 */
async function step(progress, what, run) {
  const line = progress(what);
  const { code, output } = await run().catch((error) => ({ code: 1, output: String(error) }));
  if (code === 0) return line.done();
  line.failed();
  throw new StepFailure(`${what} failed (exit code ${code})`, output);
}
