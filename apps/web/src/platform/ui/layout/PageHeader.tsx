import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

interface PageHeaderProps {
  title: string;
  /** Before the title, e.g. a person's initials. */
  lead?: ReactNode;
  /** Small and beside the title, e.g. a status or a count. */
  aside?: ReactNode;
  description?: ReactNode;
  /** The page's buttons, the main one last. */
  actions?: ReactNode;
  /** Above the title, e.g. a link back to the list. */
  above?: ReactNode;
}

/** A page's heading. It also sets the document title, and takes the focus after navigation. */
export function PageHeader({ title, lead, aside, description, actions, above }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const isFirstPage = useRef(key === 'default');

  useEffect(() => {
    // After navigation, screen readers start reading here; the first page is read from the top anyway.
    if (!isFirstPage.current) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Box component="header" mb="lg">
      <PageTitle>{title}</PageTitle>
      {above}
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="sm" wrap="nowrap" miw={0}>
          {lead}
          <Box miw={0}>
            <Group gap="sm">
              <Title
                order={1}
                ref={heading}
                tabIndex={-1}
                style={{ outline: 'none', overflowWrap: 'anywhere' }}
              >
                {title}
              </Title>
              {aside}
            </Group>
            {description ? (
              <Text c="dimmed" size="sm" mt={4} maw={640} style={{ overflowWrap: 'anywhere' }}>
                {description}
              </Text>
            ) : null}
          </Box>
        </Group>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
    </Box>
  );
}

/** Sets the document title. `PageHeader` does so itself; use this on pages without one. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · Muster`}</title>;
}
