import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useNavigate } from 'react-router-dom';
import { useCommand } from '../../../../platform/api/command.ts';
import { paths } from '../../../../platform/paths.ts';

/** Sends a test event to an endpoint and opens the delivery. */
export function useSendTest(endpointId: string) {
  const navigate = useNavigate();
  const command = useCommand(webhookEndpoints.test, {
    invalidates: ['webhookEndpoints', 'webhookDeliveries'],
    onSuccess: ({ id }) => void navigate(paths.webhookDelivery(endpointId, id)),
  });
  return {
    send: () => command.mutate({ params: { id: endpointId } }),
    isPending: command.isPending,
    error: command.error,
  };
}
