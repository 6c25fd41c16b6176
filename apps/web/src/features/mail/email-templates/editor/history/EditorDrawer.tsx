import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';

/**
 * The drawers beside the editor. A query parameter, not a path, so that opening one does not trigger the
 * unsaved-text question.
 */
export type Beside = 'differences' | 'history' | 'theirs';

/** The open drawer beside the editor, and a function to open another; `null` closes it. */
export function useBeside() {
  const [search, setSearch] = useSearchParams();
  const open = (beside: Beside | null, version?: number) =>
    setSearch(
      (now) => {
        now.delete('show');
        now.delete('version');
        if (beside) now.set('show', beside);
        if (version !== undefined) now.set('version', String(version));
        return now;
      },
      { preventScrollReset: true },
    );
  const version = Number(search.get('version'));
  return {
    beside: search.get('show') as Beside | null,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    open,
  };
}

interface EditorDrawerProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A drawer beside the editor. */
export function EditorDrawer({ title, isOpen, onClose, children }: EditorDrawerProps) {
  const t = useTranslations('platform.ui');
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={title}
      position="right"
      size={560}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      styles={{ title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' } }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Drawer>
  );
}
