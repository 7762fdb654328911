import {
  type Connector,
  ConnectorError,
  type LinkSettings,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS, systemClock } from "@solarmon/core";

/** A made-up vendor with a password, whose one site has one inverter. Nothing is sent anywhere. */
export function acmeConnector(password: () => string): Connector {
  return {
    decoder: { vendor: "acme", endpoints: [], decode: () => ({ readings: [], problems: [] }) },
    describe: () => ({
      vendor: "acme",
      name: "Acme",
      level: "bronze",
      evidence: "documented",
      auth: "basic",
      settings: [
        { name: "account", text: "your account", isSecret: false, isRequired: true },
        { name: "password", text: "its password", isSecret: true, isRequired: true },
      ],
      quotas: [{ name: "minute", limit: 50, period: "minute" }],
      maxConcurrent: null,
      pollIntervalMs: MINUTE_MS,
      isPolledAtNight: true,
      settleMs: 0,
      historyMs: 30 * DAY_MS,
      historySpanMs: DAY_MS,
    }),
    quotaKeyOf: ({ account = "" }) => account,
    open: (settings, { ledger }) =>
      acmeLink(settings, password, async () => void (await ledger.take())),
  };
}

function acmeLink(
  settings: LinkSettings,
  password: () => string,
  count: () => Promise<void>,
): VendorLink {
  const logIn = async (): Promise<void> => {
    await count();
    if (settings["password"] !== password())
      throw new ConnectorError("auth", "acme", "the password is wrong");
  };
  const devices = [{ key: "SN1", kind: "inverter", name: "West" } as const];
  return {
    async discover() {
      await logIn();
      return [{ key: "1", name: "Roof", timeZone: "UTC", devices, capabilities: [] }];
    },
    async *poll([site]) {
      await logIn();
      const measuredAt = systemClock.now();
      const values = { acPower: 5 };
      const readings = [{ deviceId: "SN1", kind: "inverter", measuredAt, values } as const];
      yield { siteKey: site?.key ?? "", readings, problems: [] };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
