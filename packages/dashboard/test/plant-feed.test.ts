import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WirePlantLive } from "../src/api/types.ts";
import type { LinkState, LiveConnection, LiveSink } from "../src/live/live-connection.ts";
import { PlantFeed } from "../src/live/plant-feed.ts";

const iso = (at: number): string => new Date(at).toISOString();
const change = (cursor: string, at: number, acPower: number | null): WirePlantLive => ({
  plantId: "p",
  timestamp: iso(at),
  power: acPower,
  cursor,
  snapshot: false,
  devices: [
    {
      deviceId: "a",
      measuredAt: iso(at),
      receivedAt: iso(at),
      values: [{ point: "acPower", value: acPower }],
    },
  ],
});
const snapshot = (cursor: string, at: number, acPower: number): WirePlantLive => ({
  ...change(cursor, at, acPower),
  snapshot: true,
});

/** A link whose every move the test makes; remembers the cursor it was asked to go on from. */
class FakeConnection implements LiveConnection {
  readonly asked: (string | null)[] = [];
  sink: LiveSink | undefined;
  #cursor: () => string | null = () => null;
  #listener: (state: LinkState) => void = () => {};

  watch(_plantId: string, cursor: () => string | null, sink: LiveSink): () => void {
    this.#cursor = cursor;
    this.sink = sink;
    this.asked.push(cursor());
    return () => (this.sink = undefined);
  }

  onLink(listener: (state: LinkState) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = () => {});
  }

  retryNow(): void {}
  lose = (): void => this.#listener("lost");
  reconnect = (): void => {
    this.#listener("live");
    this.asked.push(this.#cursor());
  };
}

function setup() {
  const connection = new FakeConnection();
  const onMissed = vi.fn<() => void>();
  const onUnauthenticated = vi.fn<() => void>();
  const feed = new PlantFeed({
    plantId: "p",
    connection,
    onMissed,
    onUnauthenticated,
    schedule: (notify) => notify,
  });
  const stop = feed.follow();
  return { connection, feed, onMissed, onUnauthenticated, stop };
}

describe("plant feed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("starts from nothing, shows the snapshot, then changes", () => {
    const { connection, feed, onMissed } = setup();
    expect([feed.link, ...connection.asked]).toEqual(["connecting", null]);
    connection.sink?.next(snapshot("1", 10, 5));
    connection.sink?.next(change("2", 20, 6));
    expect(feed.state).toMatchObject({ powerW: 6, measuredAt: 20, cursor: "2" });
    expect(feed.tail.track("a")).toEqual({ times: [10, 20], values: [5, 6] });
    expect(feed.link).toBe("live");
    expect(onMissed).not.toHaveBeenCalled();
  });

  it("goes on after the last cursor when the link comes back, without a gap in the curve", () => {
    const { connection, feed, onMissed } = setup();
    connection.sink?.next(snapshot("1", 10, 5));
    connection.lose();
    expect(feed.link).toBe("lost");
    expect(feed.state.powerW).toBe(5);
    connection.reconnect();
    expect(connection.asked).toEqual([null, "1"]);
    connection.sink?.next(change("2", 20, 6));
    connection.sink?.next(change("3", 30, 7));
    expect(feed.tail.track("a").times).toEqual([10, 20, 30]);
    expect(onMissed).not.toHaveBeenCalled();
  });

  it("asks for the missing stretch when a snapshot comes instead", () => {
    const { connection, feed, onMissed } = setup();
    connection.sink?.next(snapshot("1", 10, 5));
    connection.lose();
    connection.reconnect();
    connection.sink?.next(snapshot("9", 90, 8));
    expect(onMissed).toHaveBeenCalledOnce();
    expect(feed.state).toMatchObject({ powerW: 8, cursor: "9" });
  });

  it("does not read the curve twice when the page opens: a seed is no event that could be missed after", () => {
    const { connection, feed, onMissed } = setup();
    feed.seed(snapshot("5", 50, 1));
    connection.sink?.next(snapshot("6", 60, 2));
    expect(onMissed).not.toHaveBeenCalled();
    expect(feed.state.cursor).toBe("6");
  });

  it("keeps a seed only until the link has spoken", () => {
    const { connection, feed } = setup();
    feed.seed(snapshot("5", 50, 1));
    expect(feed.state.cursor).toBe("5");
    connection.sink?.next(change("6", 60, 2));
    feed.seed(snapshot("5", 50, 1));
    expect(feed.state.cursor).toBe("6");
  });

  it("opens a broken subscription again, after its cursor", () => {
    const { connection, feed } = setup();
    connection.sink?.next(snapshot("1", 10, 5));
    connection.sink?.ended("broken");
    expect(feed.link).toBe("lost");
    vi.advanceTimersByTime(2_000);
    expect(connection.asked).toEqual([null, "1"]);
  });

  it("ends the session when the token is refused, and does not try again", () => {
    const { connection, onUnauthenticated } = setup();
    connection.sink?.ended("unauthenticated");
    vi.advanceTimersByTime(60_000);
    expect(onUnauthenticated).toHaveBeenCalledOnce();
    expect(connection.asked).toHaveLength(1);
  });

  it("stops for good when the page is left", () => {
    const { connection, stop } = setup();
    const { sink } = connection;
    stop();
    sink?.ended("broken");
    vi.advanceTimersByTime(60_000);
    expect(connection.asked).toHaveLength(1);
  });
});
