import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import classes from './fields.module.css';
import { optionId, type Suggestions } from './use-suggestions.ts';
import { VariableLine } from './VariableLine.tsx';

/** The suggestion list under the caret. The focus stays in the text. */
export function SuggestionList({ suggestions }: { suggestions: Suggestions }) {
  const t = useTranslations('emailTemplates.variable');
  const { id, items, marked, choose } = suggestions;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('suggestions')} className={classes.suggestions}>
      {items.map((variable) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text keeps the focus and points here (aria-activedescendant)
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text, which has the focus, handles the keys
        <div
          key={variable.name}
          id={optionId(id, variable)}
          role="option"
          aria-selected={variable === marked}
          className={classes.suggestion}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(variable)}
        >
          <VariableLine variable={variable} />
        </div>
      ))}
    </div>
  );
}
