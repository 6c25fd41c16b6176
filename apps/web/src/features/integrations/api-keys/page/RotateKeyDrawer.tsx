import { Alert, Radio, Stack, Text } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { paths } from '../../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { type ApiKeyWithSecret, useApiKey } from '../api-key.ts';
import { CreatedKey } from '../CreatedKey.tsx';

const overlaps = ['0', '3600', '86400', '604800'] as const;

interface RotateValues extends Record<string, unknown> {
  overlapSeconds: (typeof overlaps)[number];
}

/** Gives a key a new secret and shows it once, in a drawer beside the key's page. */
export function RotateKeyDrawer() {
  const t = useTranslations('apiKeys.rotate');
  const key = useApiKey();
  const close = useCloseDrawer(paths.apiKey(key.id));
  const [rotated, setRotated] = useState<ApiKeyWithSecret>();
  return (
    <RouteDrawer
      title={rotated ? t('doneTitle', { name: key.name }) : t('title', { name: key.name })}
      backTo={paths.apiKey(key.id)}
      size={560}
    >
      {rotated ? (
        <Stack gap="md">
          <OldKey rotated={rotated} />
          <CreatedKey apiKey={rotated} onDone={close} />
        </Stack>
      ) : (
        <RotateForm onRotated={setRotated} />
      )}
    </RouteDrawer>
  );
}

function RotateForm({ onRotated }: { onRotated: (key: ApiKeyWithSecret) => void }) {
  const t = useTranslations('apiKeys.rotate');
  const { id, previousKeyExpiresAt } = useApiKey();
  const initialValues: RotateValues = { overlapSeconds: '86400' };
  const form = useContractForm(apiKeys.rotate, {
    initialValues,
    toInput: ({ overlapSeconds }) => ({ params: { id }, body: { overlapSeconds: Number(overlapSeconds) } }),
    invalidates: ['apiKeys', 'auditEvents'],
    onSuccess: onRotated,
  });
  return (
    <Form form={form}>
      <Text size="sm">{t('text')}</Text>
      {previousKeyExpiresAt ? (
        <Alert color="orange" icon={<IconInfoCircle aria-hidden />} py="xs">
          {t('stillOverlapping')}
        </Alert>
      ) : null}
      <Radio.Group label={t('overlap')} {...form.field('overlapSeconds')}>
        <Stack gap={8} mt={8}>
          {overlaps.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`choice.${value}`)}
              data-autofocus={value === '86400'}
            />
          ))}
        </Stack>
      </Radio.Group>
      <SubmitButton form={form}>{t('submit')}</SubmitButton>
    </Form>
  );
}

function OldKey({ rotated }: { rotated: ApiKeyWithSecret }) {
  const t = useTranslations('apiKeys.rotate');
  const format = useFormatter();
  const until = rotated.previousKeyExpiresAt;
  return (
    <Text size="sm">
      {until
        ? t('oldWorks', { time: format.dateTime(new Date(until), { dateStyle: 'full', timeStyle: 'short' }) })
        : t('oldEnded')}
    </Text>
  );
}
