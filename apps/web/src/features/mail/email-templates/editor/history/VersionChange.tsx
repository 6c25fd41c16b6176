import { useTranslations } from 'use-intl';
import type { TemplateVersion } from '../../template.ts';

interface VersionChangeProps {
  row: Pick<TemplateVersion, 'change' | 'restoredVersion' | 'createdBy'>;
}

/** Who made a version, and how. */
export function VersionChange({ row }: VersionChangeProps) {
  const t = useTranslations('emailTemplates.history');
  const { name } = row.createdBy;
  if (row.change === 'reset') return t('reset', { name });
  if (row.change === 'restored') return t('restored', { name, version: row.restoredVersion ?? 0 });
  return t('saved', { name });
}
