import { expect, test } from "vitest";
import { parseInstant } from "../src/rest/query.ts";

test.each([
  ["2026-06-01", "UTC", "2026-06-01T00:00:00Z"],
  ["2026-06-01", "Europe/Madrid", "2026-05-31T22:00:00Z"],
  ["2026-03-29", "Europe/Madrid", "2026-03-28T23:00:00Z"],
  ["2026-06-01", "Pacific/Pago_Pago", "2026-06-01T11:00:00Z"],
  ["2026-06-01", "Etc/GMT+12", "2026-06-01T12:00:00Z"],
  ["2026-06-01", "Pacific/Auckland", "2026-05-31T12:00:00Z"],
  ["2026-09-27", "Pacific/Auckland", "2026-09-26T12:00:00Z"],
  ["2026-04-05", "Pacific/Auckland", "2026-04-04T11:00:00Z"],
  ["2026-06-01", "Pacific/Kiritimati", "2026-05-31T10:00:00Z"],
  ["2026-03-08", "America/Havana", "2026-03-08T05:00:00Z"], // midnight is skipped: the day begins at 01:00
])("the date %s begins in %s at %s", (date, timeZone, startAt) => {
  expect(parseInstant(date, "from", timeZone)).toBe(Date.parse(startAt));
});

test("an instant that names its zone is the same in every plant", () => {
  const at = Date.parse("2026-06-01T10:00:00Z");
  for (const text of ["2026-06-01T12:00:00+02:00", "2026-06-01T12:00:00 02:00", String(at)])
    expect(parseInstant(text, "from", "Asia/Tokyo")).toBe(at);
});
