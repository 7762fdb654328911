import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  geometricClipping,
  levelsClipping,
  logicClipFilter,
  quantileClipFilter,
  readTrees,
  thresholdClipping,
  xgboostClipFilter,
  type Mounting,
  type Trees,
  type XgboostModel,
} from "@solarmon/kpi/clipping";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";
import type { GoldenFile } from "../golden-file.ts";

interface SeriesEntry {
  readonly local_offset: string;
}

/** `Etc/GMT+7` is UTC−7: the sign is turned round there. */
function offsetMinutesOf(zone: string): number {
  const hours = /^Etc\/GMT([+-]\d+)$/.exec(zone)?.[1];
  if (hours === undefined) {
    if (zone === "UTC" || zone === "Etc/GMT" || zone === "Etc/UTC") return 0;
    throw new Error(`no fixed offset: ${zone}`);
  }
  return -60 * Number(hours);
}

/** RdTools' model file: beside the topic's files, or in the data folder beside the golden folder. */
function trees(file: GoldenFile): Trees | undefined {
  const name = "xgboost_clipping_model.json.gz";
  const path = [
    `${file.folder}/${name}`,
    `${file.folder}/../../data/rdtools_xgboost_clip/${name}`,
  ].find(existsSync);
  if (path === undefined) return undefined;
  const model: XgboostModel = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
  return readTrees(model);
}

const MOUNTINGS: Readonly<Record<string, Mounting>> = {
  fixed: "fixed",
  single_axis_tracking: "single-axis-tracking",
  tracking: "single-axis-tracking",
};

const checkSeries: GoldenCheck = (file, compare) => {
  const table = file.table();
  const entries: Readonly<Record<string, SeriesEntry>> = file.json("series.json");
  const entry = entries[file.name.replace(/\.csv$/, "")];
  if (!entry) throw new Error(`${file.name} is not in series.json`);
  const utcOffsetMinutes = offsetMinutesOf(entry.local_offset);
  const times = table.instants("time_utc");
  const power = table.numbers("power");
  compare.count(table.rows);
  const check = (column: string, mask: () => Uint8Array): void => {
    if (table.has(column)) compare.masks(column, mask(), table.numbers(column));
  };
  const model = trees(file);
  for (const [column, mounting] of Object.entries(MOUNTINGS)) {
    const options = { utcOffsetMinutes, mounting };
    check(`keep_logic_${column}`, () => logicClipFilter(times, power, options));
    if (model) {
      check(`keep_xgb_${column}`, () =>
        xgboostClipFilter(times, power, { ...options, trees: model }),
      );
    }
    check(`pva_geometric_${column}`, () => geometricClipping(times, power, options));
  }
  check("keep_quantile", () => quantileClipFilter(power));
  check("pva_levels", () => levelsClipping(power));
  check("pva_threshold", () => thresholdClipping(times, power, { utcOffsetMinutes }));
};

export const topic: GoldenTopic = {
  topic: "clipping",
  files: [[/\.csv$/, checkSeries]],
  inputs: [/^series\.json$/],
};
