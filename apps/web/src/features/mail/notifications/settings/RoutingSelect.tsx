import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { Routing } from '@muster/contracts/mail/notifications';
import { useTranslations } from 'use-intl';

/** How soon somebody is told: at once, once a day, not at all. */
export function RoutingSelect(props: Omit<NativeSelectProps, 'data'>) {
  const t = useTranslations('notifications.settings.routing');
  return (
    <NativeSelect size="sm" data={Routing.options.map((value) => ({ value, label: t(value) }))} {...props} />
  );
}
