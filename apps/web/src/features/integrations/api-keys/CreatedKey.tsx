import { useTranslations } from 'use-intl';
import { CodeSample } from '../../../platform/ui/secrets/CodeSample.tsx';
import { OneTimeSecret } from '../../../platform/ui/secrets/OneTimeSecret.tsx';
import type { ApiKeyWithSecret } from './api-key.ts';
import { curlFor } from './curl.ts';

interface CreatedKeyProps {
  apiKey: ApiKeyWithSecret;
  onDone: () => void;
}

/** A new key, shown only once, with a command that tries it out. */
export function CreatedKey({ apiKey, onDone }: CreatedKeyProps) {
  const t = useTranslations('apiKeys.once');
  const curl = curlFor(apiKey.key, apiKey.scopes);
  return (
    <OneTimeSecret label={t('label')} secret={apiKey.key} doneLabel={t('done')} onDone={onDone}>
      {curl ? <CodeSample label={t('tryIt')}>{curl}</CodeSample> : null}
    </OneTimeSecret>
  );
}
