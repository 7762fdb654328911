import {
  type DecodeResult,
  parseJsonBytes,
  ProblemList,
  requireEndpoint,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { readDeviceJson } from "./device-json.ts";
import { readDevices } from "./map/read-devices.ts";
import { findCommonBlock } from "./model-chain.ts";
import { readModels, readModelsAt, type SunSpecDevice, type SunSpecModel } from "./read-models.ts";
import { readRegisterDump } from "./register-dump.ts";
import type { RegisterImage } from "./register-image.ts";

/** Registers carry no time that can be trusted: readings are stamped with the reply's `receivedAt`. */
export const sunspecDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, reply) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const models =
      endpoint === "device-json"
        ? readDeviceJson(parseJsonBytes(reply.body, problems), problems)
        : modelsOfDump(reply.body, problems);
    return resultOf(models, reply, problems);
  },
};

/** Readings of registers that were read from a device at `receivedAt` [ms]. */
export function decodeRegisters(
  image: RegisterImage,
  receivedAt: Instant,
  bases?: readonly number[],
): DecodeResult {
  const problems = new ProblemList();
  const models = modelsOf(image, problems, bases);
  return resultOf(models, { body: new Uint8Array(), receivedAt }, problems);
}

function resultOf(
  models: readonly SunSpecModel[],
  { receivedAt }: VendorReply,
  problems: ProblemList,
): DecodeResult {
  if (models.length > 0 && receivedAt === undefined)
    problems.add(
      "",
      "time_missing",
      "registers carry no time, and when they were read is not known",
    );
  const readings = readDevices(models, receivedAt ?? 0, problems);
  if (models.length > 0 && readings.length === 0)
    problems.add("", "no_telemetry", "none of the models holds a value that has a point");
  return { readings: receivedAt === undefined ? [] : readings, problems: problems.toArray() };
}

function modelsOfDump(body: Uint8Array, problems: ProblemList): readonly SunSpecModel[] {
  const { image, unreadable } = readRegisterDump(body);
  for (const line of unreadable)
    problems.add(`line ${line}`, "malformed", "an address without words of 16 bits behind it");
  if (image.size > 0) return modelsOf(image, problems);
  problems.add(
    "",
    "malformed",
    "the dump holds no registers: expected lines such as [40000]: 0x5375",
  );
  return [];
}

function modelsOf(
  image: RegisterImage,
  problems: ProblemList,
  bases?: readonly number[],
): readonly SunSpecModel[] {
  const device = readModels(image, bases) ?? readWithoutMarker(image, problems, bases);
  if (device === undefined) {
    const detail = `none of the ${image.size} registers holds the marker "SunS": a map of another kind`;
    problems.add("", "unsupported", detail);
    return [];
  }
  tellChain(device, problems);
  return device.models;
}

function readWithoutMarker(
  image: RegisterImage,
  problems: ProblemList,
  bases?: readonly number[],
): SunSpecDevice | undefined {
  const base = findCommonBlock(image, bases);
  if (base === undefined) return undefined;
  problems.add(String(base), "missing_field", "the marker SunS before the Common block is absent");
  return readModelsAt(image, base);
}

function tellChain({ chain, models }: SunSpecDevice, problems: ProblemList): void {
  if (chain.brokenAt !== null)
    problems.add(String(chain.brokenAt.address), "missing_field", chain.brokenAt.detail);
  const first = models[0];
  if (first !== undefined && first.id !== 1)
    problems.add(String(first.address), "malformed", `the first model is ${first.id}, not 1`);
}
