import { VisuallyHidden } from '@mantine/core';
import { diffArrays } from 'diff';
import { Fragment, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateText } from '../../template.ts';
import classes from './history.module.css';
import { type LinkWords, readableBody } from './readable.ts';

interface DifferenceProps {
  from: TemplateText;
  to: TemplateText;
}

/** A word-by-word diff of two texts. Additions and removals are also marked without colour. */
export function Difference({ from, to }: DifferenceProps) {
  const t = useTranslations('emailTemplates.difference');
  const words = useMemo<LinkWords>(
    () => ({
      button: (label, target) => t('button', { label, target }),
      link: (label, target) => t('link', { label, target }),
    }),
    [t],
  );
  const bodies = useMemo(
    () => ({ from: readableBody(from.body, words), to: readableBody(to.body, words) }),
    [from.body, to.body, words],
  );
  const isSameWords = bodies.from === bodies.to;
  return (
    <dl className={classes.difference}>
      <dt>{t('subject')}</dt>
      <dd>
        <Words from={from.subject} to={to.subject} />
      </dd>
      <dt>{t('body')}</dt>
      <dd>
        {isSameWords && from.body !== to.body ? <p className={classes.note}>{t('formatOnly')}</p> : null}
        <Words from={bodies.from} to={bodies.to} />
      </dd>
    </dl>
  );
}

/** Whether two texts have the same contents and the same form. */
export function isSameText(one: TemplateText, other: TemplateText): boolean {
  return one.subject === other.subject && one.body === other.body;
}

function Words({ from, to }: { from: string; to: string }) {
  const t = useTranslations('emailTemplates.difference');
  const changes = useMemo(() => diffWords(from, to), [from, to]);
  let at = 0;
  return changes.map(({ value, added, removed }) => {
    const key = at;
    at += value.length;
    const text = value.join('');
    if (!added && !removed) return <Fragment key={key}>{text}</Fragment>;
    const Tag = added ? 'ins' : 'del';
    return (
      <Fragment key={`${key} ${Tag}`}>
        <Tag>
          <VisuallyHidden>{added ? t('inserted') : t('deleted')} </VisuallyHidden>
          {text.trimEnd()}
          <VisuallyHidden> {t('end')}</VisuallyHidden>
        </Tag>
        {text.slice(text.trimEnd().length)}
      </Fragment>
    );
  });
}

/** Words with their trailing space; a variable counts as one word. */
const word = /\{\{.*?\}\}\s*|(?:(?!\{\{)\S)+\s*|\s+/g;

function diffWords(from: string, to: string) {
  return diffArrays(from.match(word) ?? [], to.match(word) ?? [], {
    comparator: (one, other) => one.trimEnd() === other.trimEnd(),
  });
}
