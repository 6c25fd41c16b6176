import { Group, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { type PasswordLevel, passwordLevel } from './password-strength.ts';
import classes from './StrengthMeter.module.css';

const filled: Readonly<Record<PasswordLevel, number>> = { short: 0, weak: 1, fair: 2, good: 3, strong: 4 };

/** Four bars and a label. It only advises; the server enforces its own rules. */
export function StrengthMeter({ password, personal }: { password: string; personal: readonly string[] }) {
  const t = useTranslations('platform.form.password');
  if (password === '') return null;
  const level = passwordLevel(password, personal);
  return (
    <Group gap="xs" mt={6} wrap="nowrap">
      <div className={classes.bars} data-level={level} aria-hidden>
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-filled={bar <= filled[level] || undefined} />
        ))}
      </div>
      <Text size="xs" c="dimmed" role="status" style={{ whiteSpace: 'nowrap' }}>
        {t('strength', { level })}
      </Text>
    </Group>
  );
}
