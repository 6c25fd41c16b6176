import { Input, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Section } from '../../../platform/ui/layout/Section.tsx';

type Scheme = 'auto' | 'light' | 'dark';

/** Light, dark or the system's setting. It belongs to this browser, so it is not stored in the profile. */
export function Appearance() {
  const t = useTranslations('me.theme');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <Section title={t('title')}>
      <Input.Wrapper label={t('label')} labelElement="div" labelProps={{ id }} description={t('hint')}>
        <SegmentedControl
          mt="xs"
          aria-labelledby={id}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as Scheme)}
          data={[
            { value: 'auto', label: t('auto') },
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
          ]}
        />
      </Input.Wrapper>
    </Section>
  );
}
