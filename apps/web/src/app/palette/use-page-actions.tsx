import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { places } from '../../generated/places.ts';
import { byPosition, type PalettePlace, sections, usePlaceLabel } from '../../platform/places.ts';
import { useMe } from '../../platform/session/me.tsx';

const all: readonly PalettePlace[] = byPosition(
  places.flatMap(({ navigation, palette }) => [...navigation, ...palette]),
);
const actions = all.filter(({ section }) => section === undefined);
const pages = sections.flatMap((section) => all.filter((place) => place.section === section));

/** Pages and common actions whose name contains what was typed. */
export function usePageActions(query: string): SpotlightActionGroupData[] {
  const t = useTranslations('app.palette');
  const labelOf = usePlaceLabel();
  const navigate = useNavigate();
  const { permissions } = useMe();
  const wanted = query.trim().toLocaleLowerCase();
  const listed = (offered: readonly PalettePlace[]) =>
    offered
      .filter(({ permission }) => permission === undefined || permissions.includes(permission))
      .map((place) => ({ ...place, label: labelOf(place.label) }))
      .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
      .map(({ label, path, icon: Icon, isDocument }) => ({
        id: path,
        label,
        leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
        onClick: () => (isDocument ? window.location.assign(path) : void navigate(path)),
      }));
  return [
    { group: t('actions'), actions: listed(actions) },
    { group: t('goTo'), actions: listed(pages) },
  ];
}
