import { NativeSelect, type NativeSelectProps, Text } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { notifications, Routing } from '@muster/contracts/mail/notifications';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { useMe } from '../../../../platform/session/me.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { changesOf, type NotificationSetting, type SettingValues } from './setting-values.ts';
import classes from './settings.module.css';

const channels = ['inApp', 'email'] as const;

/** A table of events by channel; each cell chooses how soon to notify. */
export function NotificationSettingsForm({ settings }: { settings: readonly NotificationSetting[] }) {
  const t = useTranslations('notifications.settings');
  const { timeZone } = useMe().account;
  const initialValues: SettingValues = { rows: settings };
  const form = useContractForm(notifications.saveSettings, {
    initialValues,
    toInput: (values, { rows }) => ({ body: changesOf(rows, values) }),
    invalidates: ['notifications'],
    onSuccess: ({ data }) => {
      form.form.setInitialValues({ rows: data });
      form.form.reset();
      notify(t('saved'));
    },
  });

  // Takes over what was saved in another window, unless the form has unsaved input.
  useDidUpdate(() => {
    if (form.isDirty) return;
    form.form.setInitialValues({ rows: settings });
    form.form.reset();
  }, [JSON.stringify(settings)]);

  return (
    <GuardedForm form={form} aria-label={t('title')}>
      <Section title={t('title')} description={t('text')}>
        <table className={classes.table} aria-label={t('title')}>
          <thead>
            <tr>
              <th scope="col">{t('event')}</th>
              {channels.map((channel) => (
                <th key={channel} scope="col">
                  {t(`channel.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {form.values.rows.map(({ event }, index) => (
              <tr key={event}>
                <th scope="row">
                  <Text size="sm" fw={500}>
                    {t(`name.${event}`)}
                  </Text>
                  <Text size="xs" c="dimmed" fw={400}>
                    {t(`hint.${event}`)}
                  </Text>
                </th>
                {channels.map((channel) => (
                  <td key={channel} data-label={t(`channel.${channel}`)}>
                    <RoutingSelect
                      aria-label={t('choice', {
                        event: t(`name.${event}`),
                        channel: t(`channel.${channel}`),
                      })}
                      {...form.field(`rows.${index}.${channel}`)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Text size="xs" c="dimmed" mt="md">
          {t('daily', { timeZone: timeZone.replaceAll('_', ' ') })}
        </Text>
      </Section>
      <div>
        <SubmitButton form={form} disabled={!form.isDirty}>
          {t('save')}
        </SubmitButton>
      </div>
    </GuardedForm>
  );
}

/** Chooses how soon to notify: immediately, once a day or never. */
function RoutingSelect(props: Omit<NativeSelectProps, 'data'>) {
  const t = useTranslations('notifications.settings.routing');
  return (
    <NativeSelect size="sm" data={Routing.options.map((value) => ({ value, label: t(value) }))} {...props} />
  );
}
