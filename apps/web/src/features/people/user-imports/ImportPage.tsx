import { userImports } from '@muster/contracts/people/user-imports';
import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { PageLoader } from '../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { BackLink } from '../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { followImports } from './bell/following.ts';
import { CheckStep } from './check/CheckStep.tsx';
import { type ImportStep, ImportSteps } from './ImportSteps.tsx';
import { ProgressStep } from './run/ProgressStep.tsx';
import { ReportStep } from './run/ReportStep.tsx';
import type { UserImport } from './user-import.ts';

/** The polling interval while an import runs, in milliseconds, in case live events do not arrive. */
const pollMs = 2000;

const stepOf: Readonly<Record<UserImport['status'], ImportStep>> = {
  previewed: 'check',
  queued: 'run',
  running: 'run',
  done: 'report',
  cancelled: 'report',
  undoing: 'run',
  undone: 'report',
};

/** An import at any stage: to be checked, running or done. */
export function ImportPage() {
  const t = useTranslations('userImports');
  const { id = '' } = useParams();
  const input = { params: { id } };
  const isRunning = (status: UserImport['status'] | undefined) =>
    status !== undefined && stepOf[status] === 'run';
  const known = useCall(userImports.get, input);
  const status = known.data?.status;
  // The same query, polled only while the import is running.
  const isUnderWay = isRunning(status);
  useCall(userImports.get, input, { enabled: isUnderWay, every: pollMs });
  useEffect(() => {
    if (isUnderWay) followImports();
  }, [isUnderWay]);
  if (known.isPending) return <PageLoader />;
  if (!known.data) {
    return (
      <>
        <PageHeader
          title={t('title')}
          above={<BackLink to={paths.importUsers()}>{t('backToUpload')}</BackLink>}
        />
        <ProblemAlert problem={known.error} onRetry={() => void known.refetch()} />
      </>
    );
  }
  const step = stepOf[known.data.status];
  return (
    <>
      <PageHeader
        title={t(`pageTitle.${step}`, { name: known.data.fileName })}
        above={<BackLink to={paths.importUsers()}>{t('backToUpload')}</BackLink>}
      />
      <ImportSteps current={step} />
      {step === 'check' ? <CheckStep userImport={known.data} /> : null}
      {step === 'run' ? <ProgressStep userImport={known.data} /> : null}
      {step === 'report' ? <ReportStep userImport={known.data} /> : null}
    </>
  );
}
