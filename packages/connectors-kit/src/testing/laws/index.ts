import type { ConnectorLaw } from "../suite/connector-law.ts";
import { counterLaws } from "./counter-laws.ts";
import { descriptionLaws } from "./description-laws.ts";
import { discoveryLaws } from "./discovery-laws.ts";
import { historyLaws } from "./history-laws.ts";
import { jobLaws } from "./job-laws.ts";
import { loginLaws } from "./login-laws.ts";
import { missingValueLaws } from "./missing-value-laws.ts";
import { quotaLaws } from "./quota-laws.ts";
import { readingLaws } from "./reading-laws.ts";
import { refusalLaws } from "./refusal-laws.ts";
import { secretLaws } from "./secret-laws.ts";
import { shapeLaws } from "./shape-laws.ts";
import { timeZoneLaws } from "./time-zone-laws.ts";

/** What holds for every connector, each law with the level that it belongs to. */
export const connectorLaws: readonly ConnectorLaw[] = [
  ...descriptionLaws,
  ...readingLaws,
  ...counterLaws,
  ...missingValueLaws,
  ...timeZoneLaws,
  ...refusalLaws,
  ...secretLaws,
  ...loginLaws,
  ...quotaLaws,
  ...historyLaws,
  ...jobLaws,
  ...discoveryLaws,
  ...shapeLaws,
];
