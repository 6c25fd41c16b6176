import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { documentation } from '../../../platform/paths.ts';
import { CodeSample } from '../../../platform/ui/secrets/CodeSample.tsx';

const sample = `import { verifyWebhook } from '@muster/client';

export async function receive(request) {
  // Throws if the signature is wrong. Pass the body as it came, not parsed.
  const event = await verifyWebhook(
    await request.text(), request.headers, process.env.MUSTER_WEBHOOK_SECRET);
  console.log(event.id, event.type, event.data.user?.name);
  return new Response(null, { status: 204 });
}`;

/** Sample code for a receiver that verifies Muster's signature. */
export function VerifySample() {
  const t = useTranslations('webhookEndpoints.verify');
  return (
    <Stack gap={6}>
      <CodeSample label={t('label')}>{sample}</CodeSample>
      <Text size="xs" c="dimmed">
        {t.rich('more', {
          guide: (chunks) => (
            <Anchor href={documentation.guide('webhooks')} target="_blank" rel="noreferrer" inherit>
              {chunks}
            </Anchor>
          ),
        })}
      </Text>
    </Stack>
  );
}
