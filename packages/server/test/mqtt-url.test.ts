import { expect, it } from "vitest";
import { mqttUrlOf, reachableUrl } from "../src/mqtt-url.ts";

it.each([
  ["127.0.0.1", "mqtt://127.0.0.1:1883", "mqtt://127.0.0.1:1883"],
  ["plant.example", "mqtt://plant.example:1883", "mqtt://plant.example:1883"],
  ["0.0.0.0", "mqtt://0.0.0.0:1883", "mqtt://127.0.0.1:1883"],
  ["::1", "mqtt://[::1]:1883", "mqtt://[::1]:1883"],
  ["::", "mqtt://[::]:1883", "mqtt://[::1]:1883"],
])("a door on %s is at %s and reached at %s", (host, url, reachable) => {
  expect(mqttUrlOf(host, 1883)).toBe(url);
  expect(reachableUrl(url)).toBe(reachable);
  expect(new URL(url).port).toBe("1883");
});
