import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DueQueue } from "../../src/poller/due-queue.ts";

const step = fc.record({
  item: fc.integer({ min: 0, max: 9 }),
  at: fc.option(fc.integer({ min: 0, max: 20 })),
});

test("the queue gives what a sorted list would give, whatever is added, moved and taken out", () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(fc.integer({ min: 0, max: 25 })), (steps, times) => {
      const queue = new DueQueue<number>();
      const model = new Map<number, number>();
      for (const { item, at } of steps) {
        if (at === null) model.delete(item);
        else model.set(item, at);
        if (at === null) queue.delete(item);
        else queue.set(item, at);
        expect(queue.nextAt).toBe(Math.min(...model.values()));
      }
      for (const now of times) {
        const item = queue.take(now);
        const earliest = Math.min(...model.values());
        expect(item === undefined ? "none" : model.get(item)).toBe(
          earliest > now ? "none" : earliest,
        );
        if (item !== undefined) model.delete(item);
      }
    }),
  );
});
