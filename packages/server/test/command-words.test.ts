import { RateLimitedError, SolarmonError } from "@solarmon/core";
import { describe, expect, it } from "vitest";
import { createProgram } from "../src/cli/create-program.ts";
import { exitCodeOf } from "../src/cli/exit-codes.ts";
import { parseInstantFlag } from "../src/cli/instant-flag.ts";
import { parseNumberFlag } from "../src/cli/number-flag.ts";
import { table } from "../src/cli/output.ts";
import { portError } from "../src/port-error.ts";
import { readSettings } from "../src/settings.ts";

describe("the solarmon command", () => {
  it("has --json, --data-dir and examples for every subcommand that does something", () => {
    const leaves = createProgram().commands.flatMap((command) =>
      command.commands.length > 0 ? [...command.commands] : [command],
    );
    expect(leaves.map((command) => command.name())).toEqual([
      "up",
      "create",
      "list",
      "create",
      "list",
      "provision",
      "import",
      "connect",
      "list",
      "show",
      "remove",
      "sign-in",
      "poll",
      "backfill",
      "query",
      "replay",
      "decode",
      "acknowledge",
      "resolve",
      "audit",
      "usage",
      "backup",
      "restore",
      "migrate",
      "doctor",
    ]);
    for (const command of leaves) {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toContain("--json");
      expect(help).toContain("--data-dir");
      expect(help).toContain("Examples:\n  ");
    }
  });
});

describe("readSettings", () => {
  it("takes flags before the environment before defaults", () => {
    const environment = { SOLARMON_PORT: "9000", SOLARMON_DATA_DIR: "/x", SOLARMON_HOST: " " };
    expect(readSettings({ port: "9001" }, environment)).toEqual({
      dataDir: "/x",
      host: "127.0.0.1",
      port: 9001,
      mqttPort: 1883,
      services: {},
      role: "all",
    });
  });

  it.each(["abc", "-1", "65536", "80.5"])(
    "refuses the port %s and says where it is set",
    (port) => {
      expect(() => readSettings({}, { SOLARMON_MQTT_PORT: port })).toThrow(/SOLARMON_MQTT_PORT/);
      expect(() => readSettings({ port }, {})).toThrow(/--port/);
    },
  );
});

describe("flags", () => {
  const now = Date.UTC(2026, 0, 2);

  it.each([
    ["24h", Date.UTC(2026, 0, 1)],
    ["1.5d", now - 129_600_000],
    ["2026-01-01T00:00:00Z", Date.UTC(2026, 0, 1)],
    ["2026-01-01 02:00+02:00", Date.UTC(2026, 0, 1)],
    ["1767225600000", Date.UTC(2026, 0, 1)],
  ])("reads the instant %s", (text, at) => {
    expect(parseInstantFlag("--from", text, now)).toBe(at);
  });

  it.each(["yesterday", "2026-01-01T00:00:00", "5w", ""])("refuses the instant %j", (text) => {
    expect(() => parseInstantFlag("--from", text, now)).toThrow(/--from is/);
  });

  it("reads numbers within their range only", () => {
    expect(parseNumberFlag("--tilt", undefined, 0, 90)).toBeNull();
    expect(parseNumberFlag("--tilt", "30.5", 0, 90)).toBe(30.5);
    for (const text of ["", "91", "abc", "NaN"])
      expect(() => parseNumberFlag("--tilt", text, 0, 90)).toThrow(/from 0 to 90/);
  });
});

describe("answers", () => {
  it("has an exit code for each kind of failure", () => {
    expect(exitCodeOf(new SolarmonError("invalid_argument", ""))).toBe(2);
    expect(exitCodeOf(new SolarmonError("locked", ""))).toBe(3);
    expect(exitCodeOf(new SolarmonError("cancelled", ""))).toBe(130);
    expect(exitCodeOf(new RateLimitedError("", 1))).toBe(1);
    expect(exitCodeOf(new TypeError("x"))).toBe(1);
  });

  it.each([
    ["EADDRINUSE", "MQTT port 1883 on ::1 is taken by another program"],
    ["EACCES", "may not be opened by this user"],
    ["EADDRNOTAVAIL", "no address of this machine"],
  ])("says %s in words", (code, words) => {
    const failure = Object.assign(new Error("listen"), { code });
    const said = portError(failure, "MQTT", "::1", 1883, "SOLARMON_MQTT_PORT");
    expect(said).toMatchObject({ message: expect.stringContaining(words) });
  });

  it("puts rows into columns", () => {
    expect(
      table([
        ["A", "NAME"],
        ["123", "x"],
      ]),
    ).toBe("A    NAME\n123  x");
  });
});
