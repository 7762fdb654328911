import { expect, test, vi } from "vitest";
import { hashPassword, verifyPassword } from "../src/index.ts";
import { createHouse, postRequest, type House } from "./support/house.ts";
import { PASSWORD } from "./support/household.ts";
import { jsonOf } from "./support/json-of.ts";

// Each log-in takes 0.2 s of a core on purpose.
vi.setConfig({ testTimeout: 30_000 });

async function logIn(house: House, email: unknown, password: unknown): Promise<Response> {
  return house.api.fetch(postRequest("/api/v1/sessions", { email, password }, {}));
}

test("a log-in gives a token and its end, and the e-mail's case does not matter", async () => {
  await using house = await createHouse();
  const response = await logIn(house, " OURS@Example.org ", PASSWORD);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { token, expiresAt } = await jsonOf<{ token: string; expiresAt: number }>(response);
  expect(expiresAt).toBe(house.clock.nowMs + 12 * 3_600_000);
  expect(token.split(".")).toHaveLength(3);
});

test("an unknown user and a wrong password get the same answer", async () => {
  await using house = await createHouse();
  const wrong = await logIn(house, "ours@example.org", "not the password");
  const unknown = await logIn(house, "nobody@example.org", PASSWORD);
  expect(wrong.status).toBe(401);
  expect(unknown.status).toBe(401);
  expect(await wrong.text()).toBe(await unknown.text());
});

test("an unknown user is as slow as a wrong password", async () => {
  await using house = await createHouse();
  const timed = async (email: string): Promise<number> => {
    const start = performance.now();
    await logIn(house, email, "not the password");
    return performance.now() - start;
  };
  await timed("warm-up@example.org");
  const known = Math.min(await timed("ours@example.org"), await timed("ours@example.org"));
  const unknown = Math.min(await timed("no-1@example.org"), await timed("no-2@example.org"));
  // The machine may be busy; without the decoy hash the ratio would be a hundred.
  expect(unknown).toBeGreaterThan(known / 4);
});

test("attempts are limited per e-mail and address, good ones do not count", async () => {
  await using house = await createHouse();
  const attempt = async (password: string): Promise<number> =>
    (await logIn(house, "ours@example.org", password)).status;
  expect(await attempt(PASSWORD)).toBe(200);
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => attempt("wrong one")));
  expect(new Set(statuses)).toEqual(new Set([401]));
  const blocked = await logIn(house, "ours@example.org", PASSWORD);
  expect(blocked.status).toBe(429);
  expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await logIn(house, "theirs@example.org", PASSWORD)).status).toBe(200);
  house.clock.nowMs += 15 * 60_000;
  expect(await attempt(PASSWORD)).toBe(200);
});

test("unusable log-ins are refused with what is wrong", async () => {
  await using house = await createHouse();
  const bodies = ["", "{", "null", "[]", '"x"', "{}", '{"email":1,"password":"x"}'];
  bodies.push('{"__proto__":{"email":"ours@example.org","password":"x"}}');
  bodies.push(JSON.stringify({ email: "x".repeat(2_000), password: "x" }));
  for (const body of bodies) {
    const response = await house.api.fetch(postRequest("/api/v1/sessions", body, {}));
    expect([body, response.status]).toEqual([body, 400]);
  }
  const huge = await logIn(house, "x".repeat(200_000), "x");
  expect(huge.status).toBe(413);
});

test("a password's secret is not repeated when the body is no JSON", async () => {
  await using house = await createHouse();
  const body = '{"email":"a","password":hunter2}';
  const response = await house.api.fetch(postRequest("/api/v1/sessions", body, {}));
  expect(response.status).toBe(400);
  expect(await response.text()).not.toContain("hunter2");
});

test("password hashes are salted and self-describing; what is no hash verifies nothing", async () => {
  const [one, two] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^scrypt\$N=32768,r=8,p=3\$/);
  expect(await verifyPassword(PASSWORD, one)).toBe(true);
  expect(await verifyPassword(`${PASSWORD} `, one)).toBe(false);
  expect(await verifyPassword(PASSWORD, "plain")).toBe(false);
  await expect(hashPassword("short")).rejects.toMatchObject({ code: "invalid_argument" });
  await expect(hashPassword("x".repeat(1_025))).rejects.toMatchObject({
    code: "invalid_argument",
  });
});
