import { SolarmonError } from "@solarmon/core";

/** Warning: records that cannot be read any more. */
export function damagedRecords(first: number, last: number): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `records ${first} to ${last} of the stream are damaged on disk and were left out. Check the disk.`,
  );
}

/** Warning: records that a reader came too late for. */
export function deletedRecords(first: number, last: number): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `records ${first} to ${last} of the stream were deleted before they were read. Raise the disk budget.`,
  );
}
