import { Stack, Text } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { ImportRows } from '../rows/ImportRows.tsx';
import { useRowFilter } from '../rows/use-row-filter.ts';
import { ModeField } from '../upload/ModeField.tsx';
import type { UserImport } from '../user-import.ts';
import { ColumnMapping } from './ColumnMapping.tsx';
import { Commit } from './Commit.tsx';
import { OutcomeCards } from './OutcomeCards.tsx';
import { SheetField } from './SheetField.tsx';

const encodingNames = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
} as const;

/** The second step: what the file would change, row by row, before anything is changed. */
export function CheckStep({ userImport }: { userImport: UserImport }) {
  const t = useTranslations('userImports.check');
  const { id, mode, columns, format, encoding, separator, total } = userImport;
  const { shown, show } = useRowFilter(null);
  // Shows the chosen columns immediately, while the server validates the file again.
  const [chosen, setChosen] = useState<UserImport['columns']>();
  const change = useCommand(userImports.update, {
    invalidates: ['userImports'],
    onSuccess: () => setChosen(undefined),
    onError: () => setChosen(undefined),
  });
  const params = { id };
  return (
    <Stack gap="lg">
      {change.error ? <ProblemAlert problem={change.error} /> : null}
      <Section
        title={t('file')}
        description={
          format === 'csv'
            ? t('found', { rows: total, encoding: encodingNames[encoding], separator })
            : t('foundTable', { rows: total, format })
        }
      >
        <Stack gap="lg">
          <SheetField userImport={userImport} />
          <ModeField
            value={change.isPending ? (change.variables.body?.mode ?? mode) : mode}
            isDisabled={change.isPending}
            onChange={(next) => change.mutate({ params, body: { mode: next } })}
          />
          {userImport.columnsRemembered ? (
            <Text size="sm" c="dimmed">
              {t('remembered')}
            </Text>
          ) : null}
          <ColumnMapping
            columns={chosen ?? columns}
            isDisabled={change.isPending}
            onChange={(fields) => {
              setChosen(columns.map((column, index) => ({ ...column, field: fields[index] ?? null })));
              change.mutate({ params, body: { fields: [...fields] } });
            }}
          />
        </Stack>
      </Section>
      <section aria-label={t('preview')}>
        <Text size="sm" c="dimmed" mb={8} role="status">
          {change.isPending ? t('looking') : t('nothingYet')}
        </Text>
        <OutcomeCards userImport={userImport} shown={shown} onShow={show} />
      </section>
      <Commit
        userImport={userImport}
        isLooking={change.isPending}
        onLookAgain={() => change.mutate({ params, body: {} })}
      >
        <ImportRows userImport={userImport} shown={shown} onShowAll={() => show(null)} />
      </Commit>
    </Stack>
  );
}
