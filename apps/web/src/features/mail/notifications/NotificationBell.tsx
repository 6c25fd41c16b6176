import { ActionIcon, Indicator, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@muster/contracts/mail/notifications';
import { IconBell } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { NotificationList } from './NotificationList.tsx';

const newest = { query: { limit: 20 } };

interface NotificationBellProps {
  /** Whether something of the person is being carried out; the bell shows that without a number. */
  isBusy?: boolean;
  /** What is shown above the notifications. */
  above?: (close: () => void) => ReactNode;
}

/** The notification bell: the number of unread notifications, and the latest ones. Updated by live events. */
export function NotificationBell({ isBusy = false, above }: NotificationBellProps) {
  const t = useTranslations('notifications');
  const [isOpen, bell] = useDisclosure();
  const { data, error, refetch } = useCall(notifications.list, newest);
  const unread = data?.unreadCount ?? 0;
  return (
    <Popover
      opened={isOpen}
      onChange={bell.set}
      position="bottom-end"
      width={380}
      shadow="md"
      trapFocus
      withinPortal={false}
    >
      <Indicator
        label={unread > 0 ? <span aria-hidden>{unread > 99 ? '99+' : unread}</span> : undefined}
        disabled={unread === 0 && !isBusy}
        processing={isBusy}
        size={17}
        offset={6}
        color="red.9"
        styles={{ indicator: { fontSize: 10.5, fontWeight: 650, paddingInline: 4, color: '#fff' } }}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={isBusy ? t('busyBell', { count: unread }) : t('bell', { count: unread })}
            onClick={bell.toggle}
          >
            <IconBell size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} maw="calc(100vw - 16px)">
        {above?.(bell.close)}
        <NotificationList
          items={data?.data}
          unread={unread}
          error={error}
          onRetry={() => void refetch()}
          onClose={bell.close}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
