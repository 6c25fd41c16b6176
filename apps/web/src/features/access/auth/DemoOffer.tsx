import { Button, Divider, Stack, Text } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import type { ServiceInfo } from '@muster/contracts/instance/service';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { Me } from '../../../platform/session/me-query.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';

interface DemoOfferProps {
  demo: NonNullable<ServiceInfo['demo']>;
  onSignedIn: (person: Me) => void;
}

/** A button that signs in to the demo company, where this installation has one. */
export function DemoOffer({ demo, onSignedIn }: DemoOfferProps) {
  const t = useTranslations('auth.demo');
  const command = useCommand(auth.signIn, { invalidates: [], onSuccess: ({ me }) => onSignedIn(me) });
  return (
    <Stack gap="sm">
      <Divider label={t('or')} />
      {command.error ? <ProblemAlert problem={command.error} /> : null}
      <Button variant="default" loading={command.isPending} onClick={() => command.mutate({ body: demo })}>
        {t('open')}
      </Button>
      <Text size="xs" c="dimmed" ta="center">
        {t.rich('credentials', { ...demo, code: (text) => <code>{text}</code> })}
      </Text>
    </Stack>
  );
}
