import { Box, Skeleton, Stack } from '@mantine/core';
import { account } from '@muster/contracts/account/account';
import { useCall } from '../../../../platform/api/query.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { InvitationSettingsForm } from './InvitationSettingsForm.tsx';

/** How invitations work in this account. */
export function InvitationSettingsPage() {
  const settings = useCall(account.get, {});
  if (settings.data) {
    return (
      <Box maw={760}>
        <InvitationSettingsForm account={settings.data} />
      </Box>
    );
  }
  if (settings.isPending) {
    return (
      <Stack maw={760} gap="lg" aria-hidden>
        <Skeleton height={180} radius="md" />
        <Skeleton height={240} radius="md" />
      </Stack>
    );
  }
  return <ProblemAlert problem={settings.error} onRetry={() => void settings.refetch()} />;
}
