import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import type { ApiKeyWithSecret } from '../api-key.ts';
import { CreatedKey } from '../CreatedKey.tsx';
import { NewApiKeyForm } from './NewApiKeyForm.tsx';

/** Creates a key and shows it once. */
export function NewApiKeyPage() {
  const t = useTranslations('apiKeys');
  const navigate = useNavigate();
  const [created, setCreated] = useState<ApiKeyWithSecret>();
  return (
    <div style={{ maxWidth: 820 }}>
      <PageHeader
        title={created ? t('new.createdTitle', { name: created.name }) : t('new.title')}
        description={created ? undefined : t('new.description')}
        above={<BackLink to={paths.apiKeys()}>{t('list.title')}</BackLink>}
      />
      {created ? (
        <CreatedKey apiKey={created} onDone={() => void navigate(paths.apiKey(created.id))} />
      ) : (
        <NewApiKeyForm onCreated={setCreated} />
      )}
    </div>
  );
}
