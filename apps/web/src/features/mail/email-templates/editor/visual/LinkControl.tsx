import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconLink } from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { TargetField } from './TargetField.tsx';

interface LinkControlProps {
  editor: Editor;
  links: readonly Variable[];
  isOpen: boolean;
  setIsOpen: (isOpen: boolean) => void;
}

/** Turns the selection into a link, or edits the link at the caret. Ctrl+K opens it, too. */
export function LinkControl({ editor, links, isOpen, setIsOpen }: LinkControlProps) {
  const t = useTranslations('emailTemplates.link');
  const href = useEditorState({
    editor,
    selector: () => String(editor.getAttributes('link').href ?? ''),
  });
  const apply = (target: string) => {
    setIsOpen(false);
    const chain = editor.chain().focus().extendMarkRange('link');
    if (!editor.state.selection.empty || href !== '') chain.setLink({ href: target }).run();
    else chain.insertContent(shownTarget(target)).run();
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus width={340} position="bottom-start">
      <Popover.Target>
        <RichTextEditor.Control
          aria-label={t('insert')}
          title={t('insert')}
          active={href !== ''}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconLink size={16} stroke={1.5} aria-hidden />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="xs" fw={600}>
            {t('target')}
          </Text>
          <TargetField
            key={href}
            label={t('target')}
            links={links}
            value={href}
            onChange={apply}
            applyLabel={t('apply')}
          />
          {href === '' ? null : (
            <Group>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  setIsOpen(false);
                  editor.chain().focus().extendMarkRange('link').unsetLink().run();
                }}
              >
                {t('remove')}
              </Button>
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The link text to insert when nothing is selected. */
function shownTarget(target: string) {
  const marks = [{ type: 'link', attrs: { href: target } }];
  const expression = /^\{\{ (.+) \}\}$/.exec(target)?.[1];
  return expression === undefined
    ? { type: 'text', text: target.replace(/^(?:mailto|tel):/, ''), marks }
    : { type: 'variable', attrs: { expression }, marks };
}
