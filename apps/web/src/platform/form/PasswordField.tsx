import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { StrengthMeter } from './StrengthMeter.tsx';

interface PasswordFieldProps extends PasswordInputProps {
  /** `new` for a password that is being chosen: password managers then offer one, and its strength shows. */
  kind: 'current' | 'new';
  /** What others know about the person, and no password should consist of. */
  personal?: readonly string[];
}

/** A password: may be shown, may be pasted, and says how strong it is while it is chosen. */
export function PasswordField({ kind, personal = [], ...props }: PasswordFieldProps) {
  const t = useTranslations('platform.form.password');
  const isNew = kind === 'new';
  return (
    <div>
      <PasswordInput
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        withAsterisk={false}
        maxLength={200}
        {...(isNew
          ? { description: t('hint'), inputWrapperOrder: ['label', 'input', 'error', 'description'] }
          : {})}
        visibilityToggleButtonProps={{ 'aria-label': t('show'), tabIndex: 0 }}
        // Mantine marks the frame only; assistive technology and `Form` look at the input.
        aria-invalid={Boolean(props.error)}
        {...props}
      />
      {isNew ? <StrengthMeter password={String(props.value ?? '')} personal={personal} /> : null}
    </div>
  );
}
