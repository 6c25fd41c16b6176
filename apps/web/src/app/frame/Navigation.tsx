import { useId } from 'react';
import { NavLink } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { places } from '../../generated/places.ts';
import { byPosition, type Section, sections, usePlaceLabel } from '../../platform/places.ts';
import { useMe } from '../../platform/session/me.tsx';
import classes from './AppFrame.module.css';

const all = byPosition(places.flatMap(({ navigation }) => navigation));

/** The left navigation: what the person can manage, and their own learning. */
export function Navigation() {
  const t = useTranslations('app.frame');
  return sections.map((section) => (
    <Places
      key={section}
      section={section}
      heading={section === 'integrations' ? t('integrations') : undefined}
    />
  ));
}

interface PlacesProps {
  section: Section;
  heading: string | undefined;
}

/** The places of a section that the person may see. */
function Places({ section, heading }: PlacesProps) {
  const labelOf = usePlaceLabel();
  const { permissions } = useMe();
  const id = useId();
  const allowed = all.filter(
    (place) => place.section === section && (!place.permission || permissions.includes(place.permission)),
  );
  if (allowed.length === 0) return null;
  return (
    <div className={classes.places}>
      {heading ? (
        <p id={id} className={classes.heading}>
          {heading}
        </p>
      ) : null}
      <ul className={classes.links} aria-labelledby={heading ? id : undefined}>
        {allowed.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <NavLink to={path} className={classes.link ?? ''}>
              <Icon size={18} stroke={1.7} aria-hidden />
              {labelOf(label)}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
