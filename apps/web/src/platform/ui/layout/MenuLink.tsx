import { Menu } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { Link, type To } from 'react-router-dom';

interface MenuLinkProps {
  to: To;
  icon: TablerIcon;
  children: string;
}

/** A menu item that is a link. */
export function MenuLink({ to, icon: Icon, children }: MenuLinkProps) {
  return (
    <Menu.Item component={Link} to={to} leftSection={<Icon size={16} aria-hidden />}>
      {children}
    </Menu.Item>
  );
}
