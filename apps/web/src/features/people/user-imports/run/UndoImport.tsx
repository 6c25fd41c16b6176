import { Button } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConfirmAction } from '../../../../platform/ui/feedback/ConfirmAction.tsx';
import type { UserImport } from '../user-import.ts';

/** Takes back everything an import did, after a dialog that says what that is. */
export function UndoImport({ userImport }: { userImport: UserImport }) {
  const t = useTranslations('userImports.undo');
  const [isAsking, setIsAsking] = useState(false);
  const { id, fileName, counts, canUndo } = userImport;
  if (!canUndo) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setIsAsking(true)}
      >
        {t('button')}
      </Button>
      <ConfirmAction
        endpoint={userImports.undo}
        input={isAsking ? { params: { id } } : null}
        invalidates={['userImports', 'users', 'groups', 'account']}
        title={t('title', { name: fileName })}
        confirmLabel={t('button')}
        onClose={() => setIsAsking(false)}
      >
        {t('text', { create: counts.create, update: counts.update })}
      </ConfirmAction>
    </>
  );
}
