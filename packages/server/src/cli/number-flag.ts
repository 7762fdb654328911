import { SolarmonError } from "@solarmon/core";

/** The number of a flag within `[min, max]`; `null` when it was not given. @throws `invalid_argument` */
export function parseNumberFlag(
  name: string,
  text: string | undefined,
  min: number,
  max: number,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max) return value;
  throw new SolarmonError(
    "invalid_argument",
    `${name} is ${JSON.stringify(text)}; expected a number from ${min} to ${max}`,
  );
}
