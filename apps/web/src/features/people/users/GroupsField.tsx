import { groups } from '@muster/contracts/people/groups';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { SearchMultiSelect } from '../../../platform/form/SearchMultiSelect.tsx';
import { useGroupSearch } from '../../../platform/people/use-group-search.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { useProblemText } from '../../../platform/ui/feedback/use-problem-text.ts';
import type { UserGroup } from './user.ts';

interface GroupsFieldProps {
  value: readonly UserGroup[];
  onChange: (groups: UserGroup[]) => void;
  error?: ReactNode;
  description?: ReactNode;
  /** Whether a new group can be created from a typed name. */
  isCreatable?: boolean;
}

/** Chooses a user's groups by name. A group with a new name can be created right there. */
export function GroupsField({ value, onChange, error, description, isCreatable = true }: GroupsFieldProps) {
  const t = useTranslations('users.groupsField');
  const found = useGroupSearch();
  const mayCreate = useCan('groups:write') && isCreatable;
  const [refused, setRefused] = useState<ProblemError>();
  const create = useCommand(groups.create, {
    invalidates: ['groups', 'auditEvents'],
    onSuccess: ({ id, name }) => onChange([...value, { id, name }]),
    onError: setRefused,
  });
  return (
    <SearchMultiSelect
      label={t('label')}
      description={description}
      placeholder={t('placeholder')}
      error={refused ? <Refusal problem={refused} /> : error}
      value={value}
      onChange={(chosen) => {
        setRefused(undefined);
        onChange(chosen.map(({ id, name }) => ({ id, name })));
      }}
      options={found.options}
      onSearch={(text) => {
        setRefused(undefined);
        found.search(text);
      }}
      isLoading={found.isLoading}
      isCreating={create.isPending}
      onCreate={mayCreate ? (name) => create.mutate({ body: { name } }) : undefined}
    />
  );
}

function Refusal({ problem }: { problem: ProblemError }) {
  const { title } = useProblemText(problem);
  return problem.errors[0]?.detail ?? title;
}
