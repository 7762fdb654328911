import {
  type Connector,
  createLinkHttp,
  type LinkHost,
  type LinkSettings,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";

const DEVICES = [{ key: "inverter", kind: "inverter", name: "Inverter" } as const];

/** A vendor that gives new values each minute and counts calls per account; one site and one call a poll. */
export function createBenchConnector(): Connector {
  return {
    decoder: { vendor: "bench", endpoints: [], decode: () => ({ readings: [], problems: [] }) },
    describe: () => ({
      vendor: "bench",
      name: "Bench",
      level: "bronze",
      evidence: "documented",
      auth: "none",
      settings: [],
      quotas: [{ name: "day", limit: 10_000, period: "day" }],
      maxConcurrent: 4,
      pollIntervalMs: MINUTE_MS,
      isPolledAtNight: true,
      settleMs: 0,
      historyMs: 0,
      historySpanMs: DAY_MS,
    }),
    quotaKeyOf: ({ account = "" }) => account,
    open: openLink,
  };
}

function openLink({ address = "" }: LinkSettings, host: LinkHost): VendorLink {
  const http = createLinkHttp({ vendor: "bench" }, host);
  return {
    async discover() {
      return [{ key: "1", name: "Site", timeZone: "UTC", devices: DEVICES, capabilities: [] }];
    },
    async *poll() {
      const { body, receivedAt } = await http.send({ url: address });
      const reply: Reply = JSON.parse(new TextDecoder().decode(body));
      const values = { acPower: reply.powerW, acEnergyTotal: reply.energyWh };
      const device = { deviceId: "inverter", kind: "inverter" } as const;
      const readings = [{ ...device, measuredAt: receivedAt, values }];
      yield { siteKey: "1", readings, problems: [] };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

interface Reply {
  readonly powerW: number;
  readonly energyWh: number;
}
