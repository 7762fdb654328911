import { StandInModbus, type StandInModbusOptions } from "@solarmon/connectors-kit/stand-in";

/** A device on loopback whose registers never change; the same for every unit id. */
export async function startDevice(
  words: ReadonlyMap<number, number>,
  trouble: StandInModbusOptions["trouble"] = () => undefined,
): Promise<StandInModbus> {
  const clock = { now: () => 0 };
  return await StandInModbus.start({ clock, wordsOf: () => words, trouble });
}

/** Address and count of every request. */
export function requestsTo(device: StandInModbus): readonly (readonly [number, number])[] {
  return numbersOf(device).map(([, address = 0, count = 0]) => [address, count]);
}

export function unitsOf(device: StandInModbus): readonly number[] {
  return numbersOf(device).map(([unit = 0]) => unit);
}

function numbersOf({ calls }: StandInModbus): readonly (readonly number[])[] {
  return calls.map(({ what }) => (what.match(/\d+/gu) ?? []).map(Number));
}
