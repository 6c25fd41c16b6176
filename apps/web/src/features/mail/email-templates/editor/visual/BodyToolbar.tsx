import { RichTextEditor } from '@mantine/tiptap';
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { ButtonControl } from './ButtonControl.tsx';
import { LinkControl } from './LinkControl.tsx';

interface BodyToolbarProps {
  editor: Editor;
  variables: readonly Variable[];
  isLinkOpen: boolean;
  setIsLinkOpen: (isOpen: boolean) => void;
}

/** The formatting toolbar. */
export function BodyToolbar({ editor, variables, isLinkOpen, setIsLinkOpen }: BodyToolbarProps) {
  const t = useTranslations('emailTemplates.toolbar');
  const links = variables.filter(({ kind }) => kind === 'link');
  return (
    <RichTextEditor.Toolbar role="toolbar" aria-label={t('label')}>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.Underline />
        <RichTextEditor.Strikethrough />
        <RichTextEditor.ClearFormatting />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.H1 />
        <RichTextEditor.H2 />
        <RichTextEditor.H3 />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Blockquote />
        <RichTextEditor.Hr />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.AlignLeft />
        <RichTextEditor.AlignCenter />
        <RichTextEditor.AlignRight />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Undo />
        <RichTextEditor.Redo />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <LinkControl editor={editor} links={links} isOpen={isLinkOpen} setIsOpen={setIsLinkOpen} />
        <ButtonControl editor={editor} links={links} />
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  );
}
