// Finds the browser for the journeys. `npx playwright install` is not needed and may be impossible on a
// restricted network: the last resort is a Chromium inside an npm package.
import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { CACHE } from '../start/stamp.mjs';

/** The `launchOptions` that Playwright needs to start the browser. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** The complete environment of the browser, including the libraries and fonts of the packaged one. */
  env: Record<string, string>;
}

const run = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;

// Without these, a browser contacts its vendor's servers at every start, which a closed network refuses.
const OFFLINE = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium: `CHROMIUM_PATH`, an installed Chrome or Chromium, Playwright's own, or the one of the npm
 * package @sparticuz/chromium, which is unpacked into the clone's cache once (2 s).
 *
 * @throws Error if `CHROMIUM_PATH` is not executable, or there is no Chromium for this system
 */
export async function findChromium(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...OFFLINE, '--no-sandbox'] : OFFLINE;
  const requested = process.env.CHROMIUM_PATH;
  if (requested && !(await isExecutable(requested)))
    throw new Error(`CHROMIUM_PATH is not executable: ${requested}`);
  for (const executablePath of [requested, ...INSTALLED, chromium.executablePath()]) {
    if (executablePath && (await isExecutable(executablePath)))
      return { executablePath, args, env: environment() };
  }
  if (process.platform !== 'linux') {
    throw new Error('No Chromium found: install Chrome, or set CHROMIUM_PATH to a Chromium.');
  }
  return unpackedChromium(args);
}

async function unpackedChromium(args: string[]): Promise<Browser> {
  const folder = await unpack();
  const executablePath = path.join(folder, 'chromium');
  const env = { ...environment(), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  // The package is a headless browser without a sandbox helper, so it never has a sandbox.
  const found = { executablePath, args: [...new Set([...args, '--no-sandbox'])], env };
  const starts = await run(executablePath, ['--version'], { env }).catch(() => null);
  if (starts) return found;
  return { ...found, env: { ...env, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') } };
}

/**
 * Unpacks the npm package into the cache. The folder appears by an atomic rename, so it is never incomplete.
 */
async function unpack(): Promise<string> {
  const root = path.dirname(path.dirname(resolve('@sparticuz/chromium')));
  const { version }: { version: string } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  );
  const folder = path.join(CACHE, `chromium-${version}`);
  if (await isExecutable(path.join(folder, 'chromium'))) return folder;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const script = `
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate(${JSON.stringify(path.join(root, 'bin', 'al2023.tar.br'))});`;
  // In a separate process, because the package can only unpack into the temporary folder.
  await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: draft },
  });
  await writeFile(path.join(draft, 'fonts.conf'), fontsConfig(folder));
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return folder;
}

/** Configures the system's fonts and, for systems without any, those of the package. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function environment(): Record<string, string> {
  const pairs = Object.entries(process.env);
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
