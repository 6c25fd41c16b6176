import { Menu } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconSquareRoundedPlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { inBraces } from '../body/variable.ts';

/** Inserts a button into the text. Its target is chosen first and can be changed in the selection bar. */
export function ButtonControl({ editor, links }: { editor: Editor; links: readonly Variable[] }) {
  const t = useTranslations('emailTemplates.button');
  const insert = (href: string) =>
    editor
      .chain()
      .focus()
      .insertButton({ href, label: t('text') })
      .run();
  return (
    <Menu position="bottom-start" width={260} returnFocus={false}>
      <Menu.Target>
        <RichTextEditor.Control aria-label={t('insert')} title={t('insert')}>
          <IconSquareRoundedPlus size={16} stroke={1.5} aria-hidden />
        </RichTextEditor.Control>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('target')}</Menu.Label>
        {links.map(({ name, description }) => (
          <Menu.Item key={name} onClick={() => insert(inBraces(name))}>
            {description}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => insert('')}>{t('web')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
