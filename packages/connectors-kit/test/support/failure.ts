import { ConnectorError } from "../../src/index.ts";

/** The error of a call that must fail as a classified one. */
export async function failureOf(call: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (ConnectorError.isConnectorError(error)) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

/** Everything a log could print of an error: messages, stacks and causes. */
export function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${error.message}\n${error.stack ?? ""}\n${own}\n${error.cause === undefined ? "" : everythingIn(error.cause)}`;
}
