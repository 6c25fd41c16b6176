import { useTranslations } from 'use-intl';
import type { TemplateVersion } from '../../template.ts';

interface VersionChangeProps {
  row: Pick<TemplateVersion, 'change' | 'restoredVersion' | 'createdBy'>;
}

/** The author of a version, and how it was made. */
export function VersionChange({ row }: VersionChangeProps) {
  const t = useTranslations('emailTemplates.history');
  const { name } = row.createdBy;
  if (row.change === 'reset') return t('reset', { name });
  if (row.change === 'restored') return t('restored', { name, version: row.restoredVersion ?? 0 });
  return t('saved', { name });
}
