import { inverterModel } from "./inverter-models.ts";
import { meterModel } from "./meter-models.ts";
import { commonModel } from "./settings-models.ts";
import { inverterAt, meterAt } from "./sun-and-house.ts";
import type { MakePlant, SunspecDevices } from "./sunspec-devices.ts";

const BASE = 40_000;
const LEADER = "7E1504AA";
const FOLLOWER = "7E1504BB";
const METER = "4000123";

/** Its meter counts what is given to the grid. */
export function solaredge(plantOf: MakePlant): SunspecDevices {
  const [leader, follower] = [plantOf(46_000), plantOf(29_000)];
  const identity = { manufacturer: "SolarEdge", version: "0004.0020.0036" };
  const inverter = { ...identity, model: "SE10K-RW0TEBNN4" };
  const meter = { ...identity, model: "SE-MTR-3Y-400V-A", serial: METER };
  return {
    plants: [leader, follower],
    isForOneClient: true,
    units: [
      {
        unitId: 1,
        base: BASE,
        models: (now, fault) => [
          commonModel({ ...inverter, serial: LEADER }, 1),
          inverterModel(inverterAt(leader, now, fault, true)),
          commonModel(meter, 1),
          meterModel(meterAt([leader, follower], now, fault, -1)),
        ],
      },
      {
        unitId: 2,
        base: BASE,
        models: (now, fault) => [
          commonModel({ ...inverter, serial: FOLLOWER }, 2),
          inverterModel(inverterAt(follower, now, fault, true)),
        ],
      },
    ],
    devices: [
      { key: LEADER, kind: "inverter" },
      { key: METER, kind: "meter" },
      { key: FOLLOWER, kind: "inverter" },
    ],
  };
}
