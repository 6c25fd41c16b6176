import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../src/platform/clock.ts';
import { password } from '../given.ts';
import { useApi } from '../harness.ts';
import { openReceiver, type WebhookReceiver } from '../webhook-receiver.ts';
import { useWebhooks } from '../webhooks.ts';
import { signInAndOut } from './access.ts';
import { importPeople, runBulkOperations } from './bulk.ts';
import { openDay } from './day.ts';
import { fillSeats, useApiKeys, useWebhookEndpoints } from './integrations.ts';
import { changeTexts, providerSecret, reportMails } from './mail.ts';
import { addPeople, foundCompany, invitePeople } from './people.ts';
import { openRecorder, type Recorder } from './recorder.ts';

const api = useApi({
  environment: { WEBHOOKS_ALLOW_PRIVATE: 'true', RESEND_WEBHOOK_SECRET: providerSecret },
});
const { deliver } = useWebhooks(api);
let receiver: WebhookReceiver;
let recorder: Recorder;

beforeAll(async () => {
  receiver = await openReceiver(({ path }) => (path === '/gone' ? 410 : 200));
  recorder = await openRecorder(api, receiver);
  // At ten in the morning nothing is postponed to the next day.
  const tomorrow = new Date();
  tomorrow.setUTCDate(tomorrow.getUTCDate() + 1);
  api.clock.advance(tomorrow.setUTCHours(10, 0, 0, 0) - Date.now());
});
afterAll(async () => {
  await recorder.close();
  await receiver.close();
});

test(
  'a scripted day produces the recorded events, e-mails, notifications and webhooks',
  async () => {
    const lines: string[] = [];
    const day = openDay(api, receiver, async (step) => {
      // Webhooks may cause e-mails, and those may cause events.
      for (const round of [api.runJobs, deliver, api.runJobs, deliver]) await round();
      lines.push(...(await recorder.record(step)));
    });
    const email = 'olga@example.org';
    const owner = await day.step('sign up', async () => {
      const client = api.anonymous();
      const body = { accountName: 'Acme', name: 'Olga Owner', email, password, locale: 'en' as const };
      const { me } = await api.given.signUp(client, body);
      return Object.assign(client, { email, userId: me.user.id, accountId: me.account.id });
    });
    await day.step('post all events elsewhere', () =>
      owner.call(webhookEndpoints.create, { body: { url: `${receiver.url}/all`, events: ['*'] } }),
    );
    const company = await foundCompany(day, owner);
    await addPeople(day, company);
    await invitePeople(day, company);
    await importPeople(day, company);
    await changeTexts(day, company);
    await runBulkOperations(day, company);
    await reportMails(day, company);
    await useApiKeys(day, company);
    await useWebhookEndpoints(day, company);
    await fillSeats(day, company);
    await signInAndOut(day, company);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('expected.jsonl');
  },
  minutes(3),
);
