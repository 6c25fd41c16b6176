import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { parseExpression } from '../body/variable.ts';
import type { ChipStyle } from '../body/variable-node.ts';

const longest = 44;

/** The label of a variable's chip: the first part of its description. */
export function labelOf({ name, description }: Variable): string {
  const [point = ''] = description.split(/[,;(]/);
  return point !== '' && point.length <= longest ? point.trim() : name;
}

/** Returns the style of an expression's chip, see `VariableNode`. */
export function useChipStyle(variables: readonly Variable[]): (expression: string) => ChipStyle {
  const t = useTranslations('emailTemplates.variable');
  return useCallback(
    (expression) => {
      const parsed = parseExpression(expression);
      const nameOf = (name: string) => {
        const known = variables.find((one) => one.name === name);
        return known ? labelOf(known) : name;
      };
      const variable = variables.find(({ name }) => name === parsed?.name);
      if (!parsed || !variable) {
        return { label: expression, kind: t('spoken'), hint: t('unknown'), isKnown: false };
      }
      const { fallback } = parsed;
      const words = fallback && 'words' in fallback ? t('words', { words: fallback.words }) : undefined;
      const otherwise = fallback && 'variable' in fallback ? nameOf(fallback.variable) : words;
      const label = nameOf(parsed.name);
      return {
        label: otherwise ? t('fallback', { label, fallback: otherwise }) : label,
        kind: t('spoken'),
        hint: `${variable.description} · ${t('example', { example: variable.example })}`,
        isKnown: true,
      };
    },
    [t, variables],
  );
}
