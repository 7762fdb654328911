import type { Id } from "../../ids.ts";
import type { LiveBus, LiveEvent, LiveSubscription, PlantUpdate } from "../../ports/live-bus.ts";
import { latestReading, TEST_DAY, testId, testScope } from "../builders.ts";

export const PLANT: Id = testId(10);

/** The n-th update of a plant: one reading of the device, with `n` as its power and the plant's. */
export function update(
  n: number,
  rest: { readonly plantId?: Id; readonly deviceId?: Id } = {},
): PlantUpdate {
  const { plantId = PLANT, deviceId = testId(100) } = rest;
  const measuredAt = TEST_DAY + n * 1_000;
  const devices = [latestReading({ acPower: n }, { deviceId, measuredAt })];
  return { plantId, measuredAt, powerW: n, devices };
}

export function publish(bus: LiveBus, ...updates: PlantUpdate[]): Promise<void> {
  return bus.publish(testScope(), updates);
}

export function subscribe(
  bus: LiveBus,
  rest: Partial<LiveSubscription> = {},
): AsyncIterator<LiveEvent> {
  return bus.subscribe(testScope(), { plantId: PLANT, ...rest })[Symbol.asyncIterator]();
}

/** Power of the plant in the iterator's next event. */
export async function nextPower(iterator: AsyncIterator<LiveEvent>): Promise<number | null> {
  const { value } = await iterator.next();
  return value.update.powerW;
}
