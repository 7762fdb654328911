import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

/** Code of the {@link SolarmonError} that the call throws; `undefined` when it throws none. Others fly on. */
export function codeOf(call: () => unknown): SolarmonErrorCode | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (SolarmonError.is(error)) return error.code;
    throw error;
  }
}
