import { testId } from "@solarmon/core/testing";
import { describe, expect, test } from "vitest";
import { maySubscribe, topicTarget } from "../../src/mqtt/topics.ts";

const [TENANT, PLANT, DEVICE, OTHER] = [testId(1), testId(10), testId(100), testId(101)];
const gateway = {
  id: testId(5),
  tenantId: TENANT,
  plantId: PLANT,
  deviceId: null,
  secretHash: "",
  createdAt: 0,
  revokedAt: null,
};
const device = { ...gateway, deviceId: DEVICE };

test("a device writes its own telemetry, status and events; a gateway those of its plant", () => {
  for (const kind of ["telemetry", "status", "event"]) {
    const target = { deviceId: DEVICE };
    expect(topicTarget(`sm/v1/${TENANT}/${PLANT}/${kind}/${DEVICE}`, device)).toEqual(target);
  }
  const other = `sm/v1/${TENANT}/${PLANT}/telemetry/${OTHER}`;
  expect(topicTarget(other, gateway)).toEqual({ deviceId: OTHER });
});

describe("any other topic is refused", () => {
  test.each([
    ["another device", `sm/v1/${TENANT}/${PLANT}/telemetry/${OTHER}`, false],
    ["another plant", `sm/v1/${TENANT}/${OTHER}/telemetry/${DEVICE}`, true],
    ["another tenant", `sm/v1/${OTHER}/${PLANT}/telemetry/${DEVICE}`, true],
    ["another kind", `sm/v1/${TENANT}/${PLANT}/command/${DEVICE}`, false],
    ["another version", `sm/v2/${TENANT}/${PLANT}/telemetry/${DEVICE}`, false],
    ["no device", `sm/v1/${TENANT}/${PLANT}/telemetry/`, false],
    ["a level too many", `sm/v1/${TENANT}/${PLANT}/telemetry/${DEVICE}/x`, false],
    ["a slash in front", `/sm/v1/${TENANT}/${PLANT}/telemetry/${DEVICE}`, false],
    ["capitals", `sm/v1/${TENANT}/${PLANT}/telemetry/${DEVICE.toUpperCase()}X`, false],
    ["something else", "hello", false],
    ["nothing", "", false],
    ["the broker's own", "$SYS/x", false],
  ])("%s", (_name, topic, isForeign) => {
    expect(topicTarget(topic, device)).toMatchObject({
      refusal: { reason: "wrong_topic" },
      isForeign,
    });
  });
});

test("commands to oneself, or to the plant of a gateway, are all that may be subscribed to", () => {
  const commands = `sm/v1/${TENANT}/${PLANT}/command/`;
  expect(maySubscribe(commands + DEVICE, device)).toBe(true);
  expect(maySubscribe(`${commands}+`, gateway)).toBe(true);
  expect(maySubscribe(commands + OTHER, gateway)).toBe(true);
  for (const filter of [`${commands}+`, `${commands}#`, commands + OTHER, "#", "+/#", "$SYS/#"])
    expect(maySubscribe(filter, device)).toBe(false);
  for (const filter of [`${commands}#`, `sm/v1/${TENANT}/+/command/+`, `sm/v1/${TENANT}/#`])
    expect(maySubscribe(filter, gateway)).toBe(false);
});
