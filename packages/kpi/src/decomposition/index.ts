export { boland, type BolandCoefficients } from "./boland.ts";
export {
  campbellNorman,
  type CampbellNormanInput,
  type CampbellNormanIrradiance,
} from "./campbell-norman.ts";
export {
  clearnessIndex,
  type ClearnessIndexInput,
  clearnessIndexZenithIndependent,
  clearskyIndex,
  type ClearskyIndexInput,
  type ZenithIndependentInput,
} from "./clearness-index.ts";
export {
  type DhiClosureInput,
  dhiFromClosure,
  type DniClosureInput,
  dniFromClosure,
  type GhiClosureInput,
  ghiFromClosure,
} from "./closure.ts";
export type { Decomposition, DecompositionInput, DecompositionInto } from "./diffuse-fraction.ts";
export { dirindex, type DirindexInput, dirint, type DirintInput } from "./dirint.ts";
export { disc, type DiscInput, type DiscIrradiance } from "./disc.ts";
export { erbsDriesse } from "./erbs-driesse.ts";
export { erbs } from "./erbs.ts";
export { louche } from "./louche.ts";
export { orgillHollands } from "./orgill-hollands.ts";
