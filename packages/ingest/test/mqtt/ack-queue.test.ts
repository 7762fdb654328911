import { expect, test, vi } from "vitest";
import { AckQueue } from "../../src/mqtt/ack-queue.ts";

function setUp() {
  const written: string[] = [];
  const failed = vi.fn<(error: Error) => void>();
  const queue = new AckQueue({
    write: (acks) => written.push(acks.toString("hex")),
    failed,
    flushed: () => undefined,
  });
  return { written, failed, queue };
}

test("acks keep the order of the messages, whichever is durable first", async () => {
  const { queue, written } = setUp();
  const [first, second, third] = [queue.add(1, 1), queue.add(1, 2), queue.add(2, 0x1234)];
  second.settled(null, []);
  third.settled(null, []);
  await Promise.resolve();
  expect(written).toEqual([]);
  first.settled(null, []);
  await Promise.resolve();
  expect(written).toEqual(["400200014002000250021234"]);
  expect(queue.size).toBe(0);
});

test("QoS 0 is counted and not acknowledged", async () => {
  const { queue, written } = setUp();
  const none = queue.add(0, 0);
  queue.add(1, 5).settled(null, []);
  expect(queue.size).toBe(2);
  none.settled(null, []);
  await Promise.resolve();
  expect(written).toEqual(["40020005"]);
});

test("after a failure nothing behind it is acknowledged", async () => {
  const { queue, written, failed } = setUp();
  const [first, second] = [queue.add(1, 1), queue.add(1, 2)];
  first.settled(new Error("no catalogue"), []);
  second.settled(null, []);
  await Promise.resolve();
  expect(failed).toHaveBeenCalledOnce();
  expect(written).toEqual([]);
});

test("a long-lived connection keeps no old acks", async () => {
  const { queue } = setUp();
  for (let id = 1; id <= 5_000; id++) {
    queue.add(1, id).settled(null, []);
    if (id % 7 === 0) await Promise.resolve();
  }
  await Promise.resolve();
  expect(queue.size).toBe(0);
});
