import { SolarmonError } from "@solarmon/core";

const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: "it does not know the function: it has no holding registers",
  3: "it does not accept the number of registers",
  4: "it has failed inside",
  5: "it is still working on the request",
  6: "it is busy",
  10: "the gateway has no path to it",
  11: "nobody answers behind the gateway: it sleeps, or the unit id is wrong",
};
const BUSY: ReadonlySet<number> = new Set([5, 6]);
const PERMANENT: ReadonlySet<number> = new Set([1, 3]);

/** The Modbus exception that the device answered with, if that is what was thrown. */
export function exceptionOf(error: unknown): number | undefined {
  const isException = error instanceof Error && "modbusCode" in error;
  return isException && typeof error.modbusCode === "number" ? error.modbusCode : undefined;
}

/** A device that answers "no" says the same again; a silent or busy one may not. */
export function isWorthRetrying(error: unknown): boolean {
  const exception = exceptionOf(error);
  return exception === undefined || BUSY.has(exception);
}

export function explainFailure(
  error: unknown,
  device: { readonly host: string; readonly port: number; readonly unitId: number },
  address: number,
): SolarmonError {
  const who = `Modbus device ${device.host}:${device.port} unit ${device.unitId}`;
  const exception = exceptionOf(error);
  if (exception === undefined) {
    const hint =
      "is it on, is Modbus TCP switched on in it, does another client hold its only connection?";
    const detail = `${who} does not answer for register ${address}: ${hint}`;
    return new SolarmonError("unavailable", detail, { cause: error });
  }
  const text = EXCEPTIONS[exception] ?? "an exception that is not listed";
  const code = PERMANENT.has(exception) ? "refused" : "unavailable";
  return new SolarmonError(code, `${who} answers ${exception} for register ${address}: ${text}`, {
    cause: error,
  });
}
