import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { StrengthMeter } from './StrengthMeter.tsx';

interface PasswordFieldProps extends PasswordInputProps {
  /**
   * `new` for a password being chosen: password managers then suggest one, and the strength meter appears.
   */
  kind: 'current' | 'new';
  /** Known facts about the person that the password should not consist of. */
  personal?: readonly string[];
}

/** A password field: can reveal its value, allows pasting, and shows the strength of a new password. */
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
        // Mantine marks only the wrapper; assistive technology and `Form` need it on the input.
        aria-invalid={Boolean(props.error)}
        {...props}
      />
      {isNew ? <StrengthMeter password={String(props.value ?? '')} personal={personal} /> : null}
    </div>
  );
}
