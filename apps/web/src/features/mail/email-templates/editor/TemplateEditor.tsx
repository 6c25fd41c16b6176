import { Alert, Button, Stack } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import type { FieldError } from '@muster/contracts/errors';
import { defined } from '@muster/contracts/kit/defined';
import { IconShieldLock } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEmailPreview } from '../../../../platform/emails/use-email-preview.ts';
import { useCan } from '../../../../platform/session/me.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { Template } from '../template.ts';
import { ConflictAlert } from './ConflictAlert.tsx';
import { type useDrafts, useEditedText } from './drafts.ts';
import { EditorHeader } from './EditorHeader.tsx';
import classes from './editor.module.css';
import { BodyField } from './fields/BodyField.tsx';
import { Problems } from './fields/Problems.tsx';
import type { TextHandle } from './fields/SubjectField.tsx';
import { SubjectField } from './fields/SubjectField.tsx';
import { DifferencesDrawer } from './history/DifferencesDrawer.tsx';
import { useBeside } from './history/EditorDrawer.tsx';
import { HistoryDrawer } from './history/HistoryDrawer.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { PreviewPane } from './preview/PreviewPane.tsx';
import { UserPicker } from './preview/UserPicker.tsx';
import { isAboutText, useTextCommands } from './use-text-commands.ts';

interface TemplateEditorProps {
  template: Template;
  drafts: ReturnType<typeof useDrafts>;
}

/** One e-mail in one language: its text, its preview and its actions. */
export function TemplateEditor({ template, drafts }: TemplateEditorProps) {
  const t = useTranslations('emailTemplates.editor');
  const isPhone = useMediaQuery('(max-width: 48em)');
  const { key, locale, variables } = template;
  const mayWrite = useCan('email_templates:write') && template.isEditable;
  const mayChooseUser = useCan('users:read');
  const edited = useEditedText(drafts, template);
  const { text, change } = edited;
  const commands = useTextCommands(template, edited);
  const [userId, setUserId] = useState<string | null>(null);
  const preview = useEmailPreview({
    params: { key },
    query: { locale },
    body: { ...(template.isEditable ? text : {}), ...defined({ userId: userId ?? undefined }) },
  });
  const { beside, open } = useBeside();
  const subject = useRef<Pick<TextHandle, 'show'>>(null);
  const body = useRef<Pick<TextHandle, 'show'>>(null);
  const list = useRef<HTMLDivElement>(null);
  const problemsId = useId();

  const refusal = commands.refusal ?? (isAboutText(preview.problem) ? preview.problem : null);
  const errors = refusal?.errors ?? [];
  const isAbout = (pointer: string) => errors.some((error) => error.pointer === pointer);
  const show = ({ pointer, line = 1, column = 1 }: FieldError) =>
    (pointer === '#/subject' ? subject : body).current?.show(line, column);
  const { refusals } = commands;
  useEffect(() => {
    // After a refusal, the focus moves to the list of problems.
    if (refusals > 0) list.current?.focus();
  }, [refusals]);
  useHotkeys([['mod+S', () => mayWrite && commands.save()]], [], true);

  return (
    <>
      <EditorHeader
        template={template}
        edited={edited}
        commands={commands}
        mayWrite={mayWrite}
        onShow={open}
      />
      <div className={classes.columns}>
        <Stack gap="md">
          <LanguageSwitch template={template} unsaved={drafts.unsaved} />
          {template.isEditable ? null : (
            <Alert icon={<IconShieldLock aria-hidden />} title={t('fixed.title')}>
              {t('fixed.text')}
            </Alert>
          )}
          {edited.isOutdated ? (
            <ConflictAlert
              template={template}
              edited={edited}
              isSaving={commands.isSaving}
              onOverwrite={() => commands.save(template.version)}
            />
          ) : null}
          {commands.problem ? <ProblemAlert problem={commands.problem} /> : null}
          {errors.length > 0 ? <Problems ref={list} id={problemsId} errors={errors} onShow={show} /> : null}
          <SubjectField
            ref={subject}
            value={text.subject}
            onChange={(next) => change({ subject: next })}
            variables={variables}
            isReadOnly={!mayWrite}
            describedBy={isAbout('#/subject') ? problemsId : undefined}
          />
          <BodyField
            ref={body}
            value={text.body}
            onChange={(next) => change({ body: next })}
            variables={variables}
            isReadOnly={!mayWrite}
            describedBy={isAbout('#/body') ? problemsId : undefined}
          />
        </Stack>
        <div className={classes.side}>
          <PreviewPane
            state={preview}
            isInvalid={errors.length > 0}
            picker={mayChooseUser ? <UserPicker value={userId} onChange={setUserId} /> : null}
          />
        </div>
      </div>
      {isPhone && edited.isDirty ? (
        <div className={classes.phoneBar}>
          <Button fullWidth loading={commands.isSaving} onClick={() => commands.save()}>
            {t('save')}
          </Button>
        </div>
      ) : null}
      <DifferencesDrawer
        isOpen={beside === 'differences'}
        onClose={() => open(null)}
        template={template}
        text={text}
      />
      <HistoryDrawer template={template} edited={edited} mayWrite={mayWrite} />
    </>
  );
}
