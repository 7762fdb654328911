import type { PartHealth } from "@solarmon/api";
import { SolarmonError } from "@solarmon/core";

/** Looks whether one thing that the process needs is there. */
export interface Probe {
  readonly name: string;
  /** What the process is without it: unable to do its duty, or able to do it with less. */
  readonly without: "degraded" | "failed";
  /** Said beside the reason: what goes on all the same. */
  readonly meanwhile?: string;
  /** Resolves when it is there. Gives up when the signal fires. @throws why it is not, in words without secrets */
  check(signal: AbortSignal): Promise<void>;
}

/** Looks once. @param timeoutMs - what has not answered by then is not there */
export async function lookAt(probe: Probe, timeoutMs: number): Promise<PartHealth> {
  const { name, without, meanwhile } = probe;
  const stop = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new SolarmonError("unavailable", `no answer within ${timeoutMs} ms`));
    stop.abort();
  }, timeoutMs);
  try {
    await Promise.race([probe.check(stop.signal), late.promise]);
    return { name, state: "ok" };
  } catch (thrown) {
    const reason = reasonOf(thrown);
    const whole = meanwhile === undefined ? reason : `${reason}; ${meanwhile}`;
    return { name, state: without, reason: whole };
  } finally {
    clearTimeout(timer);
  }
}

/** Only what was written for people: errors of a library may hold what must not be told. */
function reasonOf(thrown: unknown): string {
  return SolarmonError.is(thrown) ? thrown.message : "the check itself failed";
}
