import { Anchor, Group, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconMailOff,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { type InvitationState, invitationState } from './invitation-state.ts';
import type { User } from './user.ts';

const icons: Readonly<Record<InvitationState, TablerIcon | null>> = {
  none: null,
  notInvited: null,
  queued: IconClock,
  sent: IconSend,
  delivered: IconCheck,
  delayed: IconClock,
  bounced: IconAlertTriangle,
  complained: IconAlertTriangle,
  suppressed: IconAlertTriangle,
  failed: IconAlertTriangle,
  accepted: IconChecks,
  expired: IconClock,
  revoked: IconMailOff,
};

const troubled: ReadonlySet<InvitationState> = new Set(['bounced', 'complained', 'suppressed', 'failed']);

interface InvitationLineProps {
  user: User;
  /** Offers to correct the address, where that is permitted and useful. */
  onCorrect?: ((user: User) => void) | undefined;
}

/**
 * The state of a user's invitation in one line: "Delivered 2 hours ago", "Bounced: mailbox does not exist".
 */
export function InvitationLine({ user, onCorrect }: InvitationLineProps) {
  const t = useTranslations('users.invitation');
  const { state, at, detail } = invitationState(user);
  const Icon = icons[state];
  const isTroubled = troubled.has(state);
  const color = isTroubled ? 'var(--mantine-color-error)' : 'dimmed';
  const line = (
    <Group gap={6} wrap="nowrap" miw={0} c={color}>
      {Icon ? <Icon size={15} stroke={1.8} aria-hidden style={{ flexShrink: 0 }} /> : null}
      <Text size="sm" inherit={false} c={color} lineClamp={2} title={isTroubled ? detail : undefined}>
        {t.rich(state, {
          detail: detail ?? '',
          hasDetail: detail ? 'yes' : 'no',
          hasTime: at ? 'yes' : 'no',
          time: () => (at ? <RelativeTime value={at} /> : null),
        })}
      </Text>
    </Group>
  );
  if (!onCorrect) return line;
  return (
    <div>
      {line}
      <Anchor component="button" type="button" size="xs" onClick={() => onCorrect(user)}>
        {t('correct')}
      </Anchor>
    </div>
  );
}
