import { createLanes } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";

/** Calls that end when they are told to. */
class Calls {
  readonly started: number[] = [];
  readonly #ends = new Map<number, (error?: Error) => void>();

  readonly call = async (number: number): Promise<number> => {
    this.started.push(number);
    await new Promise<void>((resolve, reject) => {
      this.#ends.set(number, (error) => (error ? reject(error) : resolve()));
    });
    return number;
  };

  async end(number: number, error?: Error): Promise<void> {
    this.#ends.get(number)?.(error);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

test("two at once, the others in the order in which they came", async () => {
  const [lanes, calls] = [createLanes(2), new Calls()];
  const results = [1, 2, 3, 4].map(async (number) => await lanes(() => calls.call(number)));
  expect(calls.started).toEqual([1, 2]);
  await calls.end(2);
  expect(calls.started).toEqual([1, 2, 3]);
  await calls.end(1);
  await calls.end(3);
  await calls.end(4);
  await expect(Promise.all(results)).resolves.toEqual([1, 2, 3, 4]);
});

test("a call that fails makes room, too", async () => {
  const [lanes, calls] = [createLanes(1), new Calls()];
  const first = lanes(() => calls.call(1)).catch((error: unknown) => error);
  const second = lanes(() => calls.call(2));
  await calls.end(1, new Error("no"));
  await expect(first).resolves.toMatchObject({ message: "no" });
  expect(calls.started).toEqual([1, 2]);
  await calls.end(2);
  await expect(second).resolves.toBe(2);
  const third = lanes(() => calls.call(3));
  expect(calls.started).toEqual([1, 2, 3]);
  await calls.end(3);
  await expect(third).resolves.toBe(3);
});
