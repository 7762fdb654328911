/**
 * One kind of model as data. Points stand in the order of their registers as `name:type`, with `*words` for
 * text and `^scale` for a scale factor: the name of a point, or a constant power of ten. `ID` and `L` are left
 * out: offsets count from the register behind them.
 */
export interface ModelTable {
  /** Model ids that share these points. */
  readonly ids: readonly number[];
  readonly name: string;
  readonly fixed: string;
  /** Points of the group that fills the rest of the model, as often as it fits. */
  readonly repeated?: string;
}
