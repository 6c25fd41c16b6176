import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { IconTruckDelivery } from '@tabler/icons-react';
import { useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { PageLoader } from '../../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RouteDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { useEndpoint } from '../webhook-endpoint.ts';
import { DeliveryView } from './DeliveryView.tsx';
import { pollIntervalOf } from './delivery-state.ts';
import { useTypeName } from './use-delivery-columns.tsx';

/** One delivery, in a drawer beside its endpoint's page; refreshed while it is open. */
export function DeliveryDrawer() {
  const t = useTranslations('webhookEndpoints.deliveries');
  const { deliveryId = '' } = useParams();
  const endpoint = useEndpoint();
  const nameOf = useTypeName();
  const delivery = useCall(
    webhookDeliveries.get,
    { params: { id: deliveryId } },
    { every: (one) => (one.status === 'pending' ? pollIntervalOf([one], new Date()) : false) },
  );
  const isGone = delivery.error?.code === 'not_found' || delivery.error?.code === 'validation_failed';
  const content = () => {
    if (delivery.data) return <DeliveryView delivery={delivery.data} isEnabled={endpoint.isEnabled} />;
    if (delivery.isPending) return <PageLoader />;
    if (!isGone) return <ProblemAlert problem={delivery.error} onRetry={() => void delivery.refetch()} />;
    return (
      <EmptyState icon={IconTruckDelivery} title={t('gone.title')}>
        {t('gone.text')}
      </EmptyState>
    );
  };
  return (
    <RouteDrawer
      title={delivery.data ? nameOf(delivery.data.type) : t('one')}
      backTo={paths.webhook(endpoint.id)}
      size={640}
    >
      {content()}
    </RouteDrawer>
  );
}
