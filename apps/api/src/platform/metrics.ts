import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DiskWatch } from './db/disk-watch.ts';

/** What waits in a lane of a queue. */
export interface LaneState {
  readonly queue: 'emails' | 'webhooks' | 'jobs';
  readonly lane: string;
  /** How many wait, up to 100,000. */
  readonly waiting: number;
  /** How long the first of them has waited, in seconds; 0 if none waits. */
  readonly seconds: number;
}

export interface Metrics {
  readonly registry: Registry;
  /** Adds a queue to the lanes that are shown. */
  watchLanes(read: () => Promise<readonly LaneState[]>): void;
  /** What waits now. */
  readLanes(): Promise<readonly LaneState[]>;
  /** Records how many seconds a request took. */
  observeRequest(method: string, route: string, status: number, seconds: number): void;
}

/** The metrics that `/metrics` shows (Prometheus text format). */
export function createMetrics(pool: pg.Pool, disk: DiskWatch): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'muster_database_connections',
    help: 'Connections of the pool by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'muster_database_disk_full',
    help: '1 while the disk of the database refuses writes.',
    registers: [registry],
    collect() {
      this.set(disk.isFull() ? 1 : 0);
    },
  });
  const readers: (() => Promise<readonly LaneState[]>)[] = [];
  const readLanes = async () => (await Promise.all(readers.map((read) => read()))).flat();
  showLanes(registry, readLanes);
  const requestDuration = new Histogram({
    name: 'muster_http_request_seconds',
    help: 'Seconds a request took.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  // Looking up the three labels costs more than counting, so the histogram of each combination is cached.
  const histograms = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>();
  return {
    registry,
    readLanes,
    watchLanes(read) {
      readers.push(read);
    },
    observeRequest(method, route, status, seconds) {
      const key = `${method} ${route} ${status}`;
      let histogram = histograms.get(key);
      if (!histogram) {
        histogram = requestDuration.labels({ method, route, status: String(status) });
        histograms.set(key, histogram);
      }
      histogram.observe(seconds);
    },
  };
}

function showLanes(registry: Registry, readLanes: Metrics['readLanes']): void {
  const labelNames = ['queue', 'lane'] as const;
  new Gauge({
    name: 'muster_lane_waiting',
    help: 'How many wait in a lane, up to 100,000.',
    labelNames,
    registers: [registry],
    async collect() {
      for (const { queue, lane, waiting } of await readLanes()) this.set({ queue, lane }, waiting);
    },
  });
  new Gauge({
    name: 'muster_lane_wait_seconds',
    help: 'How long the first in a lane has waited.',
    labelNames,
    registers: [registry],
    async collect() {
      for (const { queue, lane, seconds } of await readLanes()) this.set({ queue, lane }, seconds);
    },
  });
}
