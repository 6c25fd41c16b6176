import { Group, Switch, Text } from '@mantine/core';
import { IconPencil, IconShieldLock, IconTemplate } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { localeNames } from '../../../../platform/i18n/locale.ts';
import { paths } from '../../../../platform/paths.ts';
import { useCan } from '../../../../platform/session/me.tsx';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { RowLink } from '../../../../platform/table/grid/RowLink.tsx';
import { StatusBadge } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import type { TemplateRow } from '../template.ts';
import classes from './list.module.css';
import type { Sending } from './use-sending.ts';

/** The columns of the list of e-mails. */
export function useTemplateColumns(sending: Sending): readonly Column<TemplateRow>[] {
  const t = useTranslations('emailTemplates');
  return [
    {
      id: 'name',
      header: t('list.column.name'),
      width: '36%',
      onPhone: 'title',
      cell: ({ key, name, description }) => (
        <div>
          <RowLink to={paths.emailTemplate(key)}>{name}</RowLink>
          <Text size="xs" c="dimmed" className={classes.description}>
            {description}
          </Text>
        </div>
      ),
    },
    {
      id: 'text',
      header: t('list.column.text'),
      cell: (row) => <TextCell row={row} />,
    },
    {
      id: 'audience',
      header: t('list.column.audience'),
      width: '1%',
      cell: ({ audience }) => t(`audience.${audience}`),
    },
    {
      id: 'changed',
      header: t('list.column.changed'),
      width: '1%',
      cell: ({ updatedAt }) => (updatedAt ? <RelativeTime value={updatedAt} /> : t('list.notChanged')),
    },
    {
      id: 'sending',
      header: t('list.column.sending'),
      width: '1%',
      cell: (row) => <SendingCell row={row} sending={sending} />,
    },
  ];
}

function TextCell({ row }: { row: TemplateRow }) {
  const t = useTranslations('emailTemplates.list');
  const format = useFormatter();
  const languages = format.list(row.customisedLocales.map((locale) => localeNames[locale]));
  return (
    <div className={classes.text}>
      <Text size="sm" lineClamp={1} title={row.subject}>
        <Subject text={row.subject} />
      </Text>
      {row.isEditable ? null : (
        <StatusBadge tone="neutral" icon={IconShieldLock}>
          {t('ofInstallation')}
        </StatusBadge>
      )}
      {!row.isEditable ? null : row.customisedLocales.length > 0 ? (
        <StatusBadge tone="waiting" icon={IconPencil}>
          {t('customisedIn', { languages })}
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral" icon={IconTemplate}>
          {t('default')}
        </StatusBadge>
      )}
    </div>
  );
}

/** A subject with dimmed variables, without their braces. */
function Subject({ text }: { text: string }) {
  return text.split(/\{\{\s*(.+?)\s*\}\}/).map((part, index) => {
    const key = `${index} ${part}`;
    if (index % 2 === 0) return part;
    return (
      <span key={key} className={classes.variable}>
        {part}
      </span>
    );
  });
}

function SendingCell({ row, sending }: { row: TemplateRow; sending: Sending }) {
  const t = useTranslations('emailTemplates.list');
  const mayWrite = useCan('email_templates:write');
  if (row.key === 'invitation_reminder') {
    return (
      <Group gap={6} wrap="nowrap" className={classes.sending}>
        {row.isEnabled ? t('on') : t('off')}
        <Link to={paths.invitationSettings()} className={classes.link}>
          {t('reminders')}
        </Link>
      </Group>
    );
  }
  if (!row.canDisable) return <span className={classes.sending}>{t('always')}</span>;
  if (!mayWrite) return row.isEnabled ? t('on') : t('off');
  return (
    <Switch
      aria-label={t('send', { name: row.name })}
      checked={sending.isOn(row)}
      disabled={sending.isBusy(row)}
      onChange={(event) => sending.turn(row, event.currentTarget.checked)}
    />
  );
}
