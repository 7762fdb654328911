import { ConnectorError } from "@solarmon/connectors-kit";
import {
  MAX_REGISTERS,
  mergeRanges,
  type ModbusLink,
  type RegisterRange,
} from "@solarmon/connectors-kit/modbus";
import { VENDOR } from "../definition.ts";
import { RegisterImage } from "../register-image.ts";
import { type ReadWords, surveyUnit, type UnitSurvey } from "./survey-unit.ts";

/** A unit behind a host: remembers where its models stand, so that a poll reads only what changes. */
export class SunSpecUnit {
  readonly #unitId: number;
  readonly #bases: readonly number[] | undefined;
  #survey: UnitSurvey | undefined;
  /** Some devices refuse to be read across the border of a model. */
  #isReadByModel = false;

  constructor(unitId: number, bases?: readonly number[]) {
    this.#unitId = unitId;
    this.#bases = bases;
  }

  /** Looks for its models anew with the next reading. */
  forget(): void {
    this.#survey = undefined;
    this.#isReadByModel = false;
  }

  /**
   * What it measures now, in as few requests as there can be, together with what is known of it. Models that do not
   * stand where they stood, as after an update of the firmware, are looked for once more; so are those of a device that
   * took the place of another.
   *
   * @throws `ConnectorError`; of kind `invalid` when no base address holds the marker
   */
  async read(link: ModbusLink): Promise<RegisterImage> {
    const read: ReadWords = async (address, count) => await link.read(this.#unitId, address, count);
    const before = this.#survey;
    const survey = before ?? (await this.#look(read));
    const values = await this.#values(read, survey);
    if (before === undefined || isAsSurveyed(values, survey)) return joined(survey.known, values);
    const now = await this.#look(read);
    return joined(now.known, await this.#values(read, now));
  }

  async #look(read: ReadWords): Promise<UnitSurvey> {
    this.forget();
    const survey = await surveyUnit(read, this.#bases);
    if (survey !== undefined) return (this.#survey = survey);
    const detail =
      "has no marker SunS at any base address: it speaks no SunSpec, it is switched off in its settings, or the unit id is another";
    throw new ConnectorError("invalid", VENDOR.name, `unit ${this.#unitId} ${detail}`);
  }

  async #values(read: ReadWords, { ranges }: UnitSurvey): Promise<RegisterImage> {
    const values = new RegisterImage();
    const requests = this.#isReadByModel ? ranges : mergeRanges(ranges, MAX_REGISTERS);
    for (const request of requests) {
      // oxlint-disable-next-line no-await-in-loop -- a device answers one request at a time
      const words = await read(request.address, request.count);
      if (words !== undefined) values.setAll(request.address, words);
      const parts = words === undefined ? partsOf(request, ranges) : [];
      if (parts.length > 1) this.#isReadByModel = true;
      for (const part of parts.length > 1 ? parts : [])
        // oxlint-disable-next-line no-await-in-loop -- as above
        values.setAll(part.address, (await read(part.address, part.count)) ?? []);
    }
    return values;
  }
}

function partsOf(request: RegisterRange, ranges: readonly RegisterRange[]): RegisterRange[] {
  const end = request.address + request.count;
  return ranges.filter(({ address }) => address >= request.address && address < end);
}

/** Headers and serial numbers are the same again. */
function isAsSurveyed(values: RegisterImage, { known, telemetry }: UnitSurvey): boolean {
  const isKept = (address: number): boolean =>
    (known.get(address) ?? values.get(address)) === values.get(address);
  return (
    telemetry.every(({ address }) => values.get(address) !== undefined) &&
    [...values.addresses()].every(isKept)
  );
}

function joined(known: RegisterImage, values: RegisterImage): RegisterImage {
  const image = new RegisterImage();
  for (const part of [known, values])
    for (const address of part.addresses()) image.set(address, part.get(address) ?? 0);
  return image;
}
