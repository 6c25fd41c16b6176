/** How often to check, in milliseconds. */
const everyMs = 5_000;
/**
 * Processor time in that interval, in milliseconds, below which the process counts as idle: timers and health
 * checks.
 */
const idleCpuMs = 100;
/** Processor time, in milliseconds, that leaves enough garbage to collect. */
const worthCpuMs = 500;

/**
 * Collects garbage once when work is over: after the start, after an import, when the last screen closed. The
 * engine collects only when it needs room, so an idle process would otherwise keep the memory of its last
 * hour. A collection takes about 80 ms while nobody waits. Does nothing without `--expose-gc`.
 * @returns a function that stops it
 */
export function collectGarbageWhenIdle(): () => void {
  const collect = globalThis.gc;
  if (!collect) return () => undefined;
  let seen = usedMs();
  let sinceTidied = Number.POSITIVE_INFINITY;
  const timer = setInterval(() => {
    const now = usedMs();
    const spent = now - seen;
    sinceTidied += spent;
    seen = now;
    if (spent > idleCpuMs || sinceTidied < worthCpuMs) return;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    [seen, sinceTidied] = [usedMs(), 0];
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
