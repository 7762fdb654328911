import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { StandInFault } from "../stand-in.ts";
import type { ConnectorBench, LinkedBench } from "../suite/connector-bench.ts";
import { type ConnectorLaw, withoutLogin } from "../suite/connector-law.ts";
import { outcomeOf } from "../suite/outcome.ts";

const FAULTS: readonly (StandInFault | null)[] = [
  null,
  "unauthorized",
  "forbidden",
  "rate-limited",
  "server-error",
  "cut-off",
  "not-json",
  "no-data",
  "new-field",
];

/** Everything that somebody could print of a call: errors with stacks and causes, problems, readings. */
async function toldOf({ link, sites }: LinkedBench): Promise<string> {
  const { pages, ...outcome } = await outcomeOf(link.poll(sites));
  const discovered = await link.discover().catch((error: unknown) => error);
  return inspect([pages, outcome, discovered], {
    depth: 12,
    showHidden: true,
    maxArrayLength: null,
  });
}

async function toldOfAll(bench: ConnectorBench): Promise<string> {
  const linked = await bench.linked();
  const told: string[] = [];
  for (const fault of FAULTS) {
    bench.standIn.misbehave(fault);
    told.push(await toldOf({ ...linked, link: await bench.link() }), await toldOf(linked));
  }
  bench.standIn.misbehave(null);
  bench.standIn.revoke();
  told.push(await toldOf(linked));
  return told.join("\n");
}

export const secretLaws: readonly ConnectorLaw[] = [
  {
    name: "no secret shows in an error, its causes, a problem or a recording",
    level: "bronze",
    exempt: withoutLogin,
    async run({ subject }) {
      const told = await toldOfAll(subject);
      const recorded = JSON.stringify(subject.recordings);
      const secrets = subject.standIn.secrets();
      assert.ok(secrets.length > 0, "the stand-in has no secret");
      for (const secret of secrets) {
        assert.ok(!told.includes(secret), `${hint(secret)} is told`);
        assert.ok(!recorded.includes(secret), `${hint(secret)} is in a recording`);
      }
    },
  },
];

function hint(secret: string): string {
  return `the secret that starts with ${secret.slice(0, 3)}`;
}
