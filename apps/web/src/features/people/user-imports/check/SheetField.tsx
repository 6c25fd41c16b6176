import { Anchor, NativeSelect, Stack } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { Link, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { useUpload } from '../../../../platform/api/upload.ts';
import { paths } from '../../../../platform/paths.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { fileOf, keepFile } from '../upload/last-file.ts';
import type { UserImport } from '../user-import.ts';

/** Chooses the sheet of a workbook: reads the file again as a new import, and discards this one. */
export function SheetField({ userImport }: { userImport: UserImport }) {
  const t = useTranslations('userImports.sheet');
  const navigate = useNavigate();
  const { id, mode, sheets, sheet } = userImport;
  const file = fileOf(id);
  const discard = useCommand(userImports.cancel, { invalidates: ['userImports'] });
  const upload = useUpload(userImports.create, {
    invalidates: ['userImports'],
    onSuccess: (next) => {
      if (file) keepFile(next.id, file);
      discard.mutate({ params: { id } });
      navigate(paths.userImport(next.id), { replace: true });
    },
  });
  if (sheets.length < 2) return null;
  return (
    <Stack gap="xs" align="flex-start">
      {upload.error ? <ProblemAlert problem={upload.error} /> : null}
      <NativeSelect
        label={t('label')}
        data={[...sheets]}
        value={upload.sending ? (upload.sending.input.form.sheet ?? '') : (sheet ?? '')}
        disabled={!file || upload.sending !== undefined}
        onChange={(event) => file && upload.send({ form: { mode, sheet: event.currentTarget.value, file } })}
      />
      {file ? null : (
        <Anchor component={Link} to={`${paths.importUsers()}?mode=${mode}`} size="sm">
          {t('again')}
        </Anchor>
      )}
    </Stack>
  );
}
