import type { IClientOptions, MqttClient } from "mqtt";

const SESSION_SECONDS = 86_400;
const SOONEST_MS = 50;
const LATEST_MS = 2_000;
/** Lengthens the time without a broker by a twentieth at most. */
const SHARE_OF_ABSENCE = 1 / 20;

/** Options for a session that the broker keeps for a day, with as many messages under way as we hold. */
export function lastingSession(own: IClientOptions, inFlight: number): IClientOptions {
  const options = { protocolVersion: 5, ...own, clean: false, resubscribe: false } as const;
  if (options.protocolVersion !== 5) return options;
  const properties = { receiveMaximum: inFlight, sessionExpiryInterval: SESSION_SECONDS };
  return { ...options, properties };
}

/**
 * How long to wait before the next try to connect [ms]: the longer the broker is away, the longer. Half of it is
 * chance, so that bridges do not come in step.
 *
 * @param awayMs - since the connection was lost [ms]
 * @param chance - 0 to 1
 */
export function reconnectDelayMs(awayMs: number, chance: number): number {
  const longestMs = Math.min(Math.max(awayMs * SHARE_OF_ABSENCE, SOONEST_MS), LATEST_MS);
  return Math.ceil(longestMs * (0.5 + chance / 2));
}

/**
 * Lets a client connect again by {@link reconnectDelayMs}, whenever its connection breaks.
 *
 * @returns to be called when all is well: until then the broker counts as away, though it let us in
 */
export function reconnectSoon(client: MqttClient, now: () => number): () => void {
  let lostAt: number | null = null;
  // before mqtt.js, which reads its option in a listener of its own
  client.prependListener("close", () => {
    lostAt ??= now();
    client.options.reconnectPeriod = reconnectDelayMs(now() - lostAt, Math.random());
  });
  return () => void (lostAt = null);
}
