import type { RichTextEditorLabels } from '@mantine/tiptap';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';

/** The names of the toolbar's buttons. */
export function useEditorLabels(): Partial<RichTextEditorLabels> {
  const t = useTranslations('emailTemplates.toolbar');
  return useMemo(
    () => ({
      boldControlLabel: t('bold'),
      italicControlLabel: t('italic'),
      underlineControlLabel: t('underline'),
      strikeControlLabel: t('strike'),
      clearFormattingControlLabel: t('clear'),
      h1ControlLabel: t('heading1'),
      h2ControlLabel: t('heading2'),
      h3ControlLabel: t('heading3'),
      bulletListControlLabel: t('bulletList'),
      orderedListControlLabel: t('orderedList'),
      blockquoteControlLabel: t('quote'),
      hrControlLabel: t('rule'),
      alignLeftControlLabel: t('alignLeft'),
      alignCenterControlLabel: t('alignCenter'),
      alignRightControlLabel: t('alignRight'),
      undoControlLabel: t('undo'),
      redoControlLabel: t('redo'),
    }),
    [t],
  );
}
