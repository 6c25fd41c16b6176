import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { notify } from '../../../../platform/notify.tsx';
import type { TemplateRow } from '../template.ts';

export interface Sending {
  /** Whether the e-mail is enabled; optimistic while a request is pending. */
  readonly isOn: (row: TemplateRow) => boolean;
  readonly isBusy: (row: TemplateRow) => boolean;
  readonly turn: (row: TemplateRow, isEnabled: boolean) => void;
  readonly problem: ProblemError | null;
}

/** Turns e-mails on and off, one at a time. */
export function useSending(): Sending {
  const t = useTranslations('emailTemplates.list');
  const command = useCommand(emailTemplates.update, {
    invalidates: ['emailTemplates', 'auditEvents'],
    onSuccess: ({ name, isEnabled }) =>
      notify(isEnabled ? t('turnedOn', { name }) : t('turnedOff', { name })),
  });
  const wanted = (row: TemplateRow) =>
    command.variables?.params.key === row.key && !command.isError
      ? command.variables.body.isEnabled
      : undefined;
  return {
    isOn: (row) => (command.isPending ? wanted(row) : undefined) ?? row.isEnabled,
    isBusy: (row) => command.isPending && wanted(row) !== undefined,
    turn: (row, isEnabled) => {
      if (!command.isPending) command.mutate({ params: { key: row.key }, body: { isEnabled } });
    },
    problem: command.error,
  };
}
