import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHouse, NOW, postRequest, type House } from "./support/house.ts";
import { jsonOf } from "./support/json-of.ts";
import { ask } from "./support/live-client.ts";
import { historyWith } from "./support/stand-ins.ts";

let house: House;
beforeAll(async () => {
  house = await createHouse();
  const readings = [
    { deviceId: house.ours.devices[0].id, measuredAt: NOW - 1_000, acPower: 4_000, status: 4 },
    { deviceId: house.ours.devices[1].id, measuredAt: NOW - 2_000, acPower: 0 },
  ];
  await house.push({ readings }, house.ours.gatewayKey, "?wait=stored");
});
afterAll(() => house[Symbol.asyncDispose]());

describe("queries", () => {
  test("say who is logged in and what the tenant has", async () => {
    const query = `{
      viewer { userId email role tenant { id name } }
      plants { id name timeZone acKw devices { name kind latest { measuredAt values { point value } } } live { power snapshot cursor timestamp } }
    }`;
    const { ours } = house;
    const { data, errors } = await ask<Record<string, unknown>>(house, ours, query);
    expect(errors).toBeUndefined();
    const { id, email } = ours.user;
    const tenant = { id: ours.tenant.id, name: "ours" };
    expect(data?.["viewer"]).toEqual({ userId: id, email, role: "owner", tenant });
    expect(data?.["plants"]).toMatchObject([
      {
        id: ours.plant.id,
        timeZone: "Europe/Madrid",
        live: { power: 4_000, snapshot: true, timestamp: "2026-06-01T11:59:59.000Z" },
        devices: expect.arrayContaining([
          {
            name: "INV-1",
            kind: "inverter",
            latest: {
              measuredAt: "2026-06-01T11:59:59.000Z",
              values: [
                { point: "acPower", value: 4_000 },
                { point: "status", value: 4 },
              ],
            },
          },
        ]),
      },
    ]);
  });

  test("give null for a plant that is unknown, foreign, or no id", async () => {
    const query = "query ($id: ID!) { plant(id: $id) { name } }";
    for (const id of [
      house.theirs.plant.id,
      "00000000-0000-4000-8000-000000000000",
      "x",
      "__proto__",
    ])
      expect(await ask(house, house.ours, query, { id })).toEqual({ data: { plant: null } });
    const { id } = house.theirs.plant;
    const seen = await ask<{ plant: { name: string } }>(house, house.theirs, query, { id });
    expect(seen.data?.plant.name).toBe("theirs roof");
  });

  const SERIES = `query ($id: ID!, $points: [String!]!, $from: AWSDateTime!, $devices: [ID!]) {
    plant(id: $id) {
      series(points: $points, from: $from, to: "2026-06-02T00:00:00Z", resolution: RAW, deviceIds: $devices) {
        deviceId times columns { point unit values } completeness
      }
    }
  }`;
  const from = "2026-06-01T00:00:00Z";

  test("give series as columns", async () => {
    const { plant, devices } = house.ours;
    const variables = { id: plant.id, points: ["acPower"], from, devices: [devices[1].id] };
    const { data } = await ask(house, house.ours, SERIES, variables);
    const columns = [{ point: "acPower", unit: "W", values: [0] }];
    const series = [{ deviceId: devices[1].id, times: [NOW - 2_000], columns, completeness: null }];
    expect(data).toEqual({ plant: { series } });
  });

  test.each([
    [{ points: ["nonsense"] }, "invalid_argument"],
    [{ from: "yesterday" }, "invalid_argument"],
    [{ devices: ["00000000-0000-4000-8000-000000000000"] }, "not_found"],
  ])("refuse %j with code %s", async (odd, code) => {
    const variables = { id: house.ours.plant.id, points: ["acPower"], from, ...odd };
    const { errors } = await ask(house, house.ours, SERIES, variables);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
  });

  test("refuse another tenant's device like an unknown one", async () => {
    const { id } = house.ours.plant;
    const answers = [house.theirs.devices[0].id, "00000000-0000-4000-8000-000000000000"].map(
      async (device) =>
        ask(house, house.ours, SERIES, { id, points: ["acPower"], from, devices: [device] }),
    );
    const [foreign, unknown] = await Promise.all(answers);
    expect(foreign).toEqual(unknown);
  });

  test("may not take more values in all than the limit, however they are divided", async () => {
    await using small = await createHouse({ limits: { graphqlValues: 3 } });
    const readings = [1, 2].map((minutes) => ({ measuredAt: NOW - minutes * 60_000, acPower: 1 }));
    await small.push(readings, small.ours.deviceKey, "?wait=stored");
    const one = `series(points: ["acPower"], from: "${from}", to: "2026-06-02T00:00:00Z", resolution: RAW) { times }`;
    const { id } = small.ours.plant;
    const single = await ask(small, small.ours, `{ plant(id: "${id}") { ${one} } }`);
    expect(single.errors).toBeUndefined();
    const twice = await ask(small, small.ours, `{ plant(id: "${id}") { a: ${one} b: ${one} } }`);
    expect(twice.errors?.[0]).toMatchObject({
      message: expect.stringContaining("more than 3 values"),
      extensions: { code: "invalid_argument" },
    });
  });
});

/** Codes of the errors that a query gets. */
async function codes(query: string): Promise<unknown[]> {
  const { errors = [] } = await ask(house, house.ours, query);
  return errors.map(({ extensions, message }) => extensions?.code ?? message);
}

function aliases(count: number): string {
  return `{ ${Array.from({ length: count }, (_, index) => `a${index}: plants { id }`).join(" ")} }`;
}

describe("limits", () => {
  test("introspection is free", async () => {
    expect(await codes(getIntrospectionQuery())).toEqual([]);
  });

  test("documents of too many fields, tokens or levels are refused", async () => {
    expect(await codes(aliases(200))).toEqual([]);
    expect(await codes(aliases(300))).toEqual(["too_large"]);
    const { errors } = await ask(house, house.ours, aliases(900));
    expect(errors?.[0]?.message).toMatch(/tokens/);
    const deep = "{ ofType ".repeat(12) + "{ name }" + " }".repeat(12);
    expect(await codes(`{ __type(name: "Plant") { fields { type ${deep} } } }`)).toEqual([]);
  });

  test("fragments are counted as if written out, without writing them out", async () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) =>
        `fragment F${index} on Query { a: plants { id } ...F${index + 1} b: plants { id } ...F${index + 1} }`,
    );
    const query = `{ ...F0 } ${doubling.join(" ")} fragment F40 on Query { plants { id } }`;
    const start = performance.now();
    expect(await codes(query)).toContain("too_large");
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test("a body over the limit is refused", async () => {
    const token = await house.token(house.ours);
    const body = { query: `{ viewer { email } } # ${"x".repeat(200_000)}` };
    const request = postRequest("/graphql", body, { authorization: `Bearer ${token}` });
    expect((await house.api.fetch(request)).status).toBe(413);
  });
});

describe("errors", () => {
  test("of ours are masked and logged", async () => {
    const history = historyWith({
      plantLive: async () => Promise.reject(new Error("the password is hunter2")),
    });
    await using faulty = await createHouse({ history });
    const answer = await ask(faulty, faulty.ours, "{ plants { live { power } } }");
    expect(answer.errors?.[0]?.extensions).toEqual({ code: "internal" });
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|\.ts:/);
    expect(faulty.logs.join()).toContain("hunter2");
  });

  test("of the query are explained", async () => {
    const { errors } = await ask(house, house.ours, "{ nonsense }");
    expect(errors?.[0]?.message).toMatch(/Cannot query field "nonsense"/);
    expect((await ask(house, house.ours, "{")).errors?.[0]?.message).toMatch(/Syntax Error/);
  });

  test("nobody learns nothing, not even the schema", async () => {
    for (const query of ["{ plants { id } }", "{ __schema { types { name } } }", "{"]) {
      const response = await house.api.fetch(postRequest("/graphql", { query }, {}));
      expect(response.status).toBe(401);
      const body = await jsonOf<Record<string, unknown>>(response);
      expect(body).toMatchObject({
        code: "unauthenticated",
        errors: [{ extensions: { code: "unauthenticated" } }],
      });
    }
  });
});
