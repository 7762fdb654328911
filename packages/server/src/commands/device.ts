import type { DeviceKind } from "@solarmon/core";
import { Command, Option } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";
import { parseNumberFlag } from "../cli/number-flag.ts";
import { createOutput } from "../cli/output.ts";

export const DEVICE_KINDS: readonly DeviceKind[] = [
  "inverter",
  "meter",
  "battery",
  "weather",
  "logger",
];

interface ProvisionFlags extends CommonFlags {
  readonly kind: DeviceKind;
  readonly gateway?: boolean;
  readonly ratedKw?: string;
  readonly intervalSeconds?: string;
}

/** `solarmon device provision PLANT NAME` */
export function deviceCommand(): Command {
  const provision = subcommand(
    "provision",
    "make a device (or take the one of that name) and a credential for it, printed once",
    [
      'solarmon device provision "Roof 1" "Inverter 1" --rated-kw 25',
      'solarmon device provision "Roof 1" "Data logger" --kind logger --gateway',
    ],
  )
    .argument("<plant>", "id or name of the plant")
    .argument("<name>", "name of the device, unique in its plant")
    .addOption(new Option("--kind <kind>", "what it is").choices(DEVICE_KINDS).default("inverter"))
    .option("--gateway", "the credential may write every device of the plant")
    .option("--rated-kw <kW>", "AC rating; bounds the power that is believed")
    .option("--interval-seconds <s>", "usual time between readings; learned when not given")
    .action(provisionDevice);
  return new Command("device").description("devices: what measures").addCommand(provision);
}

async function provisionDevice(
  plantName: string,
  name: string,
  flags: ProvisionFlags,
): Promise<void> {
  const { openFolderCatalog } = await import("../folder/open-folder-catalog.ts");
  const { findPlant } = await import("../folder/find-plant.ts");
  const { provision } = await import("../folder/provision.ts");
  const { checkName } = await import("../folder/check-name.ts");
  checkName("device", name);
  const ratedKw = parseNumberFlag("--rated-kw", flags.ratedKw, 0.001, 1e6);
  const seconds = parseNumberFlag("--interval-seconds", flags.intervalSeconds, 0.1, 86_400);
  await using catalog = await openFolderCatalog(flags.dataDir);
  const plant = await findPlant(catalog, plantName);
  const made = await provision(catalog, plant, {
    name,
    kind: flags.kind,
    isGateway: flags.gateway === true,
    ratedPowerW: ratedKw === null ? null : ratedKw * 1000,
    intervalMs: seconds === null ? null : seconds * 1000,
  });
  const text = [
    `Device ${name}: ${made.deviceId}`,
    `MQTT topic ${made.topic}`,
    `MQTT user name ${made.username}`,
    `MQTT password ${made.password}`,
    `HTTP X-API-Key ${made.apiKey}`,
    "",
    "The password is shown only now.",
  ];
  createOutput(flags.json === true).result({ ...made, name, plantId: plant.id }, text.join("\n"));
}
