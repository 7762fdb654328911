import type {
  Connector,
  ConnectorDescription,
  DecodedReading,
  VendorLink,
} from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";

/** A made-up vendor's reading of an inverter. */
export function acmeReading(
  deviceId: string,
  measuredAt: number,
  values: DecodedReading["values"],
): DecodedReading {
  return { deviceId, kind: "inverter", measuredAt, values };
}

/** A made-up vendor that counts calls per account, ten a minute. */
export function acmeConnector(open: Connector["open"] = closedLink): Connector {
  return {
    decoder: { vendor: "acme", endpoints: [], decode: () => ({ readings: [], problems: [] }) },
    describe: () => DESCRIPTION,
    quotaKeyOf: ({ account = "" }) => account,
    open,
  };
}

function closedLink(): VendorLink {
  return {
    discover: async () => [],
    async *poll() {},
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const DESCRIPTION: ConnectorDescription = {
  vendor: "acme",
  name: "Acme",
  level: "bronze",
  evidence: "documented",
  auth: "basic",
  settings: [
    { name: "account", text: "your account", isSecret: false, isRequired: true },
    { name: "password", text: "its password", isSecret: true, isRequired: true },
    {
      name: "address",
      text: "of the API",
      isSecret: false,
      isRequired: false,
      default: "acme.example",
    },
  ],
  quotas: [{ name: "minute", limit: 10, period: "minute" }],
  maxConcurrent: 2,
  pollIntervalMs: MINUTE_MS,
  isPolledAtNight: true,
  settleMs: 0,
  historyMs: 30 * DAY_MS,
  historySpanMs: DAY_MS,
};
