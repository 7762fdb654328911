import { ConnectorError } from "../http/connector-error.ts";

const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: "it does not know the function: it has no holding registers",
  3: "it does not accept the number of registers",
  4: "it has failed inside",
  5: "it is still working on the request",
  6: "it is busy",
  10: "the gateway has no path to it",
  11: "nobody answers behind the gateway: it sleeps, or the unit id is wrong",
};
const HINT =
  "is it on, is Modbus TCP switched on in it, does another client hold its only connection?";
const BUSY: ReadonlySet<number> = new Set([5, 6]);
const PERMANENT: ReadonlySet<number> = new Set([1, 3]);

/** What came over the connection is not Modbus, e.g. a web page. */
export class NotModbusError extends Error {
  override readonly name: string = "NotModbusError";
}

/** The Modbus exception that the device answered with, if that is what was thrown, or what it was thrown for. */
export function exceptionOf(error: unknown): number | undefined {
  const thrown = ConnectorError.isConnectorError(error) ? error.cause : error;
  const isException = thrown instanceof Error && "modbusCode" in thrown;
  return isException && typeof thrown.modbusCode === "number" ? thrown.modbusCode : undefined;
}

/** A device that answers "no" says the same again; a silent or busy one may not. */
export function isWorthRetrying(error: unknown): boolean {
  const exception = exceptionOf(error);
  return exception === undefined || BUSY.has(exception);
}

/** @param who - e.g. `10.0.0.5:502 unit 1` */
export function explainFailure(
  vendor: string,
  error: unknown,
  who: string,
  address: number,
): ConnectorError {
  const exception = exceptionOf(error);
  if (exception !== undefined) {
    const text = EXCEPTIONS[exception] ?? "an exception that is not listed";
    const kind = PERMANENT.has(exception) ? "protocol" : "transient";
    const detail = `${who} answers Modbus exception ${exception} for register ${address}: ${text}`;
    return new ConnectorError(kind, vendor, detail, { cause: error });
  }
  if (error instanceof NotModbusError)
    return new ConnectorError("protocol", vendor, `what listens at ${who} speaks no Modbus`, {
      cause: error,
    });
  const detail = `${who} does not answer for register ${address}: ${HINT}`;
  return new ConnectorError("transient", vendor, detail, { cause: error });
}

/** @param who - e.g. `10.0.0.5:502` */
export function explainNoConnection(vendor: string, error: unknown, who: string): ConnectorError {
  const detail = `${who} takes no connection: ${HINT}`;
  return new ConnectorError("transient", vendor, detail, { cause: error });
}
