import { topic as atmosphere } from "./topics/atmosphere.ts";
import { topic as availability } from "./topics/availability.ts";
import { topic as celltemp } from "./topics/celltemp.ts";
import { topic as clearskyDetection } from "./topics/clearsky-detection.ts";
import { topic as clearsky } from "./topics/clearsky.ts";
import { topic as clipping } from "./topics/clipping.ts";
import { topic as decomposition } from "./topics/decomposition.ts";
import { topic as degradationYoy } from "./topics/degradation-yoy.ts";
import { topic as endToEnd } from "./topics/end-to-end.ts";
import { topic as energyFromPower } from "./topics/energy-from-power.ts";
import { topic as filters } from "./topics/filters.ts";
import { topic as iam } from "./topics/iam.ts";
import { topic as prIec61724 } from "./topics/pr-iec61724.ts";
import { topic as pvwattsDcAc } from "./topics/pvwatts-dc-ac.ts";
import { topic as qualityChecks } from "./topics/quality-checks.ts";
import { topic as soilingSrr } from "./topics/soiling-srr.ts";
import { topic as solarposition } from "./topics/solarposition.ts";
import { topic as tracking } from "./topics/tracking.ts";
import { topic as transposition } from "./topics/transposition.ts";
import { topic as weatherCorrectedPr } from "./topics/weather-corrected-pr.ts";
import type { GoldenTopic } from "./golden-topic.ts";

/** All topics that can be checked; a module each. */
export const TOPICS: readonly GoldenTopic[] = [
  atmosphere,
  availability,
  celltemp,
  clearskyDetection,
  clearsky,
  clipping,
  decomposition,
  degradationYoy,
  endToEnd,
  energyFromPower,
  filters,
  iam,
  prIec61724,
  pvwattsDcAc,
  qualityChecks,
  soilingSrr,
  solarposition,
  tracking,
  transposition,
  weatherCorrectedPr,
];
