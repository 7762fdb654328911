import { solcastDecoder } from "@solarmon/connectors-solcast";
import { describe, expect, it } from "vitest";
import { capture, HAS_CAPTURES } from "./fixtures.ts";

const decode = (body: Uint8Array) =>
  solcastDecoder.decode("estimated-actuals", { body }, { timeZone: "Pacific/Auckland" });

/** Read from the reply by eye; a period ends at `period_end`, 30 minutes after the time given here. */
const ROWS = [
  ["2022-10-14T00:00:00Z", { ghi: 885, dni: 907, dhi: 126, ambientTemperature: 12 }],
  ["2022-10-14T00:30:00Z", { ghi: 941, dni: 959, dhi: 106, ambientTemperature: 11 }],
  ["2022-10-14T01:00:00Z", { ghi: 970, dni: 976, dhi: 101, ambientTemperature: 10 }],
] as const;

describe.skipIf(!HAS_CAPTURES)("the capture (needs the file beside the repository)", () => {
  it.each(ROWS.map(([time, values], index) => ({ time, values, index })))(
    "$time",
    ({ time, values, index }) => {
      expect(decode(capture("find-most-recent-01.json")).readings[index]).toEqual({
        deviceId: "site:solcast",
        kind: "weather",
        measuredAt: Date.parse(time),
        values,
        quality: 1,
      });
    },
  );

  it("tells once what has no point", () => {
    const { readings, problems } = decode(capture("find-most-recent-01.json"));
    expect(readings).toHaveLength(3);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["unknown_field", "/estimated_actuals/0/ebh"],
      ["unknown_field", "/estimated_actuals/0/cloud_opacity"],
    ]);
  });

  it("cut off gives nothing, and says so", () => {
    const body = capture("find-most-recent-01.json");
    for (let end = 0; end < body.lastIndexOf(0x7d); end += 7) {
      const { readings, problems } = decode(body.subarray(0, end));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  });
});
