import { Anchor, Progress, Stack, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import classes from '../imports.module.css';
import { progressOf, type UserImport } from '../user-import.ts';
import { isUnderWay } from './use-followed-imports.ts';

interface FollowedImportsProps {
  imports: readonly UserImport[];
  onOpen: () => void;
}

/** Imports in the bell: their progress, then their result, each with the way to its page. */
export function FollowedImports({ imports, onOpen }: FollowedImportsProps) {
  const t = useTranslations('userImports.bell');
  if (imports.length === 0) return null;
  return (
    <Stack component="section" gap="xs" className={classes.followed ?? ''} aria-label={t('title')}>
      {imports.map((one) => (
        <Followed key={one.id} userImport={one} onOpen={onOpen} />
      ))}
    </Stack>
  );
}

function Followed({ userImport, onOpen }: { userImport: UserImport; onOpen: () => void }) {
  const t = useTranslations('userImports.bell');
  const { id, fileName: name, status, counts } = userImport;
  const { done, total } = progressOf(userImport);
  const texts = {
    previewed: '',
    queued: t('waiting', { name }),
    running: t('running', { name, done, total }),
    done: t('done', { name, error: counts.error }),
    cancelled: t('cancelled', { name }),
    undoing: t('undoing', { name }),
    undone: t('undone', { name }),
  } satisfies Record<UserImport['status'], string>;
  return (
    <div>
      <Text size="sm" role="status">
        <Anchor component={Link} to={paths.userImport(id)} onClick={onOpen} inherit>
          {texts[status]}
        </Anchor>
      </Text>
      {isUnderWay(userImport) ? (
        <Progress.Root size="sm" mt={6}>
          <Progress.Section
            value={total === 0 ? 0 : Math.floor((done / total) * 100)}
            aria-label={t('progress', { name })}
          />
        </Progress.Root>
      ) : null}
    </div>
  );
}
