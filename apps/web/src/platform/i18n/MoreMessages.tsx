import { type ReactNode, useEffect } from 'react';
import { PageLoader } from '../ui/feedback/PageLoader.tsx';
import { type LoadMessages, useLanguage } from './LanguageProvider.tsx';

interface MoreMessagesProps {
  part: LoadMessages;
  children: ReactNode;
}

/** Renders its children once their messages are loaded. */
export function MoreMessages({ part, children }: MoreMessagesProps) {
  const { include, included } = useLanguage();
  useEffect(() => include(part), [include, part]);
  return included.includes(part) ? children : <PageLoader />;
}
