import { Drawer } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { PageTitle } from './PageHeader.tsx';

interface RouteDrawerProps {
  title: string;
  /** The path of the page behind it; its search and filters stay. */
  backTo: string;
  /** Its width in pixels, if there is room. */
  size?: number;
  children: ReactNode;
}

/** A drawer with its own URL. Closing it goes back to the page behind it. */
export function RouteDrawer({ title, backTo, size = 460, children }: RouteDrawerProps) {
  const t = useTranslations('platform.ui');
  const close = useCloseDrawer(backTo);
  const opener = useRef(document.activeElement);

  useEffect(() => {
    const { current } = opener;
    return () => {
      // Restores the focus; the drawer's own focus return does not survive unmounting.
      if (current instanceof HTMLElement) requestAnimationFrame(() => current.isConnected && current.focus());
    };
  }, []);

  return (
    <Drawer
      opened
      onClose={close}
      title={title}
      position="right"
      size={size}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      styles={{
        title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)', overflowWrap: 'anywhere' },
      }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <PageTitle>{title}</PageTitle>
      {children}
    </Drawer>
  );
}

/** Returns a function that closes a drawer and keeps the search and filters of the page behind it. */
export function useCloseDrawer(backTo: string): () => void {
  const navigate = useNavigate();
  const { search } = useLocation();
  return useCallback(() => void navigate({ pathname: backTo, search }), [navigate, backTo, search]);
}
