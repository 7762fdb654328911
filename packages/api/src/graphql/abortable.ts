/** What ends a generator from outside. */
export interface Ends {
  readonly signal: AbortSignal;
  /** Called once, however it ended. */
  dispose(): void;
}

/**
 * A generator that can be ended while it waits: ending it fires the signal it was started with. A plain generator
 * would only end after the next value, which may never come.
 */
export function abortable<T>(
  start: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
  ends: Ends,
): AsyncGenerator<T, void, void> {
  const controller = new AbortController();
  const abort = (): void => controller.abort(ends.signal.reason);
  if (ends.signal.aborted) abort();
  else ends.signal.addEventListener("abort", abort, { once: true });
  const generator = start(controller.signal);
  let isClosed = false;
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    ends.signal.removeEventListener("abort", abort);
    ends.dispose();
    controller.abort();
  };
  return {
    async next() {
      try {
        const result = await generator.next();
        if (result.done) close();
        return result;
      } catch (error) {
        close();
        throw error;
      }
    },
    return(value) {
      close();
      return generator.return(value);
    },
    throw(error) {
      close();
      return generator.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      close();
      await generator.return();
    },
  };
}
