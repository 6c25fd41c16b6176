import { useDebouncedValue } from '@mantine/hooks';
import type { CallInput, CallResult } from '@muster/contracts/kit/endpoint';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useMemo, useState } from 'react';
import type { ProblemError } from '../api/problem.ts';
import { useCall } from '../api/query.ts';

type Input = CallInput<typeof emailTemplates.preview>;
type Preview = CallResult<typeof emailTemplates.preview>;

export interface EmailPreviewState {
  /** The last mail that could be made. */
  readonly preview: Preview | undefined;
  /** Why the text as it is now makes no mail. */
  readonly problem: ProblemError | null;
  readonly retry: () => void;
}

const pause = 400;

/**
 * The mail a text makes, asked for when somebody pauses typing; what is outdated meanwhile is called off.
 * @param input the key, the language and the text, see `emailTemplates.preview`
 * @param isEnabled false while nobody may see it
 */
export function useEmailPreview(input: Input, isEnabled = true): EmailPreviewState {
  // As text, for the same question written anew is no new question.
  const [asked] = useDebouncedValue(JSON.stringify(input), pause);
  const question = useMemo(() => JSON.parse(asked) as Input, [asked]);
  const answer = useCall(emailTemplates.preview, question, { enabled: isEnabled });
  const [last, setLast] = useState<Preview>();
  if (answer.data && answer.data !== last) setLast(answer.data);
  return { preview: answer.data ?? last, problem: answer.error, retry: () => void answer.refetch() };
}
