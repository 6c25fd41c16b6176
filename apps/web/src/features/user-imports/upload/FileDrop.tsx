import { Button, FileButton, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from '../imports.module.css';

interface FileDropProps {
  /** The file that is being uploaded. */
  uploading: string | undefined;
  onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen with the button. */
export function FileDrop({ uploading, onFile }: FileDropProps) {
  const t = useTranslations('userImports.upload');
  const [isOver, setIsOver] = useState(false);
  const handleDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file && uploading === undefined) onFile(file);
  };
  return (
    // The area is for those who drag; the button in it does the same for everybody.
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard counterpart but the button
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
        {uploading === undefined ? t('drop') : t('reading', { name: uploading })}
      </Text>
      <FileButton onChange={(file) => file && onFile(file)} accept=".csv,.tsv,.txt,text/csv">
        {(props) => (
          <Button
            {...props}
            loading={uploading !== undefined}
            leftSection={<IconUpload size={16} aria-hidden />}
          >
            {t('choose')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed" maw={520}>
        {t('limits')}
      </Text>
    </div>
  );
}
