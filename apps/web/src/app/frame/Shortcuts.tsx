import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy, Suspense } from 'react';

// Most people never open it.
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog.tsx'));

/** Shows the keyboard shortcuts after `?`, wherever nothing is being typed. */
export function Shortcuts() {
  const [isOpen, { open, close }] = useDisclosure();
  // On most keyboards, `?` needs Shift, on some it does not.
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  return isOpen ? (
    <Suspense>
      <ShortcutsDialog onClose={close} />
    </Suspense>
  ) : null;
}
