import { SolarmonError } from "@solarmon/core";
import { describe, expect, it } from "vitest";
import type { PartHealth } from "@solarmon/api";
import { diskProbe } from "../src/services/probes/disk-probe.ts";
import type { Probe } from "../src/services/probes/probe.ts";
import { ProbeBoard, type ProbeBoardOptions } from "../src/services/probes/probe-board.ts";
import { redisProbe } from "../src/services/probes/redis-probe.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const NEVER: Probe["check"] = () => new Promise(() => undefined);

const leaky: Probe["check"] = async () => {
  throw new Error("connect postgres://me:hunter2@db");
};

function boardOf(
  check: Probe["check"],
  options: Partial<ProbeBoardOptions> = {},
): { board: ProbeBoard; told: PartHealth[] } {
  const told: PartHealth[] = [];
  const probes = [{ name: "postgresql", without: "failed", check } as const];
  return {
    board: new ProbeBoard({ probes, onChange: (part) => told.push(part), ...options }),
    told,
  };
}

describe("ProbeBoard", () => {
  it("asks once for all who ask at a time, and again only when the answer is old", async () => {
    let asked = 0;
    const check = async (): Promise<void> => void asked++;
    const { board } = boardOf(check, { freshMs: 60_000 });
    await Promise.all(Array.from({ length: 50 }, () => board.look()));
    await board.look();
    expect(asked).toBe(1);
    const { board: hasty } = boardOf(check, { freshMs: 0 });
    for (let n = 0; n < 3; n++) await hasty.look();
    expect(asked).toBe(4);
  });

  it("counts what does not answer in time as away, and lets it give up", async () => {
    const signals: AbortSignal[] = [];
    const { board } = boardOf(
      (signal) => {
        signals.push(signal);
        return NEVER(signal);
      },
      { timeoutMs: 20 },
    );
    expect(await board.look()).toEqual([
      { name: "postgresql", state: "failed", reason: "no answer within 20 ms" },
    ]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it("tells a change once, and the way back", async () => {
    let isAway = true;
    const away = new SolarmonError("unavailable", "it does not answer");
    const check = async (): Promise<void> => {
      if (isAway) throw away;
    };
    const { board, told } = boardOf(check, { freshMs: 0 });
    await board.look();
    await board.look();
    isAway = false;
    await board.look();
    expect(told.map(({ state }) => state)).toEqual(["failed", "ok"]);
  });

  it("tells nothing of an error that was not written for people", async () => {
    const { board } = boardOf(leaky);
    expect(await board.look()).toMatchObject([{ reason: "the check itself failed" }]);
  });

  it("tells what goes on without Redis", async () => {
    const board = new ProbeBoard({ probes: [redisProbe(() => false)], onChange: () => undefined });
    const reason = expect.stringContaining("readings are taken and stored");
    expect(await board.look()).toEqual([{ name: "redis", state: "degraded", reason }]);
  });
});

describe("diskProbe", () => {
  it("is content with a folder that can be written, and says what is wrong with one that cannot", async () => {
    await using folder = await temporaryFolder();
    const { signal } = new AbortController();
    await diskProbe(folder.path).check(signal);
    await expect(diskProbe(`${folder.path}/gone`).check(signal)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.not.stringContaining(folder.path),
    });
  });
});
