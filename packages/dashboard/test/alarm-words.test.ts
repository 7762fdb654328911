import { describe, expect, it, test } from "vitest";
import { alarmWords, shownAlarms } from "../src/alarms/alarm-words.ts";
import type { OpenAlarm } from "../src/api/types.ts";

function alarm(rest: Partial<OpenAlarm> = {}): OpenAlarm {
  return {
    id: "a",
    plantId: "p",
    plantName: "Roof",
    kind: "device_silent",
    severity: "warning",
    since: "2026-06-01T10:00:00Z",
    parentId: null,
    foldedCount: 0,
    acknowledgedBy: null,
    subject: { type: "device", name: "Inverter 1" },
    values: [],
    ...rest,
  };
}

test.for([
  ["communication_lost", "No communication", "silent"],
  ["device_silent", "Device silent", "silent"],
  ["link_needs_login", "Vendor needs login", "fault"],
  ["link_quota_gone", "Vendor quota spent", "waiting"],
  ["link_format_changed", "Vendor format changed", "watch"],
  ["link_vendor_down", "Vendor does not answer", "silent"],
] as const)("%s is told in words", ([kind, word, tone]) => {
  expect(alarmWords(alarm({ kind }))).toMatchObject({ word, tone, detail: null });
});

test("a kind of a later server is told by its name and severity", () => {
  const kind = "string_low";
  expect(alarmWords(alarm({ kind }))).toMatchObject({ word: "String low", tone: "watch" });
  const critical = alarm({ kind, severity: "critical" });
  expect(alarmWords(critical)).toMatchObject({ tone: "fault", shape: "◆" });
});

test("the reason of a vendor is told", () => {
  const values = [{ name: "reason", text: "the token has expired" }];
  expect(alarmWords(alarm({ kind: "link_needs_login", values })).detail).toBe(
    "the token has expired",
  );
});

describe("what is shown", () => {
  it("is the worst first, of those alike the newest", () => {
    const alarms = [
      alarm({ id: "info", severity: "info" }),
      alarm({ id: "old", since: "2026-06-01T08:00:00Z" }),
      alarm({ id: "new" }),
      alarm({ id: "unknown", severity: "odd" }),
      alarm({ id: "critical", severity: "critical", since: "2026-05-01T08:00:00Z" }),
    ];
    const ids = shownAlarms(alarms).map(({ id }) => id);
    expect(ids).toEqual(["critical", "new", "old", "info", "unknown"]);
  });

  it("leaves out what another one of the list explains, not what one elsewhere does", () => {
    const alarms = [
      alarm({ id: "plant" }),
      alarm({ id: "device", parentId: "plant" }),
      alarm({ id: "other", parentId: "of the link" }),
    ];
    expect(shownAlarms(alarms).map(({ id }) => id)).toEqual(["plant", "other"]);
  });
});
