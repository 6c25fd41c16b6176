/** Looked at so often. */
const everyMs = 5_000;
/** Less work than this in that time is none: timers and health checks, in milliseconds of the processor. */
const idleCpuMs = 100;
/** So much work leaves garbage worth an effort. */
const worthCpuMs = 500;

/**
 * Collects garbage once when work is over: after the start, after an import, when the last screen closed. The engine
 * collects when it needs room, so that a process with nothing to do would keep what its last hour took. Takes some 80 ms
 * when nobody waits. Does nothing without `--expose-gc`.
 * @returns ends it
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
