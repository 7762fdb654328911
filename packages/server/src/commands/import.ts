import type { DeviceKind } from "@solarmon/core";
import { type Command, Option } from "commander";
import { collect, type CommonFlags, subcommand } from "../cli/common-options.ts";
import { TIME_FORMATS, type TimeFormat } from "../import/time-fields.ts";
import { DEVICE_KINDS } from "./device.ts";

export interface ImportFlags extends CommonFlags {
  readonly plant: string;
  readonly map: readonly string[];
  readonly time: string;
  readonly timeZone?: string;
  readonly timeFormat?: TimeFormat;
  readonly device?: string;
  readonly deviceName?: string;
  readonly kind: DeviceKind;
  readonly rejects?: string;
}

/** `solarmon import FILE --plant … --map … --time …` */
export function importCommand(): Command {
  return subcommand("import", "bring history from a CSV file (.csv or .csv.gz) into a plant", [
    "solarmon import generation.csv.gz --plant 'Roof 1' --time DATE_TIME --device SOURCE_KEY \\",
    "    --map acPower=AC_POWER*1000,acEnergyTotal=TOTAL_YIELD*1000",
    "solarmon import wide.csv --plant 'Roof 1' --time '#1' --time-zone UTC \\",
    "    --map 'Inverter 1/acPower=P_AC_1,Inverter 2/acPower=P_AC_2'",
  ])
    .argument("<file>", "the CSV file")
    .requiredOption("--plant <id or name>", "plant that the readings belong to")
    .requiredOption(
      "--map <point=column[*scale]>",
      "columns by point, separated by commas; may be given again",
      collect,
      [],
    )
    .requiredOption("--time <column>", "column with the time; #1 is the first column")
    .option("--time-zone <zone>", "zone of times that name none; default that of the plant")
    .addOption(
      new Option("--time-format <format>", "default: found out from the file").choices(
        TIME_FORMATS,
      ),
    )
    .option("--device <column>", "column with the device's name; unknown devices are made")
    .option("--device-name <name>", "device of all rows, when no column names it")
    .addOption(
      new Option("--kind <kind>", "kind of devices that are made")
        .choices(DEVICE_KINDS)
        .default("inverter"),
    )
    .option("--rejects <file>", "write every refused row or value there, a JSON object per line")
    .action(async (file: string, flags: ImportFlags) => {
      const { importFile } = await import("../import/import-file.ts");
      await importFile(file, flags);
    });
}
