import { defined } from '@muster/contracts/kit/defined';
import pg from 'pg';
import type { Api } from '../harness.ts';
import type { WebhookReceiver } from '../webhook-receiver.ts';
import { createNormaliser } from './normalise.ts';

/** Records everything the application sends, step by step. */
export interface Recorder {
  /**
   * Returns the lines of one step: its name, then each event, e-mail, notification and delivery since the
   * last step.
   */
  record(step: string): Promise<string[]>;
  close(): Promise<void>;
}

interface EventRow {
  readonly sequence: string;
  readonly type: string;
  readonly actorName: string;
  readonly userName: string | null;
}

interface InstallationEmailRow {
  readonly n: string;
  readonly sealed: Buffer;
}

interface EmailRow {
  readonly n: string;
  readonly template: string;
  readonly to: string;
  readonly locale: string;
  readonly isTest: boolean;
  readonly userId: string;
  readonly invitationId: string | null;
  readonly sealed: Buffer;
}

interface NotificationRow {
  readonly id: string;
  readonly to: string;
  readonly type: string;
  readonly subjectId: string | null;
  readonly subjectName: string | null;
  readonly data: unknown;
}

// The outbox deletes the variables of a sent e-mail, so a trigger stores a copy.
const keepEmails = `
  CREATE TABLE recorded_installation_emails (n bigserial PRIMARY KEY, email installation_emails NOT NULL);
  CREATE FUNCTION record_installation_email() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO recorded_installation_emails (email) VALUES (NEW); RETURN NULL; END $$;
  CREATE TRIGGER record_installation_email AFTER INSERT ON installation_emails
    FOR EACH ROW EXECUTE FUNCTION record_installation_email();
  CREATE TABLE recorded_emails (n bigserial PRIMARY KEY, email emails NOT NULL);
  CREATE FUNCTION record_email() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO recorded_emails (email) VALUES (NEW); RETURN NULL; END $$;
  CREATE TRIGGER record_email AFTER INSERT ON emails FOR EACH ROW EXECUTE FUNCTION record_email()`;

const liveChannel = 'muster_live';
const markChannel = 'recorded_until_here';

/**
 * Starts recording. Reads the database directly, by stored names, and the requests to a webhook receiver.
 * @param api an application on a fresh database
 * @param receiver the receiver of its webhooks
 */
export async function openRecorder(api: Api, receiver: WebhookReceiver): Promise<Recorder> {
  const { pool, secrets } = api.deps;
  const normaliser = createNormaliser();
  await pool.query(keepEmails);
  const topics = await listenToTopics(api.databaseUrl);
  let [lastSequence, lastEmail, lastNotification] = ['0', '0', '00000000-0000-0000-0000-000000000000'];
  let lastInstallationEmail = '0';
  let seenDeliveries = 0;
  /** The position of each event in the record, by its number. */
  const places = new Map<number, number>();

  const events = async () => {
    const { rows } = await pool.query<EventRow>(
      `SELECT sequence::text, type, actor_type AS "actorType", actor_name AS "actorName", target_type AS "targetType",
         target_id AS "targetId", target_name AS "targetName", user_id AS "userId", user_name AS "userName", data
       FROM events WHERE sequence > $1 ORDER BY events.sequence`,
      [lastSequence],
    );
    lastSequence = rows.at(-1)?.sequence ?? lastSequence;
    return sortRuns(rows).map(({ sequence, ...event }) => {
      places.set(Number(sequence), places.size + 1);
      return event;
    });
  };
  const emails = async () => {
    const { rows } = await pool.query<EmailRow>(
      `SELECT n::text, (email).template, (email)."to", (email).locale, (email).is_test AS "isTest",
         (email).user_id AS "userId", (email).invitation_id AS "invitationId", (email).sealed
       FROM recorded_emails WHERE n > $1 ORDER BY recorded_emails.n`,
      [lastEmail],
    );
    lastEmail = rows.at(-1)?.n ?? lastEmail;
    return rows
      .map(({ n: _, sealed, ...email }) => ({ ...email, variables: variablesOf(secrets.unseal(sealed)) }))
      .toSorted(by(({ to, template, variables }) => [to, template, variables['user.name']]));
  };
  const installationEmails = async () => {
    const { rows } = await pool.query<InstallationEmailRow>(
      `SELECT n::text, (email).template, (email)."to", (email).locale, (email).branded_by AS "brandedBy", (email).sealed
       FROM recorded_installation_emails WHERE n > $1 ORDER BY recorded_installation_emails.n`,
      [lastInstallationEmail],
    );
    lastInstallationEmail = rows.at(-1)?.n ?? lastInstallationEmail;
    return rows.map(({ n: _, sealed, ...email }) => ({
      ...email,
      variables: withoutChance(variablesOf(secrets.unseal(sealed))),
    }));
  };
  const notifications = async () => {
    const { rows } = await pool.query<NotificationRow>(
      `SELECT n.id, u.email AS "to", n.type, n.subject_id AS "subjectId", n.subject_name AS "subjectName", n.data
       FROM notifications n JOIN users u ON u.account_id = n.account_id AND u.id = n.user_id
       WHERE n.id > $1 ORDER BY n.id`,
      [lastNotification],
    );
    lastNotification = rows.at(-1)?.id ?? lastNotification;
    return rows
      .map(({ id: _, ...row }) => row)
      .toSorted(by(({ to, type, subjectName }) => [to, type, subjectName]));
  };
  const deliveries = () => {
    const fresh = receiver.received.slice(seenDeliveries);
    seenDeliveries = receiver.received.length;
    return fresh
      .map(({ path, headers, body }) => {
        const signatures = String(headers['webhook-signature']).split(' ').length;
        const sequence = places.get(body.data.sequence) ?? 0;
        return { path, signatures, type: body.type, data: { ...body.data, sequence } };
      })
      .toSorted(by(({ path, data }) => [path, String(data.sequence).padStart(9, '0')]));
  };

  return {
    async record(step) {
      const lines: object[] = [{ step }];
      const add = (kind: string, records: readonly unknown[]) =>
        lines.push(...records.map((record) => ({ [kind]: normaliser.value(record) })));
      add('event', await events());
      add('email', await emails());
      add('installationEmail', await installationEmails());
      add('notification', await notifications());
      add('delivery', deliveries());
      lines.push({ live: await topics.take() });
      return lines.map((line) => JSON.stringify(line));
    },
    async close() {
      await topics.close();
    },
  };
}

/**
 * The events of a batch of users have no guaranteed order, so consecutive events of a kind are sorted by
 * name.
 */
function sortRuns(events: readonly EventRow[]): EventRow[] {
  const runs: EventRow[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0]?.type === event.type && run[0].actorName === event.actorName) run.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run) => run.toSorted(by(({ userName }) => [userName])));
}

function by<T>(keysOf: (value: T) => readonly (string | null | undefined)[]) {
  const keyOf = (value: T) => keysOf(value).join('\0');
  return (one: T, other: T) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0);
}

/** A summary is prose, so only its number of lines is recorded. */
function variablesOf(unsealed: unknown): Record<string, string> {
  const variables = unsealed as Record<string, string>;
  const { summary } = variables;
  return summary === undefined
    ? variables
    : { ...variables, summary: `<lines: ${summary.split('\n').length}>` };
}

/** Collects the lists that are announced to open windows as changed. */
async function listenToTopics(databaseUrl: string) {
  const heard = new Set<string>();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel !== liveChannel) return;
    for (const topic of (JSON.parse(payload) as { topics: string[] }).topics) heard.add(topic);
  });
  await client.query(`LISTEN ${liveChannel}; LISTEN ${markChannel}`);
  return {
    async take(): Promise<string[]> {
      // PostgreSQL preserves the order of messages, so this one comes after all others.
      const marked = new Promise<void>((resolve) => {
        client.on('notification', function listen({ channel }) {
          if (channel !== markChannel) return;
          client.off('notification', listen);
          resolve();
        });
      });
      await client.query(`NOTIFY ${markChannel}`);
      await marked;
      const topics = [...heard].sort();
      heard.clear();
      return topics;
    },
    close: () => client.end(),
  };
}

/** Codes are random, and network addresses depend on the tests that ran before. */
function withoutChance(variables: Record<string, string>): Record<string, string> {
  const { code, time, ip_address: address } = variables;
  const replaced = { code: code && '<code>', time: time && '<time>', ip_address: address && '<address>' };
  return { ...variables, ...defined(replaced) };
}
