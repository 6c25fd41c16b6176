import { Radio, Stack } from '@mantine/core';
import type { Role } from '@muster/contracts/permissions';
import { useTranslations } from 'use-intl';
import { useGivableRoles } from '../use-givable-roles.ts';

interface RoleFieldProps {
  value: Role | undefined;
  onChange: (role: Role) => void;
}

/** Chooses a role, among those that the person may give. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  const t = useTranslations('users.bulk');
  const tp = useTranslations('platform.people');
  const offered = useGivableRoles();
  const choose = (text: string) => {
    const role = offered.find((one) => one === text);
    if (role) onChange(role);
  };
  return (
    <Radio.Group label={t('role')} value={value ?? null} onChange={choose}>
      <Stack gap={8} mt={6}>
        {offered.map((role) => (
          <Radio key={role} value={role} label={tp(`role.${role}`)} description={t(`roleHint.${role}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
