export {
  addWaterfalls,
  LOSS_CAUSES,
  type LossCause,
  type LossRows,
  type LossWaterfall,
  lossWaterfall,
} from "./waterfall.ts";
export { type YieldStep, yieldWaterfall, type YieldWaterfallInput } from "./yield-waterfall.ts";
