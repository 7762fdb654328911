import { ProblemList, readMqttLines } from "@solarmon/connectors-kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const AT = Date.UTC(2026, 5, 1, 10);

function read(...lines: string[]) {
  const problems = new ProblemList();
  const messages = readMqttLines(new TextEncoder().encode(lines.join("\n")), problems);
  return { messages, problems: problems.toArray() };
}

test("a line is a topic, a space and a payload, which may be empty or hold spaces", () => {
  expect(read("a/b  21.5 W ", "", "a/c", "a/d {").messages).toEqual([
    { line: 1, topic: "a/b", payload: "21.5 W" },
    { line: 3, topic: "a/c", payload: "" },
    { line: 4, topic: "a/d", payload: "{" },
  ]);
});

test("a line of JSON may tell when the message arrived, and that the broker had kept it", () => {
  const line = { topic: "a/b", payload: "1", at: "2026-06-01T12:00:00+02:00", retained: true };
  expect(read(JSON.stringify(line)).messages).toEqual([
    { line: 1, topic: "a/b", payload: "1", receivedAt: AT, retained: true },
  ]);
  expect(read(JSON.stringify({ topic: "a", payload: 1, at: AT })).messages).toEqual([
    { line: 1, topic: "a", payload: "1", receivedAt: AT },
  ]);
});

test("lines of mosquitto_sub -F %j and %J are understood as they are", () => {
  const tst = "2026-06-01T12:00:00.000000Z+0200";
  const text = { tst, topic: "a/b", qos: 0, retain: 1, payloadlen: 7, payload: '{"a":1}' };
  const nested = { tst, topic: "a/b", qos: 0, retain: 0, payloadlen: 7, payload: { a: 1 } };
  const empty = { tst, topic: "a/b", qos: 0, retain: 0, payloadlen: 0, payload: null };
  const { messages } = read(...[text, nested, empty].map((line) => JSON.stringify(line)));
  const common = { topic: "a/b", receivedAt: AT };
  expect(messages).toEqual([
    { ...common, line: 1, payload: '{"a":1}', retained: true },
    { ...common, line: 2, payload: '{"a":1}' },
    { ...common, line: 3, payload: "" },
  ]);
});

test("a line that is neither is told by its number", () => {
  const { messages, problems } = read("no topic", "{cut", '{"payload":1}', "a/b 1");
  expect(messages).toHaveLength(1);
  expect(problems.map(({ path, code }) => [path, code])).toEqual([
    ["line 1", "malformed"],
    ["line 2", "malformed"],
    ["line 3", "malformed"],
  ]);
});

test("no bytes make it throw", () => {
  const line = fc.record({ topic: fc.jsonValue(), payload: fc.jsonValue(), at: fc.jsonValue() });
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    line.map((value) => new TextEncoder().encode(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      for (const { receivedAt = 0 } of readMqttLines(body, new ProblemList()))
        expect(Number.isSafeInteger(receivedAt)).toBe(true);
    }),
  );
});
