import assert from "node:assert/strict";
import { HOUR_MS } from "@solarmon/core";
import type { ConnectorBench, LinkedBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { pollWell } from "../suite/outcome.ts";

type Counters = ReadonlyMap<string, number>;

async function countersOf({ link, sites }: LinkedBench): Promise<Counters> {
  const { readings } = await pollWell(link, sites);
  const counters = readings.flatMap(({ siteKey, deviceId, values }) => {
    const wh = values["acEnergyTotal"];
    return typeof wh === "number" ? [[`${siteKey} ${deviceId}`, wh] as const] : [];
  });
  return new Map(counters);
}

/** Counters before and after, of every device that had one. A vendor without lifetime counters has none. */
async function countersAfter(
  bench: ConnectorBench,
  misbehave: (linked: LinkedBench) => Promise<Counters>,
): Promise<readonly (readonly [device: string, before: number, after: number | undefined])[]> {
  const linked = await bench.linked();
  const before = await misbehave(linked);
  bench.clock.advance(3 * HOUR_MS);
  const after = await countersOf(linked);
  return [...before].map(([device, wh]) => [device, wh, after.get(device)]);
}

export const counterLaws: readonly ConnectorLaw[] = [
  {
    name: "a lifetime counter that starts again is passed on as it is",
    level: "bronze",
    async run({ subject }) {
      const pairs = await countersAfter(subject, async (linked) => {
        const before = await countersOf(linked);
        subject.standIn.misbehave("counter-reset");
        return before;
      });
      for (const [device, before, after] of pairs)
        assert.ok(after !== undefined && after < before, `${device}: ${before}, then ${after} Wh`);
    },
  },
  {
    name: "a lifetime counter that runs over is passed on as it is",
    level: "bronze",
    async run({ subject }) {
      const pairs = await countersAfter(subject, async (linked) => {
        subject.standIn.misbehave("counter-rollover");
        return await countersOf(linked);
      });
      for (const [device, before, after] of pairs)
        assert.ok(after !== undefined && after < before, `${device}: ${before}, then ${after} Wh`);
    },
  },
];
