// Bundler plugins for the build of the API.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';
import { ROOT } from './stamp.mjs';

/**
 * Keeps `import.meta.url` pointing at the source file, so that our modules find the files beside them
 * (migrations, the built web app, packages).
 *
 * @param folder absolute path of the output folder
 */
export function keepPlaces(folder: string): Plugin {
  const isOurs = (id: string) => id.startsWith(ROOT) && !id.includes('node_modules');
  return {
    name: 'keep-places',
    transform: {
      filter: { code: /import\.meta\.url/ },
      handler(code, id) {
        if (!isOurs(id)) return null;
        const relative = path.relative(folder, id).split(path.sep).join('/');
        const place = `new URL(${JSON.stringify(relative)}, import.meta.url).href`;
        return { code: code.replaceAll('import.meta.url', place), map: null };
      },
    },
  };
}

/**
 * Lets our modules find the program of a thread: `new URL('….ts', import.meta.url)` becomes the file that is
 * bundled from it, beside the others. Comes before `keepPlaces`.
 *
 * @param programs the sources of the programs
 */
export function workersApart(programs: readonly string[]): Plugin {
  return {
    name: 'workers-apart',
    transform: {
      filter: { code: /new URL\('[^']+\.ts', import\.meta\.url\)/ },
      handler(code, id) {
        const own = /new URL\('([^']+)\.ts', import\.meta\.url\)/g;
        const bundled = code.replace(own, (place, name: string) => {
          const program = path.resolve(path.dirname(id), `${name}.ts`);
          // Our chunks lie beside each other; `import.meta["url"]` is what `keepPlaces` leaves alone.
          return programs.includes(program)
            ? `new URL('./${path.basename(name)}.js', import.meta["url"])`
            : place;
        });
        return { code: bundled, map: null };
      },
    },
  };
}

/**
 * Moves the WebAssembly of Prisma's query compiler to a separate file. Prisma embeds it in a module as
 * base64, which would stay in memory as the module's source.
 */
export function wasmAsFile(): Plugin {
  return {
    name: 'wasm-as-file',
    load: {
      filter: { id: /\.wasm-base64\.mjs$/ },
      handler(id) {
        const [, base64] = /const wasm = "([^"]+)"/.exec(readFileSync(id, 'utf8')) ?? [];
        if (!base64) throw new Error(`${id} does not look as it used to: look at wasmAsFile again.`);
        const fileName = path.basename(id).replace('-base64.mjs', '');
        this.emitFile({ type: 'asset', fileName, source: Buffer.from(base64, 'base64') });
        // Prisma calls Buffer.from(wasm, 'base64') once, which accepts raw bytes through `valueOf`.
        const code = `import { readFileSync } from 'node:fs';
          const file = new URL(${JSON.stringify(fileName)}, import.meta.url);
          export const wasm = { valueOf: () => readFileSync(file) };`;
        return { code, map: null };
      },
    },
  };
}
