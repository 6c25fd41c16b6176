import { Box, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { me, type SignIn as SignInSchema } from '@muster/contracts/access/me';
import { IconDeviceDesktop, IconDeviceMobile, IconPointFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { useCall } from '../../../platform/api/query.ts';
import { notify } from '../../../platform/notify.tsx';
import { ConfirmAction } from '../../../platform/ui/feedback/ConfirmAction.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { StatusBadge } from '../../../platform/ui/feedback/StatusBadge.tsx';
import { useDialogTarget } from '../../../platform/ui/feedback/use-dialog-target.ts';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { Section } from '../../../platform/ui/layout/Section.tsx';

type SignIn = z.input<typeof SignInSchema>;

/** The person's sessions, and buttons to end them. */
export function SignIns() {
  const t = useTranslations('me.signIns');
  const signIns = useCall(me.listSignIns, {});
  const { target: ending, isOpen: isEnding, open, close } = useDialogTarget<SignIn>();
  const [isEndingOthers, setEndingOthers] = useState(false);
  const others = signIns.data?.data.filter((signIn) => !signIn.isCurrent) ?? [];
  return (
    <Section
      title={t('title')}
      description={t('text')}
      actions={
        others.length > 0 ? (
          <Button variant="default" size="xs" onClick={() => setEndingOthers(true)}>
            {t('endOthers')}
          </Button>
        ) : null
      }
    >
      {signIns.error ? <ProblemAlert problem={signIns.error} onRetry={() => void signIns.refetch()} /> : null}
      {signIns.isPending ? <Skeleton height={44} /> : null}
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {signIns.data?.data.map((signIn) => (
          <SignInLine key={signIn.id} signIn={signIn} onEnd={() => open(signIn)} />
        ))}
      </Stack>
      <ConfirmAction
        endpoint={me.endSignIn}
        input={ending && isEnding ? { params: { id: ending.id } } : null}
        invalidates={['me']}
        title={t('endTitle', { device: ending?.device ?? '' })}
        confirmLabel={t('end')}
        onClose={close}
        onDone={() => notify(t('ended', { device: ending?.device ?? '' }))}
      >
        {t('endText')}
      </ConfirmAction>
      <ConfirmAction
        endpoint={me.endOtherSignIns}
        input={isEndingOthers ? {} : null}
        invalidates={['me']}
        title={t('endOthersTitle')}
        confirmLabel={t('endOthers')}
        onClose={() => setEndingOthers(false)}
        onDone={() => notify(t('othersEnded'))}
      >
        {t('endOthersText', { count: others.length })}
      </ConfirmAction>
    </Section>
  );
}

function SignInLine({ signIn, onEnd }: { signIn: SignIn; onEnd: () => void }) {
  const t = useTranslations('me.signIns');
  const { device, ipAddress, isCurrent } = signIn;
  const Icon = /android|ios|iphone|ipad|mobile/i.test(device) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Group component="li" gap="sm" wrap="nowrap">
      <Icon size={22} stroke={1.5} aria-hidden style={{ flexShrink: 0 }} />
      <Box miw={0} flex={1}>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {device}
          </Text>
          {isCurrent ? (
            <StatusBadge tone="good" icon={IconPointFilled}>
              {t('current')}
            </StatusBadge>
          ) : null}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {t.rich('lastSeen', { time: () => <RelativeTime value={signIn.lastSeenAt} /> })}
          {' · '}
          {t.rich('since', { time: () => <RelativeTime value={signIn.createdAt} /> })}
          {' · '}
          <bdi>{ipAddress}</bdi>
        </Text>
      </Box>
      {isCurrent ? null : (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          aria-label={t('endLabel', { device })}
          onClick={onEnd}
        >
          {t('end')}
        </Button>
      )}
    </Group>
  );
}
