import { useDebouncedValue } from '@mantine/hooks';
import type { CallInput, CallResult } from '@muster/contracts/kit/endpoint';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { useMemo, useState } from 'react';
import type { ProblemError } from '../api/problem.ts';
import { useCall } from '../api/query.ts';

type Input = CallInput<typeof emailTemplates.preview>;
type Preview = CallResult<typeof emailTemplates.preview>;

export interface EmailPreviewState {
  /** The last e-mail that was rendered successfully. */
  readonly preview: Preview | undefined;
  /** Why the current text could not be rendered. */
  readonly problem: ProblemError | null;
  readonly retry: () => void;
}

const pause = 400;

/**
 * Renders the preview of a text. Requests are debounced, and outdated ones are aborted.
 * @param input the key, the language and the text, see `emailTemplates.preview`
 * @param isEnabled false while the preview is hidden or not permitted
 */
export function useEmailPreview(input: Input, isEnabled = true): EmailPreviewState {
  // Serialised, so that an equal input does not trigger a new request.
  const [debounced] = useDebouncedValue(JSON.stringify(input), pause);
  const question = useMemo(() => JSON.parse(debounced) as Input, [debounced]);
  const answer = useCall(emailTemplates.preview, question, { enabled: isEnabled });
  const [last, setLast] = useState<Preview>();
  if (answer.data && answer.data !== last) setLast(answer.data);
  return { preview: answer.data ?? last, problem: answer.error, retry: () => void answer.refetch() };
}
