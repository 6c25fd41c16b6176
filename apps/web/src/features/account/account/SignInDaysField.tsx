import { NumberInput, type NumberInputProps } from '@mantine/core';

/** A number of days after which a sign-in ends. */
export function SignInDaysField(props: NumberInputProps) {
  return (
    <NumberInput
      min={1}
      max={365}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      {...props}
    />
  );
}
