import { connectorLaws, measureConnector } from "@solarmon/connectors-kit/testing";
import { expect, test } from "vitest";
import { brokenAcme } from "../acme/broken-acme.ts";
import { startAcmeStandIn } from "../../../../examples/connector-acme/test/support/acme-stand-in.ts";

const RE_READ = "a settled day that is read again is the same";
const NAMES =
  "a discovery names sites and devices, and knows the time zone or says that it does not";

test("a measure says the level, and what keeps a connector from the next", async () => {
  const connector = brokenAcme({
    link: (inner) => ({
      discover: async () => (await inner.discover()).map((site) => ({ ...site, name: "" })),
    }),
  });
  const { level, results } = await measureConnector({ connector, standIn: startAcmeStandIn });
  expect(level).toBe("silver");
  expect(results).toHaveLength(connectorLaws.length);
  const open = results.filter(({ outcome }) => outcome !== "held");
  expect(open).toMatchObject([{ name: NAMES, level: "gold", outcome: "broken" }]);
  expect(open[0]?.detail).toContain("has no name");
});

test("laws that the author passes over keep the level down, those that cannot apply do not", async () => {
  const { level, results } = await measureConnector({
    connector: brokenAcme({ describe: { maxConcurrent: null } }),
    standIn: startAcmeStandIn,
    skip: { [RE_READ]: "not today" },
  });
  expect(level).toBe("silver");
  const open = results.filter(({ outcome }) => outcome !== "held");
  expect(open).toMatchObject([
    { outcome: "not_applicable", detail: "it has no such limit" },
    { name: RE_READ, outcome: "skipped", detail: "not today" },
  ]);
});

test("a law to pass over must exist", async () => {
  const options = { connector: brokenAcme({}), standIn: startAcmeStandIn, skip: { nothing: "?" } };
  await expect(measureConnector(options)).rejects.toThrow('no law is named "nothing"');
});
