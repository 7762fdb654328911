import assert from "node:assert/strict";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { setTimeout as wait } from "node:timers/promises";
import { ConnectorError } from "../../http/connector-error.ts";
import type { TokenSet } from "../../tokens/token-store.ts";
import { type ConnectorBench, KeptTokens } from "../suite/connector-bench.ts";
import { type ConnectorLaw, withoutLogin } from "../suite/connector-law.ts";
import { outcomeOf, pollWell } from "../suite/outcome.ts";

/** Long enough for a call that should not be made to arrive over loopback. */
const ARRIVAL_MS = 20;

/** Keeps tokens slowly, and sees who uses them before they are safe. */
class SlowTokens extends KeptTokens {
  readonly #callCount: () => number;
  early = 0;
  saves = 0;

  constructor(callCount: () => number) {
    super();
    this.#callCount = callCount;
  }

  override async save(tokens: TokenSet): Promise<void> {
    const before = this.#callCount();
    await wait(ARRIVAL_MS);
    this.early += this.#callCount() - before;
    this.saves += 1;
    await super.save(tokens);
  }
}

async function readAgain(bench: ConnectorBench): Promise<void> {
  bench.logInAgain();
  const { link, sites } = await bench.linked();
  const { readings } = await pollWell(link, sites);
  assert.ok(readings.length > 0, "nothing is read after logging in again");
}

export const loginLaws: readonly ConnectorLaw[] = [
  {
    name: "a log-in that was revoked is told as one, and a new one works",
    level: "silver",
    exempt: withoutLogin,
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      await pollWell(link, sites);
      subject.standIn.revoke();
      for (let poll = 0; poll < 2; poll += 1) {
        subject.clock.advance(subject.description.pollIntervalMs);
        const { errors } = await outcomeOf(link.poll(sites));
        const isTold = errors.some(
          (error) => ConnectorError.isConnectorError(error) && error.kind === "auth",
        );
        assert.ok(isTold, "nobody is told to log in");
      }
      await readAgain(subject);
    },
  },
  {
    name: "a link goes on for days and over restarts, and new tokens are safe before they are used",
    level: "silver",
    exempt: withoutLogin,
    async run({ subject }) {
      const tokens = new SlowTokens(() => subject.standIn.calls.length);
      for (let day = 0; day < 3; day += 1) {
        const { link, sites } = await subject.linked({ tokens });
        for (let poll = 0; poll < 4; poll += 1) {
          await pollWell(link, sites);
          subject.clock.advance(HOUR_MS * 1.5);
        }
        subject.clock.advance(DAY_MS - 6 * HOUR_MS);
      }
      assert.equal(tokens.early, 0, "a token was used before it was kept");
    },
  },
];
