import { Textarea } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import type { ContractForm } from '../../../../platform/form/use-contract-form.ts';
import { atPointer, firstInvalid, mostNetworks, parseNetworks } from './networks.ts';

/** The form values this field needs: one network per line. */
export interface NetworksValues extends Record<string, unknown> {
  allowedIps: string;
}

/** The networks a key can be used from, one per line. */
export function NetworksField<V extends NetworksValues>({ form }: { form: ContractForm<V> }) {
  const t = useTranslations('apiKeys.field');
  return (
    <Textarea
      label={t('networks')}
      description={t('networksHint')}
      placeholder={'203.0.113.0/24\n2001:db8::/32'}
      autosize
      minRows={2}
      maxRows={10}
      autoComplete="off"
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
      {...form.field('allowedIps' as Parameters<typeof form.field>[0])}
    />
  );
}

/** Names the invalid line, both before sending and when the server refuses one. */
export function useNetworksCheck() {
  const t = useTranslations('apiKeys.field');
  return {
    check(text: string): { allowedIps?: string } {
      const networks = parseNetworks(text);
      const invalid = firstInvalid(networks);
      if (invalid) return { allowedIps: t('networkInvalid', { ...invalid }) };
      return networks.length > mostNetworks
        ? { allowedIps: t('tooManyNetworks', { limit: mostNetworks }) }
        : {};
    },
    refused({ errors }: ProblemError, text: string): string | undefined {
      const [found] = errors.flatMap(({ pointer, detail }) => {
        const network = atPointer(pointer, text);
        return network ? [{ line: network.line, detail }] : [];
      });
      return found && t('networkRefused', found);
    },
  };
}
