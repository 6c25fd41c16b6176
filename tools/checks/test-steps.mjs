// The steps of `npm test`, in order. Each returns how many tests passed and failed; a check counts as one
// test.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { capture, colorEnv } from '../start/run.mjs';
import { ROOT } from '../start/stamp.mjs';
import { pnpm, runtimeNode } from '../start/steps.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped?: number }} Count
 * @typedef {{ name: string, what: string, needsBuild?: boolean, run: () => Promise<Count> }} TestStep
 */

const TYPESCRIPT_PROJECTS = [
  '.',
  'packages/contracts',
  'packages/client',
  'apps/api',
  'apps/web',
  'examples',
];

/** @type {readonly TestStep[]} */
export const STEPS = [
  { name: 'format', what: 'files are formatted', run: () => check([bin('@biomejs/biome'), 'format', '.']) },
  { name: 'lint', what: 'lint rules hold', run: () => check([bin('@biomejs/biome'), 'check', '.']) },
  {
    name: 'types',
    what: 'types check',
    run: () =>
      check(...TYPESCRIPT_PROJECTS.map((project) => [bin('typescript', 'tsc'), '-p', project, '--noEmit'])),
  },
  { name: 'dead-code', what: 'nothing is unused', run: () => check([bin('knip')]) },
  {
    name: 'migrations',
    what: 'the migrations match the schema',
    run: () => check(['tools/migrate.ts', 'check']),
  },
  {
    name: 'audit',
    what: 'no package of the product has a known vulnerability of weight',
    run: auditPackages,
  },
  {
    name: 'messages',
    what: 'every text exists in every language',
    run: () => check(['tools/messages.ts']),
  },
  { name: 'vitest', what: 'unit, feature, sweep and screen tests', needsBuild: true, run: runVitest },
  { name: 'openapi', what: 'the OpenAPI document is valid', run: lintOpenApi },
  { name: 'journeys', what: 'journeys in a real browser', needsBuild: true, run: runJourneys },
];

/**
 * Runs Node with each of these arguments in turn; all of them count as one test.
 *
 * @param {readonly string[][]} commands
 * @returns {Promise<Count>}
 */
async function check(...commands) {
  const codes = [];
  for (const args of commands) codes.push(await node(args));
  return codes.every((code) => code === 0) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Asks the registry for known vulnerabilities, high or critical, of the packages that the product runs with.
 * Not every registry answers that.
 *
 * @returns {Promise<Count>}
 */
async function auditPackages() {
  const { output } = await pnpm(['audit', '--prod', '--audit-level', 'high', '--json']);
  const answer = parse(output.slice(output.indexOf('{')));
  if (!answer.metadata) {
    process.stdout.write('Not checked: the package registry does not answer audits.\n');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const found = Object.values(answer.advisories ?? {}).filter(({ severity }) =>
    /high|critical/.test(severity),
  );
  for (const { module_name: name, title, url } of found) process.stdout.write(`${name}: ${title} (${url})\n`);
  return found.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @returns {Promise<Count>} */
async function runVitest() {
  return withScratch(async (folder) => {
    const file = path.join(folder, 'vitest.json');
    const args = [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await node(args);
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readJson(file);
    return atLeastOneFailure(code, numPassedTests, numFailedTests, numPendingTests);
  });
}

/** @returns {Promise<Count>} */
async function runJourneys() {
  return withScratch(async (folder) => {
    const file = path.join(folder, 'playwright.json');
    const args = [
      bin('@playwright/test', 'playwright'),
      'test',
      '-c',
      'e2e/playwright.config.ts',
      '--reporter=list,json',
    ];
    const code = await node(args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readJson(file).stats ?? {};
    return atLeastOneFailure(code, expected, unexpected + flaky, skipped);
  });
}

/**
 * Lints the committed document, which a test keeps equal to the contracts.
 *
 * @returns {Promise<Count>}
 */
async function lintOpenApi() {
  const document = 'docs/openapi.json';
  return check(
    [bin('@redocly/cli', 'redocly'), 'lint', '--config', 'redocly.yaml', document],
    [
      bin('@stoplight/spectral-cli', 'spectral'),
      'lint',
      '--fail-severity',
      'hint',
      '--display-only-failures',
      document,
    ],
  );
}

/**
 * Counts a failure for a runner that exits with an error but reports no failed test (e.g. a file that does
 * not load).
 *
 * @param {number} code the runner's exit code
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function atLeastOneFailure(code, passed, failed, skipped) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 */
async function node(args, extra = {}) {
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', DO_NOT_TRACK: '1' };
  const { code } = await capture(runtimeNode(), args, {
    env: { ...quiet, ...colorEnv(), ...process.env, ...extra },
    onOutput: (text) => process.stdout.write(text),
  });
  return code;
}

/**
 * Returns the script of a package's command.
 *
 * @param {string} name of the package
 * @param {string} [command] if it differs from the last part of the package's name
 */
function bin(name, command = name.split('/').at(-1) ?? name) {
  const folder = path.join(ROOT, 'node_modules', name);
  const { bin: scripts } = readJson(path.join(folder, 'package.json'));
  return path.join(folder, typeof scripts === 'string' ? scripts : scripts?.[command]);
}

/** @param {string} file */
function readJson(file) {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/**
 * @param {(folder: string) => Promise<Count>} work
 * @returns {Promise<Count>}
 */
async function withScratch(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
