import { existsSync, readFileSync } from "node:fs";
import { objectOf } from "@solarmon/connectors-kit";
import { describe, expect, it } from "vitest";
import { isFirmware, readInfo } from "../src/gateway-link/gateway-info.ts";
import { sourceOf } from "../src/gateway-link/production-source.ts";
import { CAPTURES, HAS_CAPTURES } from "./support.ts";

describe("firmware", () => {
  it.each([
    ["8.2.4264", "8.2.4264", true],
    ["8.2.127", "8.2.4264", false],
    ["8.3.1598", "8.2.4264", true],
    ["7.6.175", "8.2.4264", false],
    ["10.1", "8.2.4264", true],
    ["8.2", "8.2.1", false],
  ])("%s is at least %s: %s", (firmware, atLeast, isSo) => {
    expect(isFirmware(firmware, atLeast)).toBe(isSo);
  });
});

/** Read from `/info` and `/production.json` of the captures by eye. */
const SOURCES = [
  ["3.7.0", undefined],
  ["4.10.35", "ct"],
  ["5.0.62", "v1"],
  ["7.3.466_metered_disabled_cts", "micros"],
  ["7.6.175_total", "micros"],
  ["7.6.114_without_cts", "v1"],
  ["7.6.175_with_cts", "ct"],
  ["7.6.175_with_cts_3phase", "ct"],
  ["8.2.4264_metered_noct", "micros"],
  ["8.2.4345_with_device_data", "ct"],
] as const;

describe.skipIf(!HAS_CAPTURES)(
  "the source of production, by captures beside the repository",
  () => {
    it.each(SOURCES)("of %s is %s", (folder, source) => {
      const read = (name: string): Uint8Array | undefined => {
        const file = new URL(`local/${folder}/${name}`, CAPTURES);
        return existsSync(file) ? readFileSync(file) : undefined;
      };
      const body = read("info") ?? new Uint8Array();
      const info = readInfo({ body, status: 200, headers: {}, receivedAt: 0 });
      const items = jsonIn(read("production.json"));
      const v1 = jsonIn(read("api_v1_production"));
      expect(sourceOf({ items, v1 }, info)).toBe(source);
    });
  },
);

function jsonIn(body: Uint8Array | undefined): ReturnType<typeof objectOf> {
  const text = new TextDecoder().decode(body);
  return text.trimStart().startsWith("{") ? objectOf(JSON.parse(text)) : undefined;
}
