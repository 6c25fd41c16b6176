import { Box, Group, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { Initials } from './Initials.tsx';
import classes from './Person.module.css';

interface PersonProps {
  /** First and last name, or the address where both are empty. */
  name: string;
  email: string;
  /** Makes the name a link. */
  to?: string | undefined;
  size?: 'sm' | 'md';
}

/** A person: initials, name, address. */
export function Person({ name, email, to, size = 'sm' }: PersonProps) {
  const hasName = name !== email && name !== '';
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Initials name={hasName ? name : email} size={size} />
      <Box miw={0}>
        <Text size="sm" fw={500} truncate component="div">
          {to ? (
            <Link to={to} className={classes.link}>
              {hasName ? name : email}
            </Link>
          ) : (
            <bdi>{hasName ? name : email}</bdi>
          )}
        </Text>
        {hasName ? (
          <Text size="xs" c="dimmed" truncate component="div">
            <bdi>{email}</bdi>
          </Text>
        ) : null}
      </Box>
    </Group>
  );
}
