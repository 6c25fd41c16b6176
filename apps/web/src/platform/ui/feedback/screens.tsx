import { defined } from '@muster/contracts/kit/defined';
import { type ComponentType, Fragment, useEffect, useEffectEvent, useState } from 'react';
import type { RouteObject } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { onConnectionChange, useIsOnline } from '../../api/connection.ts';
import { reloadForNewVersion, reloadIfServed } from '../../version.ts';
import { PageLoader } from './PageLoader.tsx';
import { ScreenError, ScreenMessage } from './ScreenError.tsx';

/** Loads the code of a screen. */
type Load = () => Promise<ComponentType>;

/**
 * Gives each screen an error boundary of its own, so that what is around it and behind it stays, and a second chance
 * to load its code. The router has neither: it shows nothing for a route whose code does not arrive, and never asks
 * for it again.
 */
export function withErrorScreens(routes: readonly RouteObject[]): RouteObject[] {
  return routes.map((route) => {
    const screen = { ...withSecondChance(route), ErrorBoundary: ScreenError };
    return screen.index
      ? screen
      : { ...screen, ...defined({ children: route.children && withErrorScreens(route.children) }) };
  });
}

/**
 * Gives one screen a second chance to load its code.
 * @param Around the landmark for the message, if the screen has nothing around it
 */
export function withSecondChance(route: RouteObject, Around?: 'main'): RouteObject {
  const load = typeof route.lazy === 'object' ? (route.lazy.Component as Load | undefined) : undefined;
  if (!load) return route;
  return { ...route, lazy: { Component: () => load().catch(() => lateScreen(load, Around)) } } as RouteObject;
}

/** The screen whose code did not arrive: says so, and shows the screen as soon as it is there. */
function lateScreen(load: Load, Around: 'main' | typeof Fragment = Fragment): ComponentType {
  return function LateScreen() {
    const t = useTranslations('platform.screenError');
    const isOnline = useIsOnline();
    const [Screen, setScreen] = useState<ComponentType>();
    const [state, setState] = useState<'checking' | 'missing' | 'trying'>('checking');
    const retry = useEffectEvent(async () => {
      setState('trying');
      const Late = await load().catch(() => undefined);
      if (Late) setScreen(() => Late);
      else if (!(await reloadIfServed())) setState('missing');
    });
    useEffect(() => {
      void reloadForNewVersion().then((reloads) => reloads || setState('missing'));
      return onConnectionChange((isBack) => {
        if (isBack) void retry();
      });
    }, []);

    if (Screen) return <Screen />;
    if (state === 'checking') return <PageLoader />;
    return (
      <Around>
        <ScreenMessage
          title={t('notLoaded')}
          text={isOnline ? t('notLoadedText') : t('offlineText')}
          action={t('retry')}
          isPending={state === 'trying'}
          onAct={() => void retry()}
        />
      </Around>
    );
  };
}
