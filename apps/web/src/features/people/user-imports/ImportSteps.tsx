import { useTranslations } from 'use-intl';
import classes from './imports.module.css';

const steps = ['upload', 'check', 'run', 'report'] as const;

/** A step of an import. */
export type ImportStep = (typeof steps)[number];

/** Shows the current step of an import. */
export function ImportSteps({ current }: { current: ImportStep }) {
  const t = useTranslations('userImports');
  return (
    <ol className={classes.steps} aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li key={step} className={classes.step} aria-current={step === current ? 'step' : undefined}>
          <span className={classes.number} aria-hidden>
            {index + 1}
          </span>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
