import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lastingSession, reconnectDelayMs } from "../../src/mqtt/bridge-connection.ts";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const away = fc.integer({ min: 0, max: 86_400_000 });

test("the next try comes soon, and never lengthens a long absence by much", () => {
  fc.assert(
    fc.property(away, chance, (awayMs, luck) => {
      const delayMs = reconnectDelayMs(awayMs, luck);
      expect(delayMs).toBeGreaterThanOrEqual(25);
      expect(delayMs).toBeLessThanOrEqual(Math.max(50, Math.min(2_000, Math.ceil(awayMs / 20))));
    }),
  );
});

test("the longer the broker is away, the longer the wait", () => {
  fc.assert(
    fc.property(away, away, chance, (one, other, luck) => {
      const [sooner, later] = one < other ? [one, other] : [other, one];
      expect(reconnectDelayMs(sooner, luck)).toBeLessThanOrEqual(reconnectDelayMs(later, luck));
    }),
  );
  expect(reconnectDelayMs(0, 1)).toBe(50);
  expect(reconnectDelayMs(10_000, 1)).toBe(500);
  expect(reconnectDelayMs(3_600_000, 1)).toBe(2_000);
});

test("a clock that was set back does not keep it waiting", () => {
  expect(reconnectDelayMs(-3_600_000, 1)).toBe(50);
});

test("the session outlives the connection in both versions of MQTT", () => {
  expect(lastingSession({ clientId: "a" }, 7)).toEqual({
    clientId: "a",
    protocolVersion: 5,
    clean: false,
    resubscribe: false,
    properties: { receiveMaximum: 7, sessionExpiryInterval: 86_400 },
  });
  expect(lastingSession({ protocolVersion: 4 }, 7)).toEqual({
    protocolVersion: 4,
    clean: false,
    resubscribe: false,
  });
});
