import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { account } from '@muster/contracts/account/account';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { AccountForm } from './AccountForm.tsx';
import { PlanSection } from './PlanSection.tsx';

/** The company account's settings. */
export function AccountPage() {
  const t = useTranslations('account');
  const settings = useCall(account.get, {});
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {settings.error && !settings.data ? (
        <ProblemAlert problem={settings.error} onRetry={() => void settings.refetch()} />
      ) : null}
      {settings.isPending ? (
        <Stack maw={760} gap="lg" aria-hidden>
          <Skeleton height={280} radius="md" />
          <Skeleton height={220} radius="md" />
        </Stack>
      ) : null}
      {settings.data ? (
        <Stack maw={760} gap={0}>
          <PlanSection account={settings.data} />
          <AccountForm account={settings.data} />
          <Text size="sm" c="dimmed" mt="lg">
            {t.rich('invitationsMoved', {
              link: (chunks) => (
                <Anchor component={Link} to={paths.invitationSettings()} inherit>
                  {chunks}
                </Anchor>
              ),
            })}
          </Text>
        </Stack>
      ) : null}
    </>
  );
}
