import type { PartHealth } from "@solarmon/api";
import type { Services } from "../services.ts";
import type { Probe } from "./probe.ts";
import { ProbeBoard } from "./probe-board.ts";
import { redisProbe } from "./redis-probe.ts";

export interface OpenProbesOptions {
  readonly services: Services;
  /** Of the stream that the process writes to. */
  readonly stream: Probe;
  readonly isRedisReady: () => boolean;
  readonly warn: (message: string) => void;
}

export interface OpenProbes extends AsyncDisposable {
  readonly board: ProbeBoard;
}

/** Probes of everything outside the process that it needs. */
export async function openProbes(options: OpenProbesOptions): Promise<OpenProbes> {
  const { services, stream, isRedisReady, warn } = options;
  await using stack = new AsyncDisposableStack();
  const probes: Probe[] = [stream];
  if (services.postgres) {
    const { openPostgresProbe } = await import("./postgres-probe.ts");
    probes.push(stack.use(openPostgresProbe(services.postgres)));
  }
  if (services.redis) probes.push(redisProbe(isRedisReady));
  const board = new ProbeBoard({ probes, onChange: (part) => warn(describe(part)) });
  const open = stack.move();
  return { board, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

function describe({ name, state, reason }: PartHealth): string {
  return reason === undefined ? `${name} is back` : `${name} ${state}: ${reason}`;
}
