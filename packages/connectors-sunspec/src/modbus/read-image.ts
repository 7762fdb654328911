import { isTelemetryModel } from "../map/device-parts.ts";
import { findMarker, MAX_MODELS, SUNSPEC_BASES } from "../model-chain.ts";
import { RegisterImage } from "../register-image.ts";
import type { ModbusLink } from "./modbus-link.ts";

const COMMON = 1;
const END_ID = 0xffff;

/**
 * Registers of the models that measure something, model by model with its header: some devices refuse reads across a
 * border. `undefined` when no base address holds the marker.
 */
export async function readImage(
  link: ModbusLink,
  bases: readonly number[] = SUNSPEC_BASES,
): Promise<RegisterImage | undefined> {
  const image = new RegisterImage();
  for (const base of bases) {
    // oxlint-disable-next-line no-await-in-loop -- a device answers one request at a time
    const words = await link.read(base, 2);
    if (words !== undefined) image.setAll(base, words);
    if (findMarker(image, [base]) !== base) continue;
    // oxlint-disable-next-line no-await-in-loop -- the last round of the loop
    await readChain(link, image, base + 2);
    return image;
  }
  return undefined;
}

async function readChain(link: ModbusLink, image: RegisterImage, start: number): Promise<void> {
  let address = start;
  for (let count = 0; count < MAX_MODELS; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the header tells where the next one is
    const [id, length] = (await link.read(address, 2)) ?? [];
    if (id === undefined || length === undefined) return;
    image.setAll(address, [id, length]);
    if (id === END_ID || length === 0) return;
    if (id === COMMON || isTelemetryModel(id)) {
      // oxlint-disable-next-line no-await-in-loop -- as above
      const words = await link.read(address, length + 2);
      if (words !== undefined) image.setAll(address, words);
    }
    address += length + 2;
  }
}
