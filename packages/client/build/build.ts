// `npm run build`: writes dist, the contents of the published package.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type InputOptions, type RolldownBuild, rolldown } from 'rolldown';
import { writtenOutContract } from './declarations.ts';

const home = path.resolve(import.meta.dirname, '..');

/** Copies the sources to a temporary folder, replaces the contract by plain types, and builds there. */
async function build(): Promise<void> {
  const stage = mkdtempSync(path.join(tmpdir(), 'muster-client-'));
  const draft = path.join(home, `dist.${process.pid}`);
  try {
    const isSource = (file: string) => !file.endsWith('.test.ts');
    cpSync(path.join(home, 'src'), path.join(stage, 'src'), { recursive: true, filter: isSource });
    writeFileSync(path.join(stage, 'src/contract.ts'), await writtenOutContract());
    await writeProgram(stage, draft);
    writeDeclarations(stage, draft);
    rmSync(path.join(home, 'dist'), { recursive: true, force: true });
    renameSync(draft, path.join(home, 'dist'));
  } finally {
    rmSync(stage, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The program for modules, for `require` and for `<script type="module">`, and the command line. */
async function writeProgram(stage: string, draft: string): Promise<void> {
  const bundle = await bundleOf(stage, { input: 'src/index.ts', platform: 'neutral' });
  await bundle.write({ file: path.join(draft, 'index.js'), format: 'esm' });
  await bundle.write({ file: path.join(draft, 'index.cjs'), format: 'cjs' });
  await bundle.write({ file: path.join(draft, 'browser.js'), format: 'esm', minify: true });
  await bundle.close();
  const commandLine = await bundleOf(stage, {
    input: 'src/cli.ts',
    platform: 'node',
    plugins: [{ name: 'shared', resolveId: (id) => (id === './index.ts' ? published : undefined) }],
  });
  await commandLine.write({ file: path.join(draft, 'cli.js'), format: 'esm' });
  await commandLine.close();
}

/** The command line uses the program as it is published. */
const published = { id: './index.js', external: true } as const;

function bundleOf(cwd: string, options: InputOptions): Promise<RolldownBuild> {
  return rolldown({
    ...options,
    cwd,
    transform: { target: 'es2022' },
    // Anything imported from outside the package would be missing where it is installed.
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
}

function writeDeclarations(stage: string, draft: string): void {
  const { compilerOptions } = JSON.parse(readFileSync(path.join(home, '../../tsconfig.base.json'), 'utf8'));
  const own = { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: 'src', outDir: draft };
  const config = {
    compilerOptions: { ...compilerOptions, lib: ['ES2024', 'DOM', 'DOM.Iterable'], ...own },
    files: ['src/index.ts'],
  };
  writeFileSync(path.join(stage, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(stage, 'tsconfig.json'), JSON.stringify(config));
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = path.join(path.dirname(manifest), 'lib/tsc.js');
  execFileSync(process.execPath, [compiler, '-p', stage], { stdio: ['ignore', 'inherit', 'inherit'] });
  for (const name of globSync('**/*.d.ts', { cwd: draft })) {
    const file = path.join(draft, name);
    const text = readFileSync(file, 'utf8');
    const importing = (ending: string) => text.replace(/(from ')(\.[^']+)\.ts(';)/g, `$1$2.${ending}$3`);
    writeFileSync(file, importing('js'));
    writeFileSync(file.replace(/\.ts$/, '.cts'), importing('cjs'));
  }
}

await build();
