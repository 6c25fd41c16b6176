import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor, useEditorState } from '@tiptap/react';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useMemo, useState } from 'react';
import type { Variable } from '../../template.ts';
import { readBody, tidyBody, writeBody } from '../body/body-html.ts';
import { bodyExtensions } from '../body/extensions.ts';
import { findPlace } from '../body/place.ts';
import type { TextHandle } from '../fields/SubjectField.tsx';
import { useChipStyle } from '../fields/use-chip-style.ts';
import { typedVariable, useSuggestions } from '../fields/use-suggestions.ts';
import { BodyToolbar } from './BodyToolbar.tsx';
import { CaretSuggestions } from './CaretSuggestions.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useEditorLabels } from './use-editor-labels.ts';
import classes from './visual.module.css';

export interface BodyEditorProps {
  ref?: Ref<TextHandle>;
  value: string;
  onChange: (value: string) => void;
  variables: readonly Variable[];
  isReadOnly: boolean;
  label: string;
  describedBy: string | undefined;
}

/** The visual editor of a body, with variables as chips. Only for bodies that pass `isLossless`. */
export function VisualBody({
  ref,
  value,
  onChange,
  variables,
  isReadOnly,
  label,
  describedBy,
}: BodyEditorProps) {
  const styleOf = useChipStyle(variables);
  const [isLinkOpen, setIsLinkOpen] = useState(false);
  const labels = useEditorLabels();
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (suggestions.handleKey(event)) return true;
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return false;
    // Outside the editor, this shortcut opens the command palette.
    event.stopPropagation();
    setIsLinkOpen(true);
    return true;
  });
  const extensions = useMemo(() => bodyExtensions(styleOf), [styleOf]);
  const [content] = useState(() => readBody(value).toJSON());
  const editor = useEditor({
    extensions,
    content,
    editable: !isReadOnly,
    onUpdate: ({ editor: { state } }) => onChange(tidyBody(writeBody(state.doc))),
    editorProps: {
      handleKeyDown: (_, event) => handleKey(event),
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-readonly': String(isReadOnly),
        ...(describedBy ? { 'aria-invalid': 'true', 'aria-describedby': describedBy } : {}),
      },
    },
  });
  const typed = useEditorState({
    editor,
    selector: () => {
      const { $from, empty } = editor.state.selection;
      const text = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
      return empty && editor.isFocused ? typedVariable(text) : null;
    },
  });
  const suggestions = useSuggestions(typed?.query ?? null, variables, ({ name }) =>
    editor.chain().focus().insertVariable(name, typed?.length).run(),
  );

  const follow = useEffectEvent((body: string) => {
    if (body !== tidyBody(writeBody(editor.state.doc))) {
      editor.commands.setContent(readBody(body).toJSON(), { emitUpdate: false });
    }
  });
  // Follows external changes: a restored or reset text, or another person's.
  useEffect(() => follow(value), [value]);
  useEffect(() => editor.setEditable(!isReadOnly, false), [editor, isReadOnly]);

  useImperativeHandle(ref, () => ({
    show: (line, column) => {
      const { doc } = editor.state;
      const place = findPlace(doc, writeBody(doc), line, column);
      const isChip = doc.nodeAt(place.from)?.type.name === 'variable';
      const chain = editor.chain().focus();
      if (isChip) chain.setNodeSelection(place.from);
      else chain.setTextSelection(place);
      chain.scrollIntoView().run();
    },
    insert: (name) => editor.chain().focus().insertVariable(name).run(),
  }));

  return (
    <RichTextEditor
      editor={editor}
      labels={labels}
      classNames={{ root: classes.root ?? '', content: classes.content ?? '' }}
      data-invalid={describedBy !== undefined || undefined}
    >
      {isReadOnly ? null : (
        <BodyToolbar
          editor={editor}
          variables={variables}
          isLinkOpen={isLinkOpen}
          setIsLinkOpen={setIsLinkOpen}
        />
      )}
      <RichTextEditor.Content />
      {isReadOnly ? null : <SelectionBar editor={editor} variables={variables} styleOf={styleOf} />}
      <CaretSuggestions editor={editor} suggestions={suggestions} />
    </RichTextEditor>
  );
}
