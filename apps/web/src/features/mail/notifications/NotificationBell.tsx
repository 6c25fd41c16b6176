import { ActionIcon, Indicator, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@muster/contracts/mail/notifications';
import { IconBell } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { NotificationList } from './NotificationList.tsx';

const newest = { query: { limit: 20 } };

/** The notification bell: the number of unread notifications, and the latest ones. Updated by live events. */
export function NotificationBell() {
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
        label={<span aria-hidden>{unread > 99 ? '99+' : unread}</span>}
        disabled={unread === 0}
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
            aria-label={t('bell', { count: unread })}
            onClick={bell.toggle}
          >
            <IconBell size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} maw="calc(100vw - 16px)">
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
