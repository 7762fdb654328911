import { describe, expect, it } from "vitest";
import { daySpan } from "../src/time/local-day.ts";
import { isNight, nightSpans } from "../src/time/sun.ts";

const MADRID = { timeZone: "Europe/Madrid", latitudeDeg: 40.4168, longitudeDeg: -3.7038 };
const NOWHERE = { timeZone: "Europe/Madrid", latitudeDeg: null, longitudeDeg: null };
const MINUTE_MS = 60_000;
const minutesFrom = (time: string, at: number | undefined): number =>
  Math.abs((at ?? 0) - Date.parse(`2026-06-21T${time}+02:00`)) / MINUTE_MS;

describe("the sun", () => {
  it("rises and sets in Madrid when the almanac says (06:44 and 21:48 on 21 June 2026)", () => {
    const [morning, evening] = nightSpans(daySpan("2026-06-21", "Europe/Madrid"), MADRID);
    expect(minutesFrom("06:44", morning?.end)).toBeLessThanOrEqual(5);
    expect(minutesFrom("21:48", evening?.start)).toBeLessThanOrEqual(5);
  });

  it("is taken from the clock where the place is unknown", () => {
    expect(isNight(Date.parse("2026-06-01T23:00:00+02:00"), NOWHERE)).toBe(true);
    expect(isNight(Date.parse("2026-06-01T12:00:00+02:00"), NOWHERE)).toBe(false);
  });

  it("does not set in a polar summer", () => {
    const place = { timeZone: "Europe/Oslo", latitudeDeg: 70, longitudeDeg: 25 };
    expect(nightSpans(daySpan("2026-06-21", "Europe/Oslo"), place)).toEqual([]);
  });
});
