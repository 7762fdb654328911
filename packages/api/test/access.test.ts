import { newId } from "@solarmon/core";
import { afterAll, describe, expect, test } from "vitest";
import { ROUTES } from "../src/rest/routes.ts";
import { createHouse, NOW, postRequest } from "./support/house.ts";
import { jsonOf, type Problem } from "./support/json-of.ts";

const house = await createHouse();
afterAll(() => house[Symbol.asyncDispose]());

const BEARER_ROUTES = ROUTES.filter(
  ({ method, operation }) => method === "get" && operation.security === "bearer",
);
const PLANT_ROUTES = BEARER_ROUTES.filter(({ path }) => path.includes("{id}"));
const READING = { measuredAt: NOW, acPower: 1 };
const pathOf = (path: string, plantId: string): string => path.replace("{id}", plantId);

async function expectProblem(response: Response, status: number, code: string): Promise<Problem> {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await jsonOf<Problem>(response);
  expect(problem).toMatchObject({ status, code, type: `urn:solarmon:error:${code}` });
  expect(JSON.stringify(problem)).not.toMatch(/\.ts:|node_modules|at .+\(/);
  return problem;
}

describe.each(BEARER_ROUTES)("$method $path", ({ path }) => {
  const own = pathOf(path, house.ours.plant.id);

  test("answers its owner", async () => {
    expect((await house.get(own, house.ours)).status).toBe(200);
  });

  test("refuses nobody, noise, and a token that was changed", async () => {
    const token = await house.token(house.ours);
    const [head, body, signature] = token.split(".");
    const other = Buffer.from(JSON.stringify({ email: house.theirs.user.email })).toString(
      "base64url",
    );
    const wrong = [
      "",
      "Bearer",
      "Bearer x",
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${head}.${other}.${signature}`,
      `Bearer ${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`,
      `Bearer ${house.ours.deviceKey}`,
    ];
    for (const authorization of wrong) {
      const response = await house.get(own, undefined, authorization ? { authorization } : {});
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      await expectProblem(response, 401, "unauthenticated");
    }
  });

  test("refuses a device's key", async () => {
    const headers = { "x-api-key": house.ours.deviceKey };
    const response = await house.get(own, undefined, headers);
    expect(await expectProblem(response, 401, "unauthenticated")).toBeDefined();
  });
});

test.each(PLANT_ROUTES)(
  "$path gives one answer for unknown, foreign and odd ids",
  async ({ path }) => {
    const ids = [newId(), house.theirs.plant.id, "x", "__proto__", house.ours.devices[0].id, "%00"];
    const answers = await Promise.all(
      ids.map(async (id) => {
        const response = await house.get(pathOf(path, id), house.ours);
        return expectProblem(response, 404, "not_found");
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  },
);

describe("the tokens", () => {
  test("are over after the stated time", async () => {
    const short = await createHouse({ limits: { sessionMs: 60_000 } });
    expect((await short.get("/api/v1/plants", short.ours)).status).toBe(200);
    short.clock.nowMs += 59_000;
    expect((await short.get("/api/v1/plants", short.ours)).status).toBe(200);
    short.clock.nowMs += 1_000;
    await expectProblem(await short.get("/api/v1/plants", short.ours), 401, "unauthenticated");
    await short[Symbol.asyncDispose]();
  });

  test("hold no longer than their user", async () => {
    const gone = await createHouse();
    expect((await gone.get("/api/v1/plants", gone.ours)).status).toBe(200);
    await gone.catalog.deleteTenant(gone.ours.scope);
    await expectProblem(await gone.get("/api/v1/plants", gone.ours), 401, "unauthenticated");
    await gone[Symbol.asyncDispose]();
  });

  test("stay good over a restart and are no good elsewhere", async () => {
    const token = await house.token(house.ours);
    const authorization = `Bearer ${token}`;
    const restarted = await createHouse({ secrets: house.secrets, catalog: house.catalog });
    const elsewhere = await createHouse({ catalog: house.catalog });
    const again = await restarted.get("/api/v1/plants", undefined, { authorization });
    expect(again.status).toBe(200);
    const foreign = await elsewhere.get("/api/v1/plants", undefined, { authorization });
    await expectProblem(foreign, 401, "unauthenticated");
    await restarted[Symbol.asyncDispose]();
    await elsewhere[Symbol.asyncDispose]();
  });
});

async function push(key: string): Promise<Response> {
  return house.push(READING, key);
}

describe("device keys", () => {
  test("are needed whole", async () => {
    const [id, secret] = house.ours.deviceKey.split(".");
    const [otherId] = house.theirs.deviceKey.split(".");
    const wrong = ["x", ".", `${id}`, `${id}.`, `${id}.x`, `${otherId}.${secret}`, `__proto__.x`];
    const bodies = await Promise.all(
      wrong.map(async (key) => expectProblem(await push(key), 401, "unauthenticated")),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    const bearer = { authorization: `Bearer ${await house.token(house.ours)}` };
    const response = await house.api.fetch(postRequest("/api/v1/readings", READING, bearer));
    await expectProblem(response, 401, "unauthenticated");
  });

  test("stop working when they are revoked", async () => {
    const other = await createHouse();
    const key = other.ours.deviceKey;
    expect((await other.push(READING, key)).status).toBe(200);
    await other.catalog.forTenant(other.ours.scope).revokeCredential(key.split(".")[0] ?? "");
    other.clock.nowMs += 5_000;
    await expectProblem(await other.push(READING, key), 401, "unauthenticated");
    await other[Symbol.asyncDispose]();
  });
});

test("what does not exist is a problem document, and no stack", async () => {
  for (const path of ["/api/v1/nothing", "/webhooks/x", "/missing.js"])
    expect(await expectProblem(await house.get(path), 404, "not_found")).toBeDefined();
});

test("a fault of ours is logged and not explained", async () => {
  const faulty = await createHouse({
    catalog: new Proxy(house.catalog, {
      get(target, name) {
        if (name === "findCredential") throw new Error("the secret is hunter2");
        return Reflect.get(target, name);
      },
    }),
  });
  const response = await faulty.push(READING, faulty.ours.deviceKey);
  const problem = await expectProblem(response, 500, "internal");
  expect(JSON.stringify(problem)).not.toContain("hunter2");
  expect(faulty.logs.join()).toContain("hunter2");
  await faulty[Symbol.asyncDispose]();
});
