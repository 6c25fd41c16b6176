import { Alert, Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { tidyBody } from '../body/body-html.ts';
import { isLossless } from '../body/lossless.ts';
import { VisualBody } from '../visual/VisualBody.tsx';
import { SourceBody } from './SourceBody.tsx';
import type { TextHandle } from './SubjectField.tsx';
import { VariableMenu } from './VariableMenu.tsx';

interface BodyFieldProps {
  ref?: Ref<Pick<TextHandle, 'show'>>;
  value: string;
  onChange: (value: string) => void;
  variables: readonly Variable[];
  isReadOnly: boolean;
  describedBy: string | undefined;
}

/** The text of an e-mail, edited visually or as HTML. What the visual editor would lose is edited as HTML. */
export function BodyField({ ref, value, onChange, ...rest }: BodyFieldProps) {
  const t = useTranslations('emailTemplates');
  const [wantsHtml, setWantsHtml] = useState(false);
  const editor = useRef<TextHandle>(null);
  useImperativeHandle(ref, () => ({
    show: (line, column) => editor.current?.show(line, column),
  }));
  // The visual editor can always represent its own output, even while a word is half typed.
  const [written, setWritten] = useState<string>();
  const mustBeHtml = useMemo(() => value !== written && !isLossless(value), [value, written]);
  const isHtml = wantsHtml || mustBeHtml;
  // Fixing the HTML does not switch to the visual editor in the middle of typing.
  if (isHtml !== wantsHtml) setWantsHtml(isHtml);
  const switchTo = (mode: string) => {
    setWantsHtml(mode === 'html');
    if (mode === 'visual' && !mustBeHtml) onChange(tidyBody(value));
  };
  const write = (body: string) => {
    setWritten(body);
    onChange(body);
  };
  const props = { ref: editor, value, label: t('field.body'), ...rest };
  return (
    <Stack gap={6}>
      <Group justify="space-between" align="flex-end">
        <Input.Label labelElement="div">{t('field.body')}</Input.Label>
        <Group gap="xs">
          {rest.isReadOnly ? null : (
            <VariableMenu
              variables={rest.variables}
              label={t('variable.insertIntoBody')}
              onChoose={({ name }) => editor.current?.insert(name)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('field.mode')}
            value={isHtml ? 'html' : 'visual'}
            onChange={switchTo}
            data={[
              { value: 'visual', label: t('field.visual'), disabled: mustBeHtml },
              { value: 'html', label: t('field.html') },
            ]}
          />
        </Group>
      </Group>
      {mustBeHtml ? (
        <Alert py="xs">
          <Text size="sm">{t('field.onlyHtml')}</Text>
          {rest.isReadOnly ? null : (
            <Button
              mt="xs"
              size="compact-xs"
              variant="default"
              onClick={() => {
                setWantsHtml(false);
                onChange(tidyBody(value));
              }}
            >
              {t('field.visualAnyway')}
            </Button>
          )}
        </Alert>
      ) : null}
      {isHtml ? <SourceBody {...props} onChange={onChange} /> : <VisualBody {...props} onChange={write} />}
    </Stack>
  );
}
