import { createClient, type Client } from "graphql-ws";
import { PLANT_LIVE_SUBSCRIPTION } from "../api/documents.ts";
import type { WirePlantLive } from "../api/types.ts";
import { RetryWait } from "./retry-wait.ts";

/** `connecting` only before the first outcome; afterwards a missing link is `lost`. */
export type LinkState = "connecting" | "live" | "lost";

export interface LiveSink {
  next(event: WirePlantLive): void;
  /** The subscription is over: refused for good, or to be opened again. */
  ended(end: LiveEnd): void;
}

export type LiveEnd = "unauthenticated" | "refused" | "broken";

/** Carries plant updates from the server. The real one is a WebSocket; tests bring their own. */
export interface LiveConnection {
  /** @param cursor - asked anew at each (re)connection, so that a resumed stream has no gap */
  watch(plantId: string, cursor: () => string | null, sink: LiveSink): () => void;
  /** Tells the state at once and whenever it changes. */
  onLink(listener: (state: LinkState) => void): () => void;
  /** Tries again at once instead of waiting. */
  retryNow(): void;
}

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 4_000;
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;

/** Opens a WebSocket when a plant is watched, and closes it when none is any more. */
export function openLiveConnection(url: string, token: string): LiveConnection {
  const wait = new RetryWait();
  const client = createClient({
    url,
    connectionParams: { token },
    keepAlive: PING_EVERY_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) => wait.start(retries),
    shouldRetry: (cause) => closeCodeOf(cause) !== FORBIDDEN,
    lazyCloseTimeout: 2_000,
  });
  terminateWhenSilent(client);
  const link = trackLink(client);
  return {
    watch: (plantId, cursor, sink) => watch(client, plantId, cursor, sink),
    onLink: link.listen,
    retryNow: () => wait.end(),
  };
}

function watch(
  client: Client,
  plantId: string,
  cursor: () => string | null,
  sink: LiveSink,
): () => void {
  let isStopped = false;
  const end = (how: LiveEnd): void => {
    if (!isStopped) sink.ended(how);
  };
  const stop = client.subscribe<{ plantLive: WirePlantLive }>(
    {
      query: PLANT_LIVE_SUBSCRIPTION,
      variables: {
        plantId,
        // The client spells out the same payload again when it reconnects: a getter gives the newest cursor then.
        get after() {
          return cursor();
        },
      },
    },
    {
      next: ({ data, errors }) => {
        if (data) sink.next(data.plantLive);
        else if (errors) end("refused");
      },
      error: (cause) => end(endOf(cause)),
      complete: () => end("broken"),
    },
  );
  return () => {
    isStopped = true;
    stop();
  };
}

function endOf(cause: unknown): LiveEnd {
  const code = closeCodeOf(cause);
  if (code === UNAUTHORIZED || code === FORBIDDEN) return "unauthenticated";
  return Array.isArray(cause) ? "refused" : "broken";
}

function closeCodeOf(cause: unknown): number | null {
  return cause instanceof Object && "code" in cause && typeof cause.code === "number"
    ? cause.code
    : null;
}

const NORMAL_CLOSURE = 1000;

function trackLink(client: Client): { listen: LiveConnection["onLink"] } {
  const listeners = new Set<(state: LinkState) => void>();
  let current: LinkState = "connecting";
  const set = (state: LinkState): void => {
    current = state;
    for (const listener of listeners) listener(state);
  };
  client.on("connected", () => set("live"));
  // A normal closure is ours: nobody watches any more.
  client.on("closed", (cause) =>
    set(closeCodeOf(cause) === NORMAL_CLOSURE ? "connecting" : "lost"),
  );
  const listen = (listener: (state: LinkState) => void): (() => void) => {
    listeners.add(listener);
    listener(current);
    return () => listeners.delete(listener);
  };
  return { listen };
}

/** A socket can be dead without a word (cable, sleep, proxy): no pong in time ends it, and the client reconnects. */
function terminateWhenSilent(client: Client): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  client.on("ping", (isReceived) => {
    if (!isReceived) timer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
  });
  client.on("pong", (isReceived) => {
    if (isReceived) clearTimeout(timer);
  });
  client.on("closed", () => clearTimeout(timer));
}
