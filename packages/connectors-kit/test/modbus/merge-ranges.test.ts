import { mergeRanges } from "@solarmon/connectors-kit/modbus";
import { array, assert, integer, property, record } from "fast-check";
import { expect, it } from "vitest";

const MAX = 125;
const ranges = array(
  record({
    address: integer({ min: 0, max: 2_000 }),
    count: integer({ min: 1, max: MAX }),
  }),
);

it("every range lies in one request, and none is too long", () => {
  assert(
    property(ranges, (wanted) => {
      const requests = mergeRanges(wanted, MAX);
      expect(requests.every(({ count }) => count <= MAX)).toBe(true);
      for (const { address, count } of wanted) {
        const holds = requests.some(
          (request) =>
            request.address <= address && address + count <= request.address + request.count,
        );
        expect(holds).toBe(true);
      }
      expect(requests.length).toBeLessThanOrEqual(wanted.length);
    }),
  );
});

it("two requests in a row never fit into one", () => {
  assert(
    property(ranges, (wanted) => {
      const requests = mergeRanges(wanted, MAX);
      requests.slice(1).forEach((request, index) => {
        const before = requests[index]?.address ?? 0;
        expect(request.address + request.count - before).toBeGreaterThan(MAX);
      });
    }),
  );
});
