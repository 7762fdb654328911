import { SolarmonError } from "@solarmon/core";

const MAX_LENGTH = 200;

/** @throws `invalid_argument` for a name that nobody could find again: blank, of several lines, or endless */
export function checkName(what: string, name: string): void {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (name.trim() !== "" && name.length <= MAX_LENGTH && !/[\u0000-\u001f\u007f]/.test(name))
    return;
  throw new SolarmonError(
    "invalid_argument",
    `${JSON.stringify(name.slice(0, 40))} cannot be the name of a ${what}: write one line of 1 to ${MAX_LENGTH} characters`,
  );
}
