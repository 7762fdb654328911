import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { BridgeFlow } from "../../src/mqtt/bridge-flow.ts";

const message = { qos: 1, messageId: 1, bytes: 10 } as const;

function setUp(inFlight: number, inFlightBytes: number) {
  const intake = { whenRoom: (callback: () => void) => callback() };
  const flow = new BridgeFlow({ intake, inFlight, inFlightBytes });
  const isFree = (): boolean => {
    const callback = vi.fn<() => void>();
    flow.whenRoom(callback);
    return callback.mock.calls.length > 0;
  };
  return { flow, isFree };
}

test("a broker that keeps to the receive maximum never waits", () => {
  const { flow, isFree } = setUp(2, 1_000);
  const stream = new PassThrough();
  flow.add(stream, message);
  flow.add(stream, message);
  expect(isFree()).toBe(true);
  flow.add(stream, message);
  expect(isFree()).toBe(false);
});

test("large messages wait by their size", () => {
  const { flow, isFree } = setUp(1_000, 100);
  const waiter = flow.add(new PassThrough(), { ...message, bytes: 101 });
  const callback = vi.fn<() => void>();
  flow.whenRoom(callback);
  expect(callback).not.toHaveBeenCalled();
  waiter.settled(null, []);
  expect(callback).toHaveBeenCalledOnce();
  expect(isFree()).toBe(true);
});

test("those of a connection that broke count until they are durable, and their acks disturb no other", async () => {
  const { flow, isFree } = setUp(1, 1_000);
  const [old, now] = [new PassThrough(), new PassThrough()];
  const first = flow.add(old, { ...message, messageId: 7 });
  old.destroy();
  const second = flow.add(now, { ...message, messageId: 8 });
  expect(flow.inFlight).toBe(2);
  expect(isFree()).toBe(false);
  first.settled(null, []);
  second.settled(null, []);
  await vi.waitFor(() => expect(now.read()).toEqual(Buffer.of(0x40, 2, 0, 8)));
  expect(flow.inFlight).toBe(0);
  expect(isFree()).toBe(true);
});
