import { Anchor, CloseButton } from '@mantine/core';
import { service } from '@muster/contracts/instance/service';
import { IconMailbox } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../platform/api/query.ts';
import { paths } from '../../platform/paths.ts';
import { useCan } from '../../platform/session/me.tsx';
import { readStored, writeStored } from '../../platform/stored.ts';
import classes from './AppFrame.module.css';

const key = 'muster.mailboxBanner';

/** Says that e-mails are captured instead of sent, so that nobody waits for one. */
export function MailboxBanner() {
  const t = useTranslations('app.mailboxBanner');
  const [isHidden, setHidden] = useState(() => readStored(key, 'session') !== null);
  const sendsInvitations = useCan('invitations:write');
  const { data: info } = useCall(service.info, {}, { enabled: !isHidden && sendsInvitations });
  if (isHidden || !info?.isMailboxOpen) return null;
  const hide = () => {
    writeStored(key, 'hidden', 'session');
    setHidden(true);
  };
  return (
    <div className={classes.banner}>
      <IconMailbox size={18} aria-hidden style={{ flexShrink: 0 }} />
      <span style={{ flex: 1 }}>
        {t('text')}{' '}
        <Anchor component={Link} to={paths.mailbox()} target="_blank" inherit>
          {t('open')}
        </Anchor>
      </span>
      <CloseButton size="sm" aria-label={t('dismiss')} onClick={hide} />
    </div>
  );
}
