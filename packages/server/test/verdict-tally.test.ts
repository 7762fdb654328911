import { describe, expect, it } from "vitest";
import { VerdictTally } from "../src/verdicts/verdict-tally.ts";

/** Whether it has resolved once all that is due was done. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => (over = true));
  await new Promise((resolve) => setImmediate(resolve));
  return over;
}

describe("VerdictTally", () => {
  it("adds up verdicts, each envelope's once, and nobody else's", () => {
    const tally = new VerdictTally({ maxWaiting: 2 });
    tally.expect("a", 3);
    tally.expect("b", 1);
    tally.hear("a", ["stored", "stored", "duplicate"]);
    tally.hear("a", ["stored", "stored", "duplicate"]); // done again after a worker died
    tally.hear("stranger", ["replaced"]);
    expect(tally.counts).toEqual({ stored: 2, duplicate: 1, replaced: 0, outranked: 0 });
    expect(tally.waitingReadings).toBe(1);
  });

  it("has room once those that store follow", async () => {
    const tally = new VerdictTally({ maxWaiting: 2 });
    for (const name of ["a", "b"]) tally.expect(name, 1);
    const [room, all] = [tally.room(), tally.all()];
    expect(await isOver(room)).toBe(false);
    tally.hear("a", ["stored"]);
    expect(await isOver(room)).toBe(true);
    expect(await isOver(all)).toBe(false);
    tally.hear("b", ["stored"]);
    expect(await isOver(all)).toBe(true);
  });

  it("waits no longer where nobody tells verdicts", async () => {
    const silent = new VerdictTally({ maxWaiting: 1, silentMs: 10 });
    silent.expect("a", 7);
    await silent.all();
    expect(silent.waitingReadings).toBe(7);
    const deaf = new VerdictTally({ maxWaiting: 1 });
    deaf.expect("a", 7);
    const all = deaf.all();
    deaf.stopWaiting();
    await all;
    await deaf.room();
  });
});
