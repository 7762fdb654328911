import type { Clock, Span } from "@solarmon/core";
import {
  type StandIn,
  StandInModbus,
  type StandInModbusRequest,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { chainAt, type Model } from "./chain.ts";
import { vendorModel } from "./settings-models.ts";
import { createDevices, type SunspecDevices, type SunspecModel } from "./sunspec-devices.ts";

/** SunSpec devices behind one Modbus TCP host, on loopback. */
export async function startSunspecStandIn(
  clock: Clock,
  world: StandInWorld,
  model: SunspecModel = "solaredge",
): Promise<StandIn> {
  const site = createDevices(model, world);
  const server = await StandInModbus.start({
    clock,
    wordsOf: (request) => wordsOf(site, request),
    isForOneClient: site.isForOneClient,
  });
  const settings = {
    host: "127.0.0.1",
    port: String(server.port),
    unitIds: site.units.map(({ unitId }) => unitId).join(", "),
  };
  return {
    settings,
    sites: [{ key: "local", timeZone: world.timeZone, devices: site.devices }],
    energyWh: (_siteKey: string, span: Span) =>
      site.plants.reduce((sum, plant) => sum + plant.energyWh(span), 0),
    misbehave(fault) {
      for (const plant of site.plants) plant.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    // Nobody logs in to Modbus.
    revoke: () => undefined,
    logInAgain: () => settings,
    secrets: () => [],
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function wordsOf(
  { units }: SunspecDevices,
  { unitId, now, fault }: StandInModbusRequest,
): ReadonlyMap<number, number> | undefined {
  const unit = units.find((each) => each.unitId === unitId);
  const isDead = fault === "dead-device" && unit === units.at(-1);
  if (unit === undefined || isDead) return undefined;
  return chainAt(unit.base, changed(unit.models(now, fault), fault));
}

/** Updates bring new models, which move those behind them; and some devices show no more than who they are. */
function changed(models: readonly Model[], fault: StandInModbusRequest["fault"]): readonly Model[] {
  const [common, ...others] = models;
  if (common === undefined) return [];
  if (fault === "no-data") return [common];
  return fault === "new-field" ? [common, vendorModel(), ...others] : models;
}
