import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Template, TemplateText } from '../../template.ts';
import { textOf } from '../drafts.ts';
import { Difference, isSameText } from './Difference.tsx';
import { EditorDrawer } from './EditorDrawer.tsx';
import { Legend, legendTags } from './Legend.tsx';

interface DifferencesDrawerProps {
  isOpen: boolean;
  onClose: () => void;
  template: Template;
  text: TemplateText;
}

/** Compares the text in the editor, saved or not, with the built-in default. */
export function DifferencesDrawer({ isOpen, onClose, template, text }: DifferencesDrawerProps) {
  const t = useTranslations('emailTemplates.difference');
  const original = textOf({ subject: template.defaultSubject, body: template.defaultBody });
  return (
    <EditorDrawer title={t('title')} isOpen={isOpen} onClose={onClose}>
      {isSameText(original, text) ? (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      ) : (
        <>
          <Legend>{t.rich('legend', legendTags)}</Legend>
          <Difference from={original} to={text} />
        </>
      )}
    </EditorDrawer>
  );
}
