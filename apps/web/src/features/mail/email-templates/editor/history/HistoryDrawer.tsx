import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../../platform/api/query.ts';
import { LoadMore } from '../../../../../platform/table/grid/LoadMore.tsx';
import { SkeletonRows } from '../../../../../platform/table/grid/TableStates.tsx';
import { ProblemAlert } from '../../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../../../../../platform/ui/layout/RelativeTime.tsx';
import type { Template, TemplateVersion } from '../../template.ts';
import type { EditedText } from '../drafts.ts';
import { EditorDrawer, useBeside } from './EditorDrawer.tsx';
import classes from './history.module.css';
import { VersionChange } from './VersionChange.tsx';
import { VersionView } from './VersionView.tsx';

interface HistoryDrawerProps {
  template: Template;
  edited: EditedText;
  mayWrite: boolean;
}

/** The earlier versions of an e-mail: author, time and text, with a button to restore one. */
export function HistoryDrawer({ template, edited, mayWrite }: HistoryDrawerProps) {
  const t = useTranslations('emailTemplates.history');
  const { beside, version, open } = useBeside();
  const isOpen = beside === 'history';
  return (
    <EditorDrawer title={t('title')} isOpen={isOpen} onClose={() => open(null)}>
      {version === undefined ? (
        <Versions template={template} isOpen={isOpen} onOpen={(chosen) => open('history', chosen)} />
      ) : (
        <VersionView
          key={version}
          version={version}
          template={template}
          edited={edited}
          mayWrite={mayWrite}
          onBack={() => open('history')}
          onRestored={() => open(null)}
        />
      )}
    </EditorDrawer>
  );
}

interface VersionsProps {
  template: Template;
  isOpen: boolean;
  onOpen: (version: number) => void;
}

function Versions({ template, isOpen, onOpen }: VersionsProps) {
  const t = useTranslations('emailTemplates.history');
  const { key, locale } = template;
  const list = useList(
    emailTemplates.listVersions,
    { params: { key }, query: { locale } },
    { enabled: isOpen },
  );
  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <SkeletonRows columns={1} />;
  if (list.rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('empty')}
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.versions}>
        {list.rows.map((row) => (
          <li key={row.version}>
            <UnstyledButton className={classes.version ?? ''} onClick={() => onOpen(row.version)}>
              <VersionLine row={row} isCurrent={row.version === template.version} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}

function VersionLine({ row, isCurrent }: { row: TemplateVersion; isCurrent: boolean }) {
  const t = useTranslations('emailTemplates.history');
  return (
    <>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550}>
          <VersionChange row={row} />
        </Text>
        {isCurrent ? <Badge variant="light">{t('current')}</Badge> : null}
      </Group>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {t('version', { version: row.version })} · <RelativeTime value={row.createdAt} /> · {row.subject}
      </Text>
    </>
  );
}
