/** Carries what a sink threw past the reckoning with the vendor, who had no part in it. */
export class SinkFailure extends Error {
  override readonly name = "SinkFailure";
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    super("readings could not be stored");
    this.thrown = thrown;
  }
}
