/** One row of a vendor's field map: what a field means, and who says so. */
export interface FieldRule {
  /** Name of the field in the vendor's reply. */
  readonly field: string;
  /** Name of the point, see `docs/reference/points.md`. */
  readonly point: string;
  /** Unit in which the vendor sends it, unless the reply carries its own. */
  readonly unit: string;
  /** −1 when the vendor counts the other direction as positive. Default 1. */
  readonly sign?: 1 | -1;
  /**
   * For net values (after `sign`): negative ones go to this point as positive numbers, and the other of the two is 0.
   * E.g. `gridImportPower` with `gridExportPower`.
   */
  readonly negativePoint?: string;
  /** Values that mean "no value" beside null and the usual texts, before conversion. */
  readonly sentinels?: readonly (number | string)[];
  /** Document or capture that says so. */
  readonly source: string;
}
