import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useQueryClient } from '@tanstack/react-query';
import { callOptions } from '../../../../platform/api/query.ts';
import type { Template } from '../template.ts';

/** Keeps the answer of a change as what is saved now, so that the editor need not wait to read it again. */
export function useRemember(): (template: Template) => void {
  const client = useQueryClient();
  return (template) => {
    const { key, locale } = template;
    const { queryKey } = callOptions(emailTemplates.get, { params: { key }, query: { locale } });
    client.setQueryData(queryKey, template);
  };
}
