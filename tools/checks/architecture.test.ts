import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const listed = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'],
  { cwd: root },
);
const files = [...new Set(listed.toString().split('\n'))].filter((file) => file !== '' && exists(file));
const isTest = (file: string) => /\.test\.tsx?$|\.(spec|sweep)\.ts$|\/test\/|\/testing\/|^e2e\//.test(file);
const sources = files.filter((file) => !isTest(file));

function exists(file: string): boolean {
  try {
    readFileSync(path.join(root, file));
    return true;
  } catch {
    return false;
  }
}

/** Reads a source file and its imports: packages by name, own files relative to the root. */
function read(file: string) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const statement = /^(?:import|export|\}).*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm;
  const imports = [...text.matchAll(statement)]
    .map((found) => found.slice(1).find(Boolean) ?? '')
    .map((name) => (name.startsWith('.') ? path.normalize(path.join(path.dirname(file), name)) : name));
  return { text, imports };
}

/** The parts of the repository, and what each may import. */
const rooms: readonly { room: RegExp; may: readonly RegExp[] }[] = [
  // A leaf, so that everything else may use the catalogue.
  { room: /^packages\/contracts\/src\/.*\.manifest\.ts$/, may: [/^packages\/contracts\/src\/kit\//] },
  { room: /^packages\/contracts\/src\//, may: [/^zod$/, /^packages\/contracts\/src\//] },
  { room: /^packages\/database\/src\//, may: [/^packages\/database\/src\//, /^@prisma\//, /^pg$/, /^node:/] },
  // The only file of the published package that imports the contracts; the build replaces it.
  {
    room: /^packages\/client\/src\/contract\.ts$/,
    may: [/^packages\/client\/src\//, /^@muster\/contracts\//, /^zod$/],
  },
  { room: /^packages\/client\/src\/cli\.ts$/, may: [/^packages\/client\/src\/index\.ts$/, /^node:/] },
  { room: /^packages\/client\/src\//, may: [/^packages\/client\/src\//] },
  { room: /^examples\//, may: [/^examples\//, /^@muster\/client$/, /^node:/] },
  // Leaves, so that the platform may use what the registry collects from them.
  {
    room: /^apps\/api\/src\/features\/.*\/(queues|mails)\.ts$/,
    may: [
      /^zod$/,
      /^@muster\/contracts\/(catalogue|kit\/primitives)$/,
      /^apps\/api\/src\/platform\/(jobs\/define-queue|email\/define-mail)\.ts$/,
    ],
  },
  {
    room: /^apps\/api\/src\/platform\//,
    may: [
      /^apps\/api\/src\/platform\//,
      /^apps\/api\/src\/(config|dependencies|generated\/(queues|mails))\.ts$/,
      /^@muster\/(contracts|database)\//,
      /^(?!@muster|\.)[a-z@]/,
    ],
  },
  {
    room: /^apps\/api\/src\/policies\//,
    may: [/^apps\/api\/src\/(policies|platform)\//, /^@muster\/contracts\//],
  },
  {
    room: /^apps\/web\/src\/platform\//,
    may: [/^apps\/web\/src\/platform/, /^@muster\/(contracts|client)\//, /^(?!@muster|\.|node:)[a-z@]/],
  },
  {
    room: /^apps\/web\/src\//,
    may: [/^apps\/web\/src\//, /^@muster\/contracts\//, /^(?!@muster|\.|node:)[a-z@]/],
  },
];

test('files import only what their part of the repository may', () => {
  const strays = sources.flatMap((file) => {
    const rule = rooms.find(({ room }) => room.test(file));
    return rule
      ? read(file)
          .imports.filter((name) => !rule.may.some((may) => may.test(name)))
          .map((name) => `${file} → ${name}`)
      : [];
  });
  expect(strays).toEqual([]);
});

test('the core of the client adds no contract to the first load of the app', () => {
  const core = sources.filter((file) => file.startsWith('packages/client/src/core/'));
  expect(core.length).toBeGreaterThan(5);
  const strays = core.filter((file) => /^import (?!type ).*\.\.\//m.test(read(file).text));
  expect(strays).toEqual([]);
});

/** Which features of the API may import which others through their index: what each `feature.ts` says. */
const arrows = Object.fromEntries(
  sources.flatMap((file) => {
    const feature = /^apps\/api\/src\/features\/[^/]+\/([^/]+)\/feature\.ts$/.exec(file)?.[1];
    if (!feature) return [];
    const [, uses = ''] = /uses: \[([^\]]*)\]/.exec(read(file).text) ?? [];
    return [[feature, [...uses.matchAll(/'([^']+)'/g)].map(([, other = '']) => other)]];
  }),
);

test('features of the API import each other only as their `uses` say, through their index', () => {
  const strays = sources.flatMap((file) => {
    const feature = /^apps\/api\/src\/features\/[^/]+\/([^/]+)\//.exec(file)?.[1];
    if (!feature) return [];
    return read(file).imports.flatMap((name) => {
      const [, other, rest] = /^apps\/api\/src\/features\/[^/]+\/([^/]+)\/(.+)$/.exec(name) ?? [];
      if (!other || other === feature) return [];
      return rest === 'index.ts' && arrows[feature]?.includes(other) ? [] : [`${file} → ${name}`];
    });
  });
  expect(strays).toEqual([]);
});

/** The domains below each one: those it may import from. */
const domainsBelow: Readonly<Record<string, readonly string[]>> = {
  account: [],
  mail: ['account'],
  people: ['mail', 'account'],
  access: ['people', 'mail', 'account'],
  learning: ['people', 'mail', 'account'],
  integrations: ['account'],
  instance: [],
};

test('domains import only from the domains below them', () => {
  const folder = /^(?:apps\/api\/src\/features|packages\/contracts\/src)\/([^/]+)\/[^/]+/;
  const domainOf = (file: string) => {
    const [, domain = ''] = folder.exec(file) ?? [];
    return domain in domainsBelow ? domain : undefined;
  };
  const known = sources.filter((file) => domainOf(file) !== undefined);
  expect(new Set(known.map(domainOf)).size).toBeGreaterThan(5);
  const strays = known.flatMap((file) => {
    const mine = domainOf(file) ?? '';
    return read(file).imports.flatMap((name) => {
      const other = domainOf(name);
      const isBelow = other === undefined || other === mine || domainsBelow[mine]?.includes(other);
      return isBelow ? [] : [`${file} → ${name}`];
    });
  });
  expect(strays).toEqual([]);
});

test('the listed imports form no cycle', () => {
  const reach = (from: string, seen: readonly string[]): void => {
    expect(seen, [...seen, from].join(' → ')).not.toContain(from);
    for (const next of arrows[from] ?? []) reach(next, [...seen, from]);
  };
  for (const feature of Object.keys(arrows)) reach(feature, []);
});

test('features of the web app do not import each other', () => {
  const strays = sources.flatMap((file) => {
    const feature = /^apps\/web\/src\/features\/([^/]+\/[^/]+)\//.exec(file)?.[1];
    if (!feature) return [];
    return read(file)
      .imports.filter((name) => /^apps\/web\/src\/(features\/|app\/)/.test(name))
      .filter((name) => !name.startsWith(`apps/web/src/features/${feature}/`))
      .map((name) => `${file} → ${name}`);
  });
  expect(strays).toEqual([]);
});

describe('in the features of the API', () => {
  const features = sources.filter((file) => file.startsWith('apps/api/src/features/'));
  const found = (pattern: RegExp, allowed: RegExp = /^$/) =>
    features.filter((file) => !allowed.test(file) && pattern.test(read(file).text));

  test('only routes (and the live stream) use HTTP', () => {
    const http = /from 'fastify'|platform\/http\/api\/(implement|problem)/;
    expect(found(http, /\/(routes|stream)\.ts$|features\/index\.ts$/)).toEqual([]);
  });

  test('nothing uses the environment, the wall clock or random numbers directly', () => {
    expect(found(/process\.env|new Date\(\)|Date\.now\(|Math\.random\(|console\./)).toEqual([]);
  });

  test('the unscoped client is used only where there is no account yet, or by workers', () => {
    const exceptions =
      /features\/access\/|user-imports\/clean-up\.ts|emails\/(sending\/(build-batches|send)|installation\/send|webhook|apply-provider-event|clean-up)\.ts|service\/mailbox\.ts|account\/(logo|operator)\.ts|notifications\/(stream|unsubscribe)\.ts|email-templates\/compose(-security)?\.ts/;
    expect(found(/deps\.database|\bdatabase\./, exceptions)).toEqual([]);
  });

  test('statements run on a context, or across accounts with a reason', () => {
    expect(found(/deps\.(query|queryByKey|sqlTransaction|pool)\b|\$(query|execute)RawUnsafe/)).toEqual([]);
  });

  test('a password is replaced in one place, which also voids links and sends an e-mail', () => {
    const replaces =
      /identity\.(update|updateMany|upsert)\([^;]*passwordHash|UPDATE identities[^`]*password_hash/;
    expect(found(replaces)).toEqual([]);
    expect(found(/changeCredentials\(/).length).toBeGreaterThan(3);
    expect(found(/demoPassword/)).toEqual([]);
  });

  test('models without an account are used only by sign-in features', () => {
    const globals =
      /\.(identity|passwordReset|signUp|refreshToken|rateLimit)\.(find|create|update|delete|upsert|count)/;
    expect(found(globals, /features\/access\//)).toEqual([]);
  });
});

test('no process.env outside the configuration', () => {
  const api = sources.filter(
    (file) => /^(apps\/api\/src|packages)\//.test(file) && !file.includes('/generated/'),
  );
  // PostgreSQL's programs are started without environment variables that would change their output.
  const allowed = [
    'packages/database/src/embedded/account.ts',
    'apps/api/src/config.ts',
    'packages/client/src/cli.ts',
  ];
  expect(api.filter((file) => /process\.env/.test(read(file).text) && !allowed.includes(file))).toEqual([]);
});

test('file names are specific, and no file is too long', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared|lib|manager)(\.[a-z]+)?(\/|$)/;
  expect(files.filter((file) => vague.test(file))).toEqual([]);
  const lines = (file: string) => read(file).text.split('\n').length - 1;
  const tooLong = files.filter((file) => lines(file) > 300).map((file) => `${file}: ${lines(file)}`);
  expect(tooLong).toEqual([]);
});

test('no folder has more than twenty files', () => {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = path.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
});
