import { Button, Group, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { NodeSelection } from '@tiptap/pm/state';
import { type Editor, useEditorState } from '@tiptap/react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { expressionOf, parseExpression } from '../body/variable.ts';
import type { ChipStyle } from '../body/variable-node.ts';
import { TargetField } from './TargetField.tsx';
import classes from './visual.module.css';

interface SelectionBarProps {
  editor: Editor;
  variables: readonly Variable[];
  styleOf: (expression: string) => ChipStyle;
}

/** Plain data, so that only a real change triggers a render. */
interface Selected {
  readonly isChip: boolean;
  readonly from: number;
  readonly to: number;
  /** A chip's expression or a button's target. */
  readonly value: string;
}

/** Edits the selected chip, or the button at the caret. */
export function SelectionBar({ editor, variables, styleOf }: SelectionBarProps) {
  const selected = useEditorState({ editor, selector: () => selectedIn(editor) });
  if (!selected) return null;
  const { isChip, from, to, value } = selected;
  const change = (attribute: 'expression' | 'href', wanted: string) =>
    editor.commands.command(({ tr }) => {
      tr.setNodeAttribute(from, attribute, wanted);
      if (isChip) tr.setSelection(NodeSelection.create(tr.doc, from));
      return true;
    });
  const remove = () => editor.chain().focus().deleteRange({ from, to }).run();
  return isChip ? (
    <ChipBar
      key={from}
      expression={value}
      styleOf={styleOf}
      onChange={(expression) => change('expression', expression)}
      onRemove={remove}
    />
  ) : (
    <ButtonBar
      key={`${from} ${value}`}
      href={value}
      links={variables.filter(({ kind }) => kind === 'link')}
      onChange={(href) => change('href', href)}
      onRemove={remove}
    />
  );
}

function selectedIn({ state: { selection } }: Editor): Selected | null {
  if (selection instanceof NodeSelection && selection.node.type.name === 'variable') {
    const { from, to, node } = selection;
    return { isChip: true, from, to, value: String(node.attrs.expression) };
  }
  const { $from } = selection;
  const isWhole = selection instanceof NodeSelection && selection.node.type.name === 'button';
  const node = isWhole ? selection.node : $from.parent;
  if (node.type.name !== 'button') return null;
  const from = isWhole ? selection.from : $from.before();
  return { isChip: false, from, to: from + node.nodeSize, value: String(node.attrs.href) };
}

interface ChipBarProps {
  expression: string;
  styleOf: (expression: string) => ChipStyle;
  onChange: (expression: string) => void;
  onRemove: () => void;
}

function ChipBar({ expression, styleOf, onChange, onRemove }: ChipBarProps) {
  const t = useTranslations('emailTemplates.chip');
  const parsed = parseExpression(expression);
  const { label, hint, kind, isKnown } = styleOf(expression);
  const fallback = parsed?.fallback;
  return (
    <Group className={classes.bar} role="group" aria-label={t('label')} gap="sm">
      <VisuallyHidden role="status">
        {kind} {label}
      </VisuallyHidden>
      <Text size="xs" c="dimmed" className={classes.hint}>
        {hint}
      </Text>
      {parsed && isKnown && !(fallback && 'variable' in fallback) ? (
        <TextInput
          size="xs"
          label={t('whenEmpty')}
          classNames={{ root: classes.inline ?? '' }}
          value={fallback?.words ?? ''}
          maxLength={100}
          onChange={(event) => onChange(expressionOf(parsed.name, event.currentTarget.value))}
        />
      ) : null}
      <RemoveButton onClick={onRemove}>{t('remove')}</RemoveButton>
    </Group>
  );
}

interface ButtonBarProps {
  href: string;
  links: readonly Variable[];
  onChange: (href: string) => void;
  onRemove: () => void;
}

function ButtonBar({ href, links, onChange, onRemove }: ButtonBarProps) {
  const t = useTranslations('emailTemplates.button');
  return (
    <Group className={classes.bar} role="group" aria-label={t('label')} gap="sm">
      <Text size="xs" aria-hidden>
        {t('target')}
      </Text>
      <TargetField label={t('target')} links={links} value={href} onChange={onChange} />
      <RemoveButton onClick={onRemove}>{t('remove')}</RemoveButton>
    </Group>
  );
}

function RemoveButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      ms="auto"
      leftSection={<IconTrash size={13} aria-hidden />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
