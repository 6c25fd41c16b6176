import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { invalidateNouns } from '../../../../platform/api/invalidation.ts';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { callOptions } from '../../../../platform/api/query.ts';
import { notify } from '../../../../platform/notify.tsx';
import type { Template, TemplateText } from '../template.ts';
import type { EditedText } from './drafts.ts';
import { isSameText } from './history/Difference.tsx';

export interface TextCommands {
  /** Saves the text. @param over the version to overwrite on purpose, after a conflict */
  readonly save: (over?: number) => void;
  readonly isSaving: boolean;
  /** Sends a test e-mail with the current text to the signed-in person. */
  readonly test: () => void;
  readonly isTesting: boolean;
  /** Why the current text was refused. */
  readonly refusal: ProblemError | null;
  /** Incremented by each refusal. */
  readonly refusals: number;
  /** Any other problem. */
  readonly problem: ProblemError | null;
}

/** Whether a refusal is about the text itself, so that its `errors` say what to fix. */
export function isAboutText(problem: ProblemError | null): boolean {
  const codes: readonly (string | undefined)[] = ['template_invalid', 'validation_failed'];
  return codes.includes(problem?.code) && (problem?.errors.length ?? 0) > 0;
}

/** Commands that save a text and send a test of it. */
export function useTextCommands(template: Template, edited: EditedText): TextCommands {
  const t = useTranslations('emailTemplates.editor');
  const { key, locale } = template;
  const where = { params: { key }, query: { locale } };
  const remember = useCacheTemplate();
  const client = useQueryClient();
  const [refused, setRefused] = useState<{ text: TemplateText; problem: ProblemError }>();
  const [refusals, setRefusals] = useState(0);
  const refuse = (problem: ProblemError, text: TemplateText) => {
    if (!isAboutText(problem)) return;
    setRefused({ text, problem });
    setRefusals((count) => count + 1);
  };
  const save = useCommand(emailTemplates.save, {
    invalidates: ['emailTemplates', 'auditEvents'],
    onSuccess: (saved, { body: sent }) => {
      remember(saved);
      edited.adopt(saved, sent);
      notify(t('saved'));
    },
    onError: (problem, { body: sent }) => {
      refuse(problem, sent);
      // Loads the other person's text, so that both can be compared.
      if (problem.code === 'version_conflict') void invalidateNouns(client, ['emailTemplates']);
    },
  });
  const test = useCommand(emailTemplates.test, {
    invalidates: ['emails'],
    onSuccess: ({ to }) => notify(t('testSent', { to })),
    onError: (problem) => refuse(problem, edited.text),
  });
  const isElsewhere = (problem: ProblemError | null) =>
    problem !== null && !isAboutText(problem) && problem.code !== 'version_conflict' ? problem : null;
  return {
    save: (over) => {
      if (save.isPending || !edited.isDirty) return;
      save.mutate({ ...where, body: { ...edited.text, expectedVersion: over ?? edited.version } });
    },
    isSaving: save.isPending,
    test: () => {
      if (!test.isPending) test.mutate({ ...where, body: edited.text });
    },
    isTesting: test.isPending,
    refusal: refused && isSameText(refused.text, edited.text) ? refused.problem : null,
    refusals,
    problem: isElsewhere(save.error) ?? isElsewhere(test.error),
  };
}

/** Writes the response of a change to the query cache, so that the editor need not refetch the template. */
export function useCacheTemplate(): (template: Template) => void {
  const client = useQueryClient();
  return (template) => {
    const { key, locale } = template;
    const { queryKey } = callOptions(emailTemplates.get, { params: { key }, query: { locale } });
    client.setQueryData(queryKey, template);
  };
}
