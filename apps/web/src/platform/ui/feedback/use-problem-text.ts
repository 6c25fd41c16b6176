import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../api/problem.ts';

export interface ProblemText {
  readonly title: string;
  readonly detail: string | undefined;
}

/** The texts of a problem: the API's, already translated, or our own if there was no response. */
export function useProblemText(problem: ProblemError): ProblemText {
  const t = useTranslations('platform.problem');
  switch (problem.code) {
    case 'network_unreachable':
      return { title: t('unreachable.title'), detail: t('unreachable.detail') };
    case 'timed_out':
      return { title: t('timedOut.title'), detail: t('timedOut.detail') };
    default:
      return problem.title
        ? { title: problem.title, detail: problem.detail }
        : { title: t('unknown.title'), detail: t('unknown.detail') };
  }
}
