import { Button, Group } from '@mantine/core';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { IconArrowBackUp, IconGitCompare, IconHistory, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { localeNames } from '../../../../platform/i18n/locale.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { ConfirmAction } from '../../../../platform/ui/feedback/ConfirmAction.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import type { Template } from '../template.ts';
import type { EditedText } from './drafts.ts';
import type { Beside } from './history/EditorDrawer.tsx';
import { TemplateBadges } from './TemplateBadges.tsx';
import type { TextCommands } from './use-text-commands.ts';

interface EditorHeaderProps {
  template: Template;
  edited: EditedText;
  commands: TextCommands;
  mayWrite: boolean;
  onShow: (beside: Beside) => void;
}

/** The e-mail's name, a back link, and the actions for its text. */
export function EditorHeader({ template, edited, commands, mayWrite, onShow }: EditorHeaderProps) {
  const t = useTranslations('emailTemplates.editor');
  const [search] = useSearchParams();
  const [isResetting, setIsResetting] = useState(false);
  const { key, locale, name } = template;
  const isFromAddUsers = search.get('from') === 'add-users';
  return (
    <>
      <PageHeader
        title={name}
        description={template.description}
        aside={<TemplateBadges template={template} />}
        above={
          isFromAddUsers ? (
            <BackLink to={paths.addUsers()}>{t('backToAddUsers')}</BackLink>
          ) : (
            <BackLink to={paths.emailTemplates()}>{t('back')}</BackLink>
          )
        }
        actions={
          mayWrite ? (
            <>
              <Button
                variant="default"
                leftSection={<IconSend size={16} aria-hidden />}
                loading={commands.isTesting}
                onClick={commands.test}
              >
                {t('test')}
              </Button>
              <Button
                loading={commands.isSaving}
                disabled={!edited.isDirty}
                aria-keyshortcuts="Control+S Meta+S"
                onClick={() => commands.save()}
              >
                {t('save')}
              </Button>
            </>
          ) : null
        }
      />
      <Group gap={4} mb="md" ms={-8}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconGitCompare size={15} aria-hidden />}
          onClick={() => onShow('differences')}
        >
          {t('differences')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconHistory size={15} aria-hidden />}
          onClick={() => onShow('history')}
        >
          {t('history')}
        </Button>
        {mayWrite && template.isCustomised ? (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            onClick={() => setIsResetting(true)}
          >
            {t('reset')}
          </Button>
        ) : null}
      </Group>
      <ConfirmAction
        endpoint={emailTemplates.reset}
        input={isResetting ? { params: { key }, query: { locale } } : null}
        invalidates={['emailTemplates', 'auditEvents']}
        title={t('resetTitle', { name, language: localeNames[locale] })}
        confirmLabel={t('reset')}
        onClose={() => setIsResetting(false)}
        onDone={() => {
          edited.adopt(template);
          notify(t('resetDone', { name }));
        }}
      >
        {t('resetText')}
      </ConfirmAction>
    </>
  );
}
