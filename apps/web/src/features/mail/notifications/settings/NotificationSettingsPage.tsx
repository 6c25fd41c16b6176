import { Box, Skeleton } from '@mantine/core';
import { notifications } from '@muster/contracts/mail/notifications';
import { useCall } from '../../../../platform/api/query.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { NotificationSettingsForm } from './NotificationSettingsForm.tsx';

/** The signed-in admin's own notification settings. */
export function NotificationSettingsPage() {
  const settings = useCall(notifications.getSettings, {});
  if (settings.data) {
    return (
      <Box maw={820}>
        <NotificationSettingsForm settings={settings.data.data} />
      </Box>
    );
  }
  if (settings.isPending) return <Skeleton height={280} maw={820} radius="md" aria-hidden />;
  return <ProblemAlert problem={settings.error} onRetry={() => void settings.refetch()} />;
}
