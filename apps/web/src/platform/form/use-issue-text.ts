import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldIssue } from './field-errors.ts';

/** Returns a function that translates a field issue for the person. */
export function useIssueText(): (issue: FieldIssue) => string {
  const t = useTranslations('platform.form.issues');
  return useCallback(
    ({ code, limit }) => {
      switch (code) {
        case 'required':
          return t('required');
        case 'too_small':
          return t('tooSmall', { limit });
        case 'too_big':
          return t('tooBig', { limit });
        case 'email_invalid':
          return t('email');
        case 'invisible_characters':
          return t('invisible');
        case 'control_characters':
          return t('controlCharacters');
        case 'link_in_name':
          return t('link');
        default:
          return t('invalid');
      }
    },
    [t],
  );
}
