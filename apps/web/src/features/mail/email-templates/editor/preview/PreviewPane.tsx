import { ActionIcon, Alert, Center, Group, List, Loader, SegmentedControl, Text, Title } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { EmailFrame } from '../../../../../platform/emails/EmailFrame.tsx';
import { EmailText } from '../../../../../platform/emails/EmailText.tsx';
import type { EmailPreviewState } from '../../../../../platform/emails/use-email-preview.ts';
import { ProblemAlert } from '../../../../../platform/ui/feedback/ProblemAlert.tsx';
import classes from './preview.module.css';

interface PreviewPaneProps {
  state: EmailPreviewState;
  /** Whether the current text cannot be rendered. Its problems are listed beside it. */
  isInvalid: boolean;
  /** The control that chooses whose data is shown. */
  picker: ReactNode;
}

const views = {
  desktop: { width: 640, height: 540 },
  phone: { width: 375, height: 600 },
} as const;

/** Previews the e-mail on a computer, on a phone and as plain text. */
export function PreviewPane({ state, isInvalid, picker }: PreviewPaneProps) {
  const t = useTranslations('emailTemplates.preview');
  const [view, setView] = useState('desktop');
  const [isDark, setIsDark] = useState(false);
  const { preview, problem, retry } = state;
  return (
    <section aria-label={t('title')} className={classes.pane}>
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2}>{t('title')}</Title>
        <Group gap={6} wrap="nowrap">
          <SegmentedControl
            size="xs"
            aria-label={t('view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'desktop', label: t('desktop') },
              { value: 'phone', label: t('phone') },
              { value: 'text', label: t('text') },
            ]}
          />
          <ActionIcon
            variant={isDark ? 'light' : 'default'}
            size={28}
            aria-label={t('dark')}
            title={t('dark')}
            aria-pressed={isDark}
            disabled={view === 'text'}
            onClick={() => setIsDark(!isDark)}
          >
            <IconMoon size={15} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {picker}
      {problem && !isInvalid ? <ProblemAlert problem={problem} onRetry={retry} /> : null}
      {preview ? (
        <div className={classes.mail} data-view={view}>
          <div className={classes.subject}>
            <span>{t('subject')}</span>
            <b>{preview.subject}</b>
          </div>
          {view === 'text' ? (
            <section aria-label={t('plain')}>
              <EmailText text={preview.text} className={classes.text} isDimmed={isInvalid} />
            </section>
          ) : (
            <EmailFrame
              key={view}
              html={preview.html}
              title={t('mail')}
              {...(view === 'phone' ? views.phone : views.desktop)}
              scheme={isDark ? 'dark' : 'light'}
              isDimmed={isInvalid}
            />
          )}
        </div>
      ) : null}
      {!preview && !problem ? (
        <Center h={320} role="status" aria-label={t('loading')}>
          <Loader size="sm" type="dots" />
        </Center>
      ) : null}
      {isInvalid && preview ? (
        <Text size="xs" c="dimmed" mt={6} role="status">
          {t('outdated')}
        </Text>
      ) : null}
      {!isInvalid && preview && preview.warnings.length > 0 ? (
        <Alert color="orange" mt="sm" py="xs" title={t('warnings')}>
          <List size="sm">
            {preview.warnings.map(({ code, detail }) => (
              <List.Item key={code}>{detail}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </section>
  );
}
