import { useTranslations } from 'use-intl';
import { CodeSample } from '../../../platform/ui/secrets/CodeSample.tsx';
import { SecretOnce } from '../../../platform/ui/secrets/OneTimeSecret.tsx';
import type { ApiKeyWithSecret } from './api-key.ts';
import { curlFor } from './curl.ts';

interface KeyOnceProps {
  apiKey: ApiKeyWithSecret;
  onDone: () => void;
}

/** A new key, shown this once, with a line that tries it out. */
export function KeyOnce({ apiKey, onDone }: KeyOnceProps) {
  const t = useTranslations('apiKeys.once');
  const curl = curlFor(apiKey.key, apiKey.scopes);
  return (
    <SecretOnce label={t('label')} secret={apiKey.key} doneLabel={t('done')} onDone={onDone}>
      {curl ? <CodeSample label={t('tryIt')}>{curl}</CodeSample> : null}
    </SecretOnce>
  );
}
