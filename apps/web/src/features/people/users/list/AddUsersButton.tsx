import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileSpreadsheet, IconUserPlus } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { Can } from '../../../../platform/session/me.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../../platform/ui/layout/MenuLink.tsx';
import classes from './users.module.css';

/** A button to add users, with a menu to import them from a file. */
export function AddUsersButton() {
  const t = useTranslations('users.list');
  return (
    <Can permission="users:write">
      <Button.Group>
        <ButtonLink to={paths.addUsers()} icon={IconUserPlus} isMain>
          {t('add')}
        </ButtonLink>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button px={8} aria-label={t('moreWays')} className={classes.moreWays}>
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <MenuLink to={paths.importUsers()} icon={IconFileSpreadsheet}>
              {t('import')}
            </MenuLink>
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
    </Can>
  );
}
