import { Button, Stack } from '@mantine/core';
import type { CallInput, Endpoint } from '@muster/contracts/kit/endpoint';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '../../../platform/api/download.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';

interface DownloadButtonProps<E> {
  endpoint: E;
  input: CallInput<E>;
  children: string;
}

/** Downloads the response of an endpoint as a file. */
export function DownloadButton<const E extends Endpoint & { readonly method: 'GET' }>({
  endpoint,
  input,
  children,
}: DownloadButtonProps<E>) {
  const saving = useMutation<void, ProblemError>({ mutationFn: () => download(endpoint, input) });
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {children}
      </Button>
      {saving.error ? <ProblemAlert problem={saving.error} /> : null}
    </Stack>
  );
}
