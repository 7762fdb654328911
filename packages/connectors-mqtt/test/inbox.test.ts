import type { DecodedReading } from "@solarmon/connectors-kit";
import { expect, it } from "vitest";
import { Inbox } from "../src/link/inbox.ts";

const reading = (measuredAt: number, values: object, deviceId = "roof"): DecodedReading => ({
  deviceId,
  kind: "inverter",
  measuredAt,
  values: { ...values },
});

it("puts values of one device and second together, and hands them out once", () => {
  const inbox = new Inbox();
  inbox.add("a", { readings: [reading(1_000, { acPower: 1, frequency: 50 })], problems: [] });
  inbox.add("a", { readings: [reading(1_000, { acPower: 2 })], problems: [] });
  expect(inbox.handOut().readings).toEqual([reading(1_000, { acPower: 2, frequency: 50 })]);
  expect(inbox.handOut().readings).toEqual([]);
  expect([...(inbox.devices.get("roof")?.points ?? [])]).toEqual(["acPower", "frequency"]);
});

it("drops the oldest of the device that tells too much, and says how many", () => {
  const inbox = new Inbox();
  inbox.add("b", { readings: [reading(0, { acPower: 7 }, "garage")], problems: [] });
  for (let second = 0; second < 1_000; second += 1)
    inbox.add("a", { readings: [reading(second * 1_000, { acPower: second })], problems: [] });
  const { readings, problems } = inbox.handOut();
  const ofRoof = readings.filter(({ deviceId }) => deviceId === "roof");
  expect(ofRoof).toHaveLength(900);
  expect(ofRoof[0]?.values).toEqual({ acPower: 100 });
  expect(readings.filter(({ deviceId }) => deviceId === "garage")).toHaveLength(1);
  expect(problems).toMatchObject([{ path: "roof", detail: expect.stringMatching(/^100 older/u) }]);
  expect(inbox.handOut().problems).toEqual([]);
});

it("takes no more devices than a link may have", () => {
  const inbox = new Inbox();
  for (let device = 0; device < 1_002; device += 1)
    inbox.add("a", { readings: [reading(0, { acPower: 1 }, `d${device}`)], problems: [] });
  const { readings, problems } = inbox.handOut();
  expect(readings).toHaveLength(1_000);
  expect(problems).toMatchObject([{ detail: expect.stringMatching(/^2 readings of further/u) }]);
});

it("knows messages that cannot be read from those that tell nothing", () => {
  const inbox = new Inbox();
  const problem = { path: "", detail: "" };
  inbox.add("a", { readings: [], problems: [{ ...problem, code: "no_telemetry" }] });
  expect(inbox.handOut().isUnreadable).toBe(false);
  inbox.add("a", { readings: [], problems: [{ ...problem, code: "malformed" }] });
  expect(inbox.isUnreadable).toBe(true);
  expect(inbox.handOut().isUnreadable).toBe(true);
});
