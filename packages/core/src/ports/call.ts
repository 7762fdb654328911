/** Given to every call that may take long. */
export interface CallOptions {
  /** Ends the call early with a `cancelled` error. */
  readonly signal?: AbortSignal;
}
