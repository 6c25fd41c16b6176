// MUSTER_WEBHOOK_SECRET=whsec_… node main.ts
import { createReceiver, seenInMemory } from './receiver.ts';

const { MUSTER_WEBHOOK_SECRET: secrets, PORT = '4000', HOST = '127.0.0.1' } = process.env;
if (!secrets) {
  process.stderr.write('Set MUSTER_WEBHOOK_SECRET to the secret of the webhook endpoint.\n');
  process.exit(2);
}

const receiver = createReceiver({
  secrets: secrets.split(' '),
  seen: seenInMemory(),
  // Your program's work goes here. Finish within 15 seconds; put longer work into a queue.
  handle: async ({ id, type, data }) => {
    process.stdout.write(`${id} ${type} ${data.user?.name ?? ''}\n`);
  },
});
receiver.listen(Number(PORT), HOST, () => {
  const address = receiver.address();
  const port = typeof address === 'object' ? address?.port : PORT;
  process.stdout.write(`Listening at http://${HOST}:${port}\n`);
});
