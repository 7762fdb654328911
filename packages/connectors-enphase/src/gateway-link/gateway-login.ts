/** Headers of a request. */
export type Headers = Readonly<Record<string, string>>;

/** Sends a request with the headers that say who asks. */
export type SendWith<Result> = (headers: Headers) => Promise<Result>;

/** How a gateway knows who asks. */
export interface GatewayLogin {
  /** Logs in again once when it is refused. */
  use<Result>(send: SendWith<Result>, path: string): Promise<Result>;
  /** For what this log-in may not be allowed to read: a refusal is an answer. */
  tryOnce<Result>(send: SendWith<Result>, path: string): Promise<Result>;
}
