import { Alert, Anchor, List, Text } from '@mantine/core';
import type { FieldError } from '@muster/contracts/errors';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';

interface ProblemsProps {
  ref?: Ref<HTMLDivElement>;
  id: string;
  errors: readonly FieldError[];
  /** Moves the caret to the position of a problem. */
  onShow: (error: FieldError) => void;
}

/** Lists the problems of a text, each with a link to its position. */
export function Problems({ ref, id, errors, onShow }: ProblemsProps) {
  const t = useTranslations('emailTemplates');
  const partOf = ({ pointer }: FieldError) =>
    pointer === '#/subject' ? t('field.subject') : t('field.body');
  return (
    <Alert
      ref={ref}
      id={id}
      role="status"
      tabIndex={-1}
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('problem.title', { count: errors.length })}
    >
      <List size="sm" spacing={6}>
        {errors.map((error, index) => {
          const { line, column, detail } = error;
          const key = `${error.pointer} ${line} ${column} ${error.code} ${index}`;
          return (
            <List.Item key={key}>
              {detail}{' '}
              <Text span size="xs" c="dimmed">
                {partOf(error)}
              </Text>{' '}
              <Anchor component="button" type="button" size="sm" onClick={() => onShow(error)}>
                {t('problem.show')}
              </Anchor>
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
