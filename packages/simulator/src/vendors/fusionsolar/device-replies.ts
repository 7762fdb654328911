import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { itemsOf } from "./device-values.ts";
import { askedIn, failure, listIn, success } from "./envelope.ts";
import type { FusionsolarDevice, FusionsolarPlant } from "./fusionsolar-plant.ts";

interface Found {
  readonly plant: FusionsolarPlant;
  readonly device: FusionsolarDevice;
}

const STEP_MS = 5 * MINUTE_MS;
const MAX_SPAN_MS = 3 * DAY_MS;
const MAX_REAL_TIME = 100;
const MAX_HISTORY = 10;
const NO_SUCH_DEVICE = 20_008;
const OTHER_TYPE = 20_006;
const TOO_MANY = 20_017;
const TOO_MANY_FOR_HISTORY = 20_018;
const TOO_LONG = 30_032;

/** `getDevRealKpi`: newest values of devices of one type. */
export function realTime(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const found = devicesFor(plants, request, MAX_REAL_TIME, TOO_MANY);
  if (typeof found === "number") return failure(found);
  const { now, fault } = request;
  const rows = found.map(({ plant, device }) => ({
    devId: device.id,
    dataItemMap: itemsOf(device, plant, now, fault),
  }));
  return success(request, disturbed(rows, request));
}

/** `getDevHistoryKpi`: rows of five minutes, both ends included, those of all devices in turn. */
export function history(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
): StandInReply {
  const found = devicesFor(plants, request, MAX_HISTORY, TOO_MANY_FOR_HISTORY);
  if (typeof found === "number") return failure(found);
  const { startTime, endTime } = askedIn(request);
  const [start, end] = [Number(startTime), Number(endTime)];
  if (!(end >= start)) return failure(20_023);
  if (end - start > MAX_SPAN_MS) return failure(TOO_LONG);
  const rows = marksIn(start, end, request.now).flatMap((collectTime) =>
    found.map(({ plant, device }) => ({
      devId: device.id,
      collectTime,
      dataItemMap: itemsOf(device, plant, collectTime, request.fault),
    })),
  );
  return success(request, disturbed(rows, request));
}

/** Loggers send in steps, which arrive one step later. */
function marksIn(start: Instant, end: Instant, now: Instant): readonly Instant[] {
  const marks: Instant[] = [];
  const last = Math.min(end, now - STEP_MS);
  for (let at = Math.ceil(start / STEP_MS) * STEP_MS; at <= last; at += STEP_MS) marks.push(at);
  return marks;
}

/** @returns a failCode when the call is not as it must be */
function devicesFor(
  plants: readonly FusionsolarPlant[],
  request: StandInRequest,
  most: number,
  tooMany: number,
): readonly Found[] | number {
  const ids = new Set(listIn(request, "devIds"));
  if (ids.size > most) return tooMany;
  const found = plants.flatMap((plant) =>
    plant.listed
      .filter(({ id }) => ids.has(String(id)))
      .map((device) => ({ plant, device }) as const),
  );
  if (found.length < ids.size || ids.size === 0) return NO_SUCH_DEVICE;
  const type = Number(askedIn(request)["devTypeId"]);
  return found.every(({ device }) => device.type === type) ? found : OTHER_TYPE;
}

function disturbed<Row>(rows: readonly Row[], { fault }: StandInRequest): readonly Row[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return [...rows, ...rows];
  // Every other row first, and those backwards.
  if (fault === "out-of-order")
    return [
      ...rows.filter((_, index) => index % 2 === 1).toReversed(),
      ...rows.filter((_, index) => index % 2 === 0),
    ];
  return rows;
}
