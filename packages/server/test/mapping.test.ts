import { describe, expect, it } from "vitest";
import { findColumn, parseMappings } from "../src/import/mapping.ts";

const COLUMNS = ["", "AC [kW]", "Global CMP22 (vent/cor), W", "a*b", "T", "t", "x", "x"];

describe("parseMappings", () => {
  it("reads points, columns and scales, in the order in which values are packed", () => {
    const [group] = parseMappings(["dcPower=T,acPower=AC [kW]*1000", "frequency=t*-1e-2"], COLUMNS);
    expect(group?.maps).toMatchObject([
      { pointName: "acPower", column: 1, scale: 1000 },
      { pointName: "frequency", column: 5, scale: -0.01 },
      { pointName: "dcPower", column: 4, scale: 1 },
    ]);
  });

  it("takes columns by number, with commas and with stars in their names", () => {
    const [group] = parseMappings(
      ["acPower=#1, ghi=Global CMP22 (vent/cor), W*2, status=a*b,"],
      COLUMNS,
    );
    expect(group?.maps.map(({ column, scale }) => [column, scale])).toEqual([
      [0, 1],
      [3, 1],
      [2, 2],
    ]);
  });

  it("groups the columns of several devices in a row", () => {
    const groups = parseMappings(["A/acPower=T,B 2/acPower=t,A/dcPower=a*b"], COLUMNS);
    expect(groups.map(({ deviceName, maps }) => [deviceName, maps.length])).toEqual([
      ["A", 2],
      ["B 2", 1],
    ]);
  });

  it.each([
    ["acpower=T", "Did you mean acPower?"],
    ["power=T", "The points are: acPower"],
    ["acPower=Z", "The columns are: #1, AC [kW]"],
    ["acPower=ac [kw]", 'Did you mean "AC [kW]"?'],
    ["acPower=T,acPower=t", "mapped twice"],
    ["acPower=T*0", "must not be 0"],
    ["acPower", "write point=column"],
    ["", "--map is empty"],
    ["acPower=x", "say which by number, e.g. #7"],
  ])("says what is wrong with %j", (text, message) => {
    expect(() => parseMappings([text], COLUMNS)).toThrow(message);
  });
});

describe("findColumn", () => {
  it("prefers a name over a number", () => {
    expect(findColumn("#2", ["a", "b", "#2"])).toBe(2);
  });
});
