import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { userImports } from '@muster/contracts/people/user-imports';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { useCall } from '../../../../platform/api/query.ts';
import { PageLoader } from '../../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { ImportRowDetail, UserImport } from '../user-import.ts';

interface FixRowDialogProps {
  userImport: UserImport;
  line: number;
  onClose: () => void;
}

/** Fixes the cells of a row in the preview. */
export function FixRowDialog({ userImport, line, onClose }: FixRowDialogProps) {
  const t = useTranslations('userImports.fix');
  const tu = useTranslations('platform.ui');
  const { data, error, refetch } = useCall(userImports.getRow, { params: { id: userImport.id, line } });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { line })}
      closeButtonProps={{ 'aria-label': tu('cancel') }}
    >
      {error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : null}
      {data ? <Cells userImport={userImport} row={data} onClose={onClose} /> : error ? null : <PageLoader />}
    </Modal>
  );
}

interface CellsProps {
  userImport: UserImport;
  row: ImportRowDetail;
  onClose: () => void;
}

function Cells({ userImport, row, onClose }: CellsProps) {
  const t = useTranslations('userImports.fix');
  const tc = useTranslations('userImports.columns');
  const tf = useTranslations('platform.people.field');
  const tu = useTranslations('platform.ui');
  const [cells, setCells] = useState(row.cells);
  const fix = useCommand(userImports.fixRow, { invalidates: ['userImports'], onSuccess: onClose });
  // The dialog opens before its cells have arrived.
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const notes = [...row.errors, ...row.warnings];
  // Columns that are read, and cells that have no column.
  const width = userImport.columns.length;
  const places = Array.from({ length: Math.max(width, row.cells.length) }, (_, index) => index).filter(
    (index) => userImport.columns[index]?.field || (index >= width && row.cells[index]),
  );
  const noted = new Set(places.map((index) => userImport.columns[index]?.field));
  const general = notes.filter(({ field }) => field === null || !noted.has(field));
  const firstNoted = places.find((index) =>
    notes.some(({ field }) => field === userImport.columns[index]?.field),
  );
  const labelOf = (index: number) => {
    const { header = '', field } = userImport.columns[index] ?? {};
    const name = header || tc('unnamed', { number: index + 1 });
    return field && tf(field) !== name ? `${name} (${tf(field)})` : name;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { id } = userImport;
        fix.mutate({ params: { id, line: row.line }, body: { cells: cells.map((cell) => cell ?? '') } });
      }}
    >
      <Stack gap="sm">
        {fix.error ? <ProblemAlert problem={fix.error} /> : null}
        {general.map(({ code, detail }) => (
          <Text key={code} size="sm" c="red.9">
            {detail}
          </Text>
        ))}
        {places.map((index) => (
          <TextInput
            key={index}
            label={labelOf(index)}
            value={cells[index] ?? ''}
            maxLength={10_000}
            ref={index === (firstNoted ?? places[0]) ? first : null}
            error={
              notes.find(({ field }) => field !== null && field === userImport.columns[index]?.field)?.detail
            }
            onChange={(event) => {
              const next = Array.from(
                { length: Math.max(cells.length, index + 1) },
                (_, at) => cells[at] ?? '',
              );
              next[index] = event.currentTarget.value;
              setCells(next);
            }}
          />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tu('cancel')}
          </Button>
          <Button type="submit" loading={fix.isPending}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
