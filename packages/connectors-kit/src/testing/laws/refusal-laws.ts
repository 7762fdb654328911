import assert from "node:assert/strict";
import { MINUTE_MS, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { MemoryHostOptions } from "../../create-memory-host.ts";
import { ConnectorError, type ConnectorErrorKind } from "../../http/connector-error.ts";
import type { StandInFault } from "../stand-in.ts";
import { type ConnectorLaw, withoutLogin, withoutQuota } from "../suite/connector-law.ts";
import { measuredIn, outcomeOf, pollWell } from "../suite/outcome.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";

/** Polls while the stand-in goes wrong: nothing may be invented. @returns what was told of it */
async function failWith(
  bench: ConnectorBench,
  fault: StandInFault,
  host: MemoryHostOptions = {},
): Promise<readonly ConnectorError[]> {
  const { link, sites } = await bench.linked();
  await pollWell(link, sites);
  // The newest readings may be kept for as long as the vendor has no newer ones.
  bench.clock.advance(bench.description.pollIntervalMs + MINUTE_MS);
  const broken = Object.keys(host).length > 0 ? await bench.link(host) : link;
  bench.standIn.misbehave(fault);
  const { readings, errors } = await outcomeOf(broken.poll(sites));
  assert.deepEqual(measuredIn(readings), [], "values were invented");
  assert.ok(errors.length > 0, `nothing was told of "${fault}"`);
  return errors.map((error) => {
    assert.ok(ConnectorError.isConnectorError(error), `not classified: ${String(error)}`);
    return error;
  });
}

/** How often each address was called meanwhile. */
async function callsOf(
  { standIn }: ConnectorBench,
  act: () => Promise<unknown>,
): Promise<ReadonlyMap<string, number>> {
  const before = standIn.calls.length;
  await act();
  const calls = standIn.calls.slice(before).map(({ what }) => what);
  return new Map([...Map.groupBy(calls, (what) => what)].map(([what, all]) => [what, all.length]));
}

function refusal(
  name: string,
  fault: StandInFault,
  kinds: readonly ConnectorErrorKind[],
  more: Partial<ConnectorLaw> & { readonly host?: MemoryHostOptions } = {},
): ConnectorLaw {
  const { host, ...rest } = more;
  return {
    name,
    level: "bronze",
    ...rest,
    async run({ subject }) {
      for (const error of await failWith(subject, fault, host))
        assert.ok(kinds.includes(error.kind), `${error.message}: kind ${error.kind}`);
    },
  };
}

export const refusalLaws: readonly ConnectorLaw[] = [
  refusal("401 means that somebody must log in", "unauthorized", ["auth"], {
    exempt: withoutLogin,
  }),
  refusal("403 means that the log-in is not allowed to", "forbidden", ["permission"], {
    exempt: withoutLogin,
  }),
  {
    name: "429 means too often, and Retry-After says until when",
    level: "bronze",
    exempt: withoutQuota,
    async run({ subject }) {
      const [first] = await failWith(subject, "rate-limited");
      assert.equal(first?.kind, "rate");
      const waitMs = (first?.retryAt ?? 0) - subject.clock.now();
      assert.ok(waitMs > 0 && waitMs <= 15 * MINUTE_MS, `to wait for ${waitMs / SECOND_MS} s`);
    },
  },
  refusal("5xx may work later", "server-error", ["transient"]),
  {
    name: "a call that fails is not sent again: whoever schedules decides about that",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const [site] = sites;
      assert.ok(site, "the stand-in has no site");
      await pollWell(link, [site]);
      const good = await callsOf(subject, async () => await pollWell(link, [site]));
      subject.standIn.misbehave("server-error");
      const bad = await callsOf(subject, async () => await outcomeOf(link.poll([site])));
      for (const [what, count] of bad)
        assert.ok(count <= (good.get(what) ?? 1), `${what} was sent ${count} times`);
    },
  },
  refusal("no answer in time may work later", "slow", ["transient"], {
    host: { timeoutMs: 250 },
  }),
  {
    name: "whoever asked can end a call that takes too long",
    level: "bronze",
    async run({ subject }) {
      const { sites } = await subject.linked();
      const link = await subject.link({ timeoutMs: 2_000 });
      subject.standIn.misbehave("slow");
      const { errors } = await outcomeOf(link.poll(sites, { signal: AbortSignal.timeout(50) }));
      const [error] = errors;
      assert.ok(SolarmonError.is(error) && error.code === "cancelled", "the call went on");
    },
  },
  refusal("half a body is no reply", "cut-off", ["transient", "protocol"]),
  refusal("a web page is no reply", "not-json", ["protocol", "auth", "transient"]),
];
