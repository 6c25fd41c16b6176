import { Anchor, Stack, Text } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useLocale, useTranslations } from 'use-intl';
import { useUpload } from '../../../../platform/api/upload.ts';
import { paths } from '../../../../platform/paths.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { DownloadButton } from '../DownloadButton.tsx';
import { ImportSteps } from '../ImportSteps.tsx';
import { type ImportMode, modes } from '../user-import.ts';
import { EarlierImports } from './EarlierImports.tsx';
import { FileDrop } from './FileDrop.tsx';
import { keepFile } from './last-file.ts';
import { ModeField } from './ModeField.tsx';

/** The first step: upload a file and choose the mode. Nothing is changed yet. */
export function UploadPage() {
  const t = useTranslations('userImports');
  const locale = useLocale();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [mode, setMode] = useState<ImportMode>(modes.find((one) => one === search.get('mode')) ?? 'add');
  const problem = useRef<HTMLDivElement>(null);
  const upload = useUpload(userImports.create, {
    invalidates: ['userImports'],
    onSuccess: ({ id }, { form }) => {
      keepFile(id, form.file);
      navigate(paths.userImport(id));
    },
  });
  const { sending } = upload;
  useEffect(() => {
    if (upload.error) problem.current?.querySelector<HTMLElement>('[data-problem]')?.focus();
  }, [upload.error]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        above={<BackLink to={paths.users()}>{t('back')}</BackLink>}
      />
      <ImportSteps current="upload" />
      <Stack gap="lg" maw={820}>
        <Section
          title={t('upload.title')}
          actions={
            <DownloadButton
              endpoint={userImports.template}
              input={{ query: { separator: listSeparator(locale) } }}
            >
              {t('upload.template')}
            </DownloadButton>
          }
        >
          <Stack gap="lg">
            <Text size="sm" c="dimmed">
              {t('upload.hint')}
            </Text>
            <ModeField value={mode} onChange={setMode} isDisabled={sending !== undefined} />
            {upload.error ? (
              <div ref={problem}>
                <ProblemAlert problem={upload.error} />
              </div>
            ) : null}
            <FileDrop
              uploading={sending && { name: sending.input.form.file.name, share: sending.share }}
              onFile={(file) => upload.send({ form: { mode, file } })}
              onCancel={upload.cancel}
            />
            <Text size="sm" c="dimmed">
              {t.rich('upload.few', {
                link: (chunks) => (
                  <Anchor component={Link} to={paths.addUsers()} inherit>
                    {chunks}
                  </Anchor>
                ),
              })}
            </Text>
          </Stack>
        </Section>
        <EarlierImports />
      </Stack>
    </>
  );
}

/** Spreadsheets expect semicolons in locales that use a decimal comma. */
function listSeparator(locale: string): 'comma' | 'semicolon' {
  return new Intl.NumberFormat(locale).format(0.5).includes(',') ? 'semicolon' : 'comma';
}
