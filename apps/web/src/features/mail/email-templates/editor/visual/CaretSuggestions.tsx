import { Paper, Portal } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useEffect, useLayoutEffect, useState } from 'react';
import { SuggestionList } from '../fields/SuggestionList.tsx';
import { optionId, type Suggestions } from '../fields/use-suggestions.ts';
import classes from './visual.module.css';

interface CaretSuggestionsProps {
  editor: Editor;
  suggestions: Suggestions;
}

const width = 320;
/** In pixels: slightly more than the maximum height of the list. */
const room = 310;

/** Suggests variables under the caret while somebody types one. */
export function CaretSuggestions({ editor, suggestions }: CaretSuggestionsProps) {
  const [place, setPlace] = useState<{ top: number; left: number; transform?: string | undefined }>();
  const { id, isOpen, marked } = suggestions;
  useLayoutEffect(() => {
    if (!isOpen) return setPlace(undefined);
    const caret = editor.view.coordsAtPos(editor.state.selection.from);
    const left = Math.max(8, Math.min(caret.left, window.innerWidth - width - 8));
    const isAbove = caret.bottom + room > window.innerHeight && caret.top > room;
    setPlace({
      left: left + window.scrollX,
      top: window.scrollY + (isAbove ? caret.top - 6 : caret.bottom + 6),
      transform: isAbove ? 'translateY(-100%)' : undefined,
    });
  }, [editor, isOpen]);
  useEffect(() => {
    const { dom } = editor.view;
    if (isOpen && marked) {
      dom.setAttribute('aria-controls', id);
      dom.setAttribute('aria-activedescendant', optionId(id, marked));
    } else {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    }
  }, [editor, id, isOpen, marked]);
  if (!isOpen || !place) return null;
  return (
    <Portal>
      <Paper shadow="md" p={4} className={classes.floating} style={{ ...place, width }}>
        <SuggestionList suggestions={suggestions} />
      </Paper>
    </Portal>
  );
}
