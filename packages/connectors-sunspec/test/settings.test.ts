import { createMemoryHost } from "@solarmon/connectors-kit";
import { sunspecConnector } from "@solarmon/connectors-sunspec";
import { describe, expect, it } from "vitest";

const GOOD = { host: "192.168.1.20" };

describe("settings of a link", () => {
  it.each([
    ["host", " "],
    ["port", "modbus"],
    ["port", "70000"],
    ["unitIds", "1, 256"],
    ["unitIds", "1.5"],
    ["unitIds", ","],
    ["timeoutMs", "0"],
    ["pauseMs", "a while"],
    ["baseAddresses", "-1"],
  ])("name %s when it is %j", async (name, value) => {
    const host = await createMemoryHost(sunspecConnector, GOOD);
    const open = () => sunspecConnector.open({ ...GOOD, [name]: value }, host);
    expect(open).toThrow(expect.objectContaining({ code: "invalid_argument" }));
    expect(open).toThrow(name);
  });

  it("have defaults, and one ledger per host and port", () => {
    expect(sunspecConnector.quotaKeyOf(GOOD)).toBe("sunspec/192.168.1.20:502");
    const other = { host: " Inverter.local ", port: "1502", unitIds: "1;2  126" };
    expect(sunspecConnector.quotaKeyOf(other)).toBe("sunspec/inverter.local:1502");
  });
});
