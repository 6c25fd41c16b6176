import { Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import classes from '../imports.module.css';

interface FileDropProps {
  /** The file being uploaded, and the share already sent, from 0 to 1. */
  uploading: Uploading | undefined;
  onFile: (file: File) => void;
  onCancel: () => void;
}

interface Uploading {
  readonly name: string;
  readonly share: number;
}

/** An area to drop a file on, with a button to choose one. During an upload the button cancels it. */
export function FileDrop({ uploading, onFile, onCancel }: FileDropProps) {
  const t = useTranslations('userImports.upload');
  const tu = useTranslations('platform.ui');
  const [isOver, setIsOver] = useState(false);
  const statusOf = (file: Uploading | undefined) => {
    if (!file) return t('drop');
    return file.share < 1 ? t('uploading', { name: file.name }) : t('reading', { name: file.name });
  };
  const handleDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file && uploading === undefined) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only takes drops; the button in it does the same by keyboard
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={handleDrop}
    >
      <IconFileSpreadsheet size={34} stroke={1.4} aria-hidden />
      <Text size="sm" fw={500} role="status">
        {statusOf(uploading)}
      </Text>
      {uploading ? <UploadProgress share={uploading.share} /> : null}
      <FileButton
        onChange={(file) => file && onFile(file)}
        accept=".xlsx,.xls,.csv,.tsv,.tab,.txt,.htm,.html,.xml,text/csv"
      >
        {(props) => (
          <Button
            {...props}
            variant={uploading ? 'default' : 'filled'}
            onClick={uploading ? onCancel : props.onClick}
            leftSection={uploading ? <IconX size={16} aria-hidden /> : <IconUpload size={16} aria-hidden />}
          >
            {uploading ? tu('cancel') : t('choose')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed" maw={520}>
        {t('limits')}
      </Text>
    </div>
  );
}

function UploadProgress({ share }: { share: number }) {
  const t = useTranslations('userImports.upload');
  const format = useFormatter();
  // Rounded down: 100 % only when everything has been sent.
  const percent = Math.floor(share * 100);
  return (
    <Group gap="sm" wrap="nowrap" w="100%" maw={360}>
      <Progress.Root size="lg" flex={1}>
        <Progress.Section value={percent} animated={percent === 100} aria-label={t('progress')} />
      </Progress.Root>
      <Text size="sm" c="dimmed" miw={44} ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {format.number(percent / 100, { style: 'percent' })}
      </Text>
    </Group>
  );
}
