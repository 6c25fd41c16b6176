import type { Permission } from '@muster/contracts/catalogue';
import type { TablerIcon } from '@tabler/icons-react';
import type { RouteObject } from 'react-router-dom';
import { type MessageKeys, type Messages, type NestedKeyOf, useTranslations } from 'use-intl';

/** The parts of the navigation, from top to bottom. */
export const sections = ['people', 'integrations', 'account', 'learning'] as const;
export type Section = (typeof sections)[number];

/** The full key of a message: `groups.list.title`. */
type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

interface Place {
  readonly label: MessageKey;
  readonly path: string;
  /** Who sees it; without one, everybody. */
  readonly permission?: Permission;
  /** Lower ones come first; 0 unless given. Equal ones follow the order of `nouns.ts`. */
  readonly position?: number;
}

/** A page that the navigation and the command palette lead to. */
export interface NavigationPlace extends Place {
  readonly section: Section;
  readonly icon: TablerIcon;
}

/** Something that only the command palette offers. */
export interface PalettePlace extends Place {
  /** The section whose pages it is listed with; without one, it is a common action. */
  readonly section?: Section;
  readonly icon: TablerIcon;
  /** Not a page of the app: it needs a full page load. */
  readonly isDocument?: true;
}

/** A tab of the page Notification settings. */
export interface SettingsTab extends Place {
  readonly permission: Permission;
  readonly route: RouteObject;
}

/** Where the app leads to the pages of a feature. */
export interface Places {
  /** Its pages below the signed-in frame. */
  readonly routes: RouteObject[];
  /** Who may open them; without one, everybody. */
  readonly permission: Permission | undefined;
  /** Its pages for everybody; the feature's messages are then loaded before sign-in. */
  readonly publicRoutes: RouteObject[];
  readonly settingsTabs: readonly SettingsTab[];
  readonly navigation: readonly NavigationPlace[];
  readonly palette: readonly PalettePlace[];
}

/**
 * Declares the places of a feature. `tools/generate.ts` collects them, and `app` builds the router, the navigation
 * and the command palette from them. Everything here is part of the first load: pages must be imported lazily.
 * @param places what the feature has; the rest is empty. Its pages need the permission of its navigation, unless another
 * is given
 */
export function definePlaces(
  places: Partial<Omit<Places, 'navigation'>> & { readonly navigation?: NavigationPlace },
): Places {
  const { routes = [], publicRoutes = [], settingsTabs = [], navigation, palette = [] } = places;
  const { permission = navigation?.permission } = places;
  return {
    routes,
    permission,
    publicRoutes,
    settingsTabs,
    navigation: navigation ? [navigation] : [],
    palette,
  };
}

/** Sorts places by their position. */
export function byPosition<P extends { readonly position?: number }>(places: readonly P[]): P[] {
  return places.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
}

/** Returns a function that reads the label of a place. `tools/messages` finds these labels in `places.ts`. */
export function usePlaceLabel(): (label: MessageKey) => string {
  return useTranslations();
}
