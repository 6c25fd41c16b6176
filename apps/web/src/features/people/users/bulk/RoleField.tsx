import { Radio, Stack } from '@mantine/core';
import { Role } from '@muster/contracts/permissions';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../../platform/session/me.tsx';

interface RoleFieldProps {
  value: Role | undefined;
  onChange: (role: Role) => void;
}

/** Chooses a role. Only owners can make owners. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  const t = useTranslations('users.bulk');
  const tp = useTranslations('platform.people');
  const mayMakeOwners = useCan('owners:write');
  const offered = Role.options.filter((role) => role !== 'owner' || mayMakeOwners);
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
