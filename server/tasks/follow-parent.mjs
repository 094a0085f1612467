const LOOK_EVERY_MS = 500;

/**
 * Ends this process, the polite way, once the shell that npm put above it is gone. npm hands a SIGTERM to that shell only,
 * and where the shell does not pass it on, a server would stay behind and keep its port.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  watch.unref();
}
