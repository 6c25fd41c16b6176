import { IconPencil, IconPlayerPause, IconTemplate } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import type { Template } from '../template.ts';

/** Whether a text is customised, and whether the e-mail is sent at all. */
export function TemplateBadges({ template }: { template: Template }) {
  const t = useTranslations('emailTemplates');
  return (
    <>
      {template.isCustomised ? (
        <StatusBadge tone="waiting" icon={IconPencil}>
          {t('list.customised')}
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral" icon={IconTemplate}>
          {t('list.default')}
        </StatusBadge>
      )}
      {template.isEnabled ? null : (
        <StatusBadge tone="warning" icon={IconPlayerPause}>
          {t('editor.off')}
        </StatusBadge>
      )}
    </>
  );
}
