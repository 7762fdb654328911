import { runLaw, type Law } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { unknownSkips } from "../src/testing/register.ts";

class Box {
  isClosed = false;
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
  }
}

function law(run: Law<Box>["run"]): Law<Box> {
  return { name: "a law", run };
}

test("a law gets a new adapter, which is closed after it", async () => {
  const box = new Box(1);
  let seen: Box | undefined;
  const watching = law(async ({ subject }) => {
    seen = subject;
    expect(subject.isClosed).toBe(false);
  });
  await runLaw(watching, { create: async () => box });
  expect([seen, box.isClosed]).toEqual([box, true]);
});

test("a law that does not hold rejects, and its adapter is closed all the same", async () => {
  const box = new Box(1);
  const failing = law(async () => expect.unreachable("never"));
  await expect(runLaw(failing, { create: () => box })).rejects.toThrow("never");
  expect(box.isClosed).toBe(true);
});

test("after a restart the law works with the new adapter, and that is closed", async () => {
  const [first, second] = [new Box(1), new Box(2)];
  const restarting = law(async (context) => {
    const { subject, restart } = context;
    await expect(restart()).resolves.toBe(second);
    expect([subject, context.subject]).toEqual([first, second]);
  });
  await runLaw(restarting, { create: () => first, restart: () => second });
  expect([first.isClosed, second.isClosed]).toEqual([false, true]);
});

test("a law that needs a restart says so when there is none", async () => {
  const restarting = law(async ({ restart }) => void (await restart()));
  await expect(runLaw(restarting, { create: () => new Box(1) })).rejects.toThrow(
    'the law "a law" needs a restart function',
  );
});

test("an adapter can be closed in its own way", async () => {
  const box = new Box(1);
  const closed: Box[] = [];
  await runLaw(
    law(async () => undefined),
    { create: () => box, close: (one) => void closed.push(one) },
  );
  expect([closed, box.isClosed]).toEqual([[box], false]);
});

test("a skip of a law that does not exist is known", () => {
  const laws = [law(async () => undefined)];
  expect(unknownSkips(laws, { "a law": "why" })).toEqual([]);
  expect(unknownSkips(laws, { "a law": "why", "a lwa": "why" })).toEqual(["a lwa"]);
});
