import type { Device, Plant } from "../api/types.ts";
import { type LiveDevice, powerNowW } from "../live/live-state.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { producersOf } from "../portfolio/plant-summary.ts";
import { deviceStatus, plantStatus, type Status, type StatusReason } from "../status/status.ts";
import { isTooDarkForPower } from "../time/sun.ts";
import { useNow } from "../ui/use-now.ts";
import { useFeed } from "./use-plant-feed.ts";

const STEP_MS = 5_000;

/** Status of a device from its newest reading. */
export function statusOfReading(
  device: Device,
  reading: LiveDevice | undefined,
  now: number,
  dark: boolean,
): Status {
  const condition = {
    measuredAt: reading?.measuredAt ?? null,
    operatingState: reading?.values["status"] ?? null,
    powerW: powerNowW(reading, now, device.intervalMs ?? 0),
    intervalMs: device.intervalMs ?? 0,
  };
  return deviceStatus(condition, now, dark);
}

/** Status of the plant, `null` until its state is known; the reason names the inverter when it is one alone. */
export function usePlantStatus(plant: Plant, feed: PlantFeed): StatusReason | null {
  const now = useNow(STEP_MS);
  const readings = useFeed(feed, (live) => live.state.devices);
  const isKnown = useFeed(feed, (live) => live.state.cursor !== null);
  const dark = isTooDarkForPower(now, plant);
  const producers = producersOf(plant.devices);
  const statuses = producers.map((device) =>
    statusOfReading(device, readings.get(device.id), now, dark),
  );
  const whole = plantStatus(statuses);
  if (!isKnown) return null;
  return { ...whole, reason: nameTheOne(producers, statuses) ?? whole.reason };
}

/** `Inverter 3 silent` when exactly one inverter is not well. */
function nameTheOne(devices: readonly Device[], statuses: readonly Status[]): string | null {
  const unwell = devices.filter((_, index) => {
    const status = statuses[index];
    return status === "fault" || status === "silent";
  });
  const [one] = unwell;
  if (one === undefined || unwell.length > 1 || devices.length === 1) return null;
  const isFault = statuses[devices.indexOf(one)] === "fault";
  return `${one.name} ${isFault ? "at fault" : "silent"}`;
}
