import { freePort, makeDataFolder, startApp } from '../apps/api/test/process/app-process.ts';

/** Starts the built app on an empty database, with the demo company. */
export default async function setup() {
  const data = makeDataFolder();
  const environment = {
    DATA_DIR: data.path,
    PORT: await freePort(),
    DEMO: 'on',
    // The webhook receivers are on loopback.
    WEBHOOKS_ALLOW_PRIVATE: 'true',
  };
  const app = await startApp({ environment });
  // The workers inherit these; fixtures.ts reads them.
  process.env.E2E_URL = app.url;
  process.env.E2E_DATA_DIR = data.path;
  return async () => {
    const { code, stdout, stderr } = await app.stop();
    data.remove();
    // The app logs only warnings and errors; after a whole run there should be none.
    if (code !== 0 || stderr !== '') throw new Error(`The app ended with ${code}: ${stderr}\n${stdout}`);
  };
}
