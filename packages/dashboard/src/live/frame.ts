/**
 * Runs `task` in the next frame, once however often it is asked for. A hidden page gets no frames:
 * there a timer does, so that memory and title stay up to date.
 */
export function oncePerFrame(task: () => void): () => void {
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    task();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  };
}

/** Runs `task` at once, then at most every `intervalMs`; the last request is never lost. */
export function throttled(task: () => void, intervalMs: number): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    timer = undefined;
    lastAt = performance.now();
    task();
  };
  const request = (): void => {
    timer ??= setTimeout(run, Math.max(0, lastAt + intervalMs - performance.now()));
  };
  return Object.assign(request, { cancel: () => clearTimeout(timer) });
}
