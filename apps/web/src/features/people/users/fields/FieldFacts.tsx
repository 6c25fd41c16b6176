import { type UserField, userFields } from '@muster/contracts/people/user-fields';
import { useTranslations } from 'use-intl';
import { Fact } from '../page/Fact.tsx';
import type { User } from '../user.ts';
import { FieldText } from './FieldText.tsx';

const { firstName: _first, lastName: _last, ...others } = userFields;
const shown = Object.keys(others) as UserField[];

/** A user's fields and their values, but for the name. */
export function FieldFacts({ user }: { user: User }) {
  const t = useTranslations('platform.people.field');
  return shown.map((field) => (
    <Fact key={field} term={t(field)}>
      <FieldText field={field} user={user} />
    </Fact>
  ));
}
