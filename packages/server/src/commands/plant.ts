import type { Plant } from "@solarmon/core";
import { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";
import { parseNumberFlag } from "../cli/number-flag.ts";
import { createOutput, table } from "../cli/output.ts";

interface CreateFlags extends CommonFlags {
  readonly tenant: string;
  readonly name?: string;
  readonly timeZone: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly dcKwp?: string;
  readonly acKw?: string;
  readonly tilt?: string;
  readonly azimuth?: string;
}

interface ListFlags extends CommonFlags {
  readonly tenant?: string;
}

/** `solarmon plant create|list` */
export function plantCommand(): Command {
  const create = subcommand("create", "make a plant", [
    'solarmon plant create "Roof 1" --tenant "Helios Energy" --time-zone Europe/Madrid --dc-kwp 120 --ac-kw 100',
  ])
    .argument("[name]", "name of the plant")
    .requiredOption("--tenant <id or name>", "tenant that owns it")
    .option("--name <name>", "name of the plant, instead of the argument")
    .requiredOption("--time-zone <zone>", "IANA zone of its local days, e.g. Europe/Madrid")
    .option("--latitude <degrees>", "north positive")
    .option("--longitude <degrees>", "east positive")
    .option("--dc-kwp <kW>", "DC nameplate")
    .option("--ac-kw <kW>", "AC rating")
    .option("--tilt <degrees>", "of its array, from horizontal")
    .option("--azimuth <degrees>", "of its array, 180 is south")
    .action(createPlant);
  const list = subcommand("list", "list the plants", ["solarmon plant list"])
    .option("--tenant <id or name>", "only those of this tenant")
    .action(listPlants);
  return new Command("plant")
    .description("plants: sites with devices")
    .addCommand(create)
    .addCommand(list);
}

async function createPlant(argument: string | undefined, flags: CreateFlags): Promise<void> {
  const { SolarmonError } = await import("@solarmon/core");
  const { scopeOf } = await import("@solarmon/core/authority");
  const { openFolderCatalog } = await import("../folder/open-folder-catalog.ts");
  const { findTenant } = await import("../folder/find-tenant.ts");
  const { checkName } = await import("../folder/check-name.ts");
  const { ZoneClock } = await import("../import/zone-clock.ts");
  const name = argument ?? flags.name;
  if (name === undefined)
    throw new SolarmonError("invalid_argument", "name the plant: solarmon plant create NAME …");
  checkName("plant", name);
  const { timeZone } = new ZoneClock(flags.timeZone);
  const values = plantValues(flags);
  await using catalog = await openFolderCatalog(flags.dataDir);
  const tenant = await findTenant(catalog, flags.tenant);
  const plant = await catalog.forTenant(scopeOf(tenant.id)).addPlant({ name, timeZone, ...values });
  createOutput(flags.json === true).result(
    { plantId: plant.id, tenantId: tenant.id, name, timeZone },
    `Plant ${name}: ${plant.id}`,
  );
}

function plantValues(
  flags: CreateFlags,
): Omit<Plant, "id" | "tenantId" | "createdAt" | "name" | "timeZone"> {
  const dcKwp = parseNumberFlag("--dc-kwp", flags.dcKwp, 0.001, 1e7);
  const tiltDeg = parseNumberFlag("--tilt", flags.tilt, 0, 90);
  const azimuthDeg = parseNumberFlag("--azimuth", flags.azimuth, 0, 360);
  const isArray = tiltDeg !== null && azimuthDeg !== null && dcKwp !== null;
  return {
    latitudeDeg: parseNumberFlag("--latitude", flags.latitude, -90, 90),
    longitudeDeg: parseNumberFlag("--longitude", flags.longitude, -180, 180),
    dcKwp,
    acKw: parseNumberFlag("--ac-kw", flags.acKw, 0.001, 1e7),
    arrays: isArray ? [{ tiltDeg, azimuthDeg, dcKwp }] : [],
  };
}

async function listPlants(flags: ListFlags): Promise<void> {
  const { scopeOf } = await import("@solarmon/core/authority");
  const { openFolderCatalog } = await import("../folder/open-folder-catalog.ts");
  const { findTenant } = await import("../folder/find-tenant.ts");
  await using catalog = await openFolderCatalog(flags.dataDir);
  const tenants =
    flags.tenant === undefined
      ? await catalog.tenants()
      : [await findTenant(catalog, flags.tenant)];
  const output = createOutput(flags.json === true);
  const rows: string[][] = [];
  for (const tenant of tenants)
    for (const plant of await catalog.forTenant(scopeOf(tenant.id)).plants()) {
      const { id, name, timeZone, dcKwp, acKw } = plant;
      if (output.isJson)
        output.result({ plantId: id, tenantId: tenant.id, name, timeZone, dcKwp, acKw });
      else rows.push([id, name, timeZone, tenant.name]);
    }
  if (output.isJson) return;
  const header = ["PLANT", "NAME", "TIME ZONE", "TENANT"];
  output.result({}, rows.length === 0 ? "No plants yet." : table([header, ...rows]));
}
