import { manifests } from '../generated/manifests.ts';

const besideNouns = {
  operation: "Endpoints for operators' tools.",
  webhooks: 'What Muster sends to the webhook endpoints of the account.',
};

/** The tags of the document: one per noun, and some others. */
export function tags(): { name: string; description: string }[] {
  const nouns = Object.entries(manifests).map(([name, { tag }]) => ({ name, description: tag }));
  return [...nouns, ...Object.entries(besideNouns).map(([name, description]) => ({ name, description }))];
}
