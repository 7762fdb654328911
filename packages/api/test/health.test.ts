import { expect, test } from "vitest";
import type { PartHealth } from "../src/api-options.ts";
import { metricsText } from "../src/rest/metrics.ts";
import { createHouse } from "./support/house.ts";
import { jsonOf } from "./support/json-of.ts";

test("/healthz says the process runs, /readyz whether it can do its duty", async () => {
  let state: PartHealth["state"] = "ok";
  const health = (): PartHealth[] => [
    { name: "stream", state: "ok" },
    { name: "redis", state, reason: "does not answer" },
  ];
  await using house = await createHouse({ health });
  expect((await house.get("/healthz")).status).toBe(200);
  for (const fine of ["ok", "degraded"] as const) {
    state = fine;
    const ready = await house.get("/readyz");
    expect(ready.status).toBe(200);
    expect(await jsonOf(ready)).toEqual({ status: "ready", parts: health() });
  }
  state = "failed";
  const ill = await house.get("/readyz");
  expect(ill.status).toBe(503);
  expect(ill.headers.get("content-type")).toBe("application/problem+json");
  expect(await jsonOf(ill)).toMatchObject({
    code: "unavailable",
    detail: "Failed: redis.",
    parts: health(),
  });
  expect((await house.get("/healthz")).status).toBe(200);
});

test("a health check that fails is not ready, and not explained", async () => {
  await using house = await createHouse({
    health: async () => Promise.reject(new Error("hunter2")),
  });
  const response = await house.get("/readyz");
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("hunter2");
  expect(house.logs.join()).toContain("hunter2");
});

test("/metrics counts requests and takes figures from outside", async () => {
  const more = [
    { name: "solarmon_lag_ms", help: "Lag.", type: "gauge" as const, value: 4 },
    { name: "x", help: "y", type: "counter" as const, value: 1, labels: { a: 'q"\n\\' } },
  ];
  await using house = await createHouse({ metrics: () => more });
  await house.get("/healthz");
  await house.get("/healthz");
  await house.get("/api/v1/plants");
  const response = await house.get("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await response.text();
  expect(text).toContain('solarmon_http_requests_total{route="/healthz",status="2xx"} 2\n');
  expect(text).toContain('solarmon_http_requests_total{route="/api/v1/plants",status="4xx"} 1\n');
  expect(text).toContain("# TYPE solarmon_lag_ms gauge\nsolarmon_lag_ms 4\n");
  expect(text).toContain(String.raw`x{a="q\"\n\\"} 1`);
  expect(text).toMatch(/process_resident_memory_bytes \d+/);
});

test("help and type are said once per name", () => {
  const metric = { name: "a", help: "b", type: "counter" as const, value: 1 };
  const text = metricsText([metric, { ...metric, labels: { c: "d" } }]);
  expect(text).toBe('# HELP a b\n# TYPE a counter\na 1\na{c="d"} 1\n');
});
