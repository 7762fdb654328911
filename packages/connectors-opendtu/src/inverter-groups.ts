import { type JsonObject, objectOf } from "@solarmon/connectors-kit";

/** Values of one inverter, whichever generation of the web API they came from. */
export interface InverterGroups {
  /** AC side and the inverter as a whole, with the place of each in the reply. */
  readonly whole: readonly Group[];
  /** DC inputs, in order. */
  readonly inputs: readonly Group[];
}

export interface Group {
  readonly path: string;
  /** Field → `{v, u, d}`. */
  readonly fields: JsonObject;
}

/** 2023 and later: groups `AC`, `DC`, `INV` that count from 0. 2022: "0" is the AC side, from "1" on the inputs. */
export function groupsOf(inverter: JsonObject, path: string): InverterGroups {
  const hasGroups = ["AC", "DC", "INV"].some((name) => objectOf(inverter[name]));
  if (!hasGroups) {
    const numbered = numberedGroups(inverter, path);
    return {
      whole: numbered.filter(({ index }) => index === 0),
      inputs: numbered.filter(({ index }) => index > 0),
    };
  }
  return {
    whole: [
      ...numberedGroups(objectOf(inverter["AC"]), `${path}/AC`),
      ...numberedGroups(objectOf(inverter["INV"]), `${path}/INV`),
    ],
    inputs: numberedGroups(objectOf(inverter["DC"]), `${path}/DC`),
  };
}

function numberedGroups(
  parent: JsonObject | undefined,
  path: string,
): (Group & { readonly index: number })[] {
  return Object.entries(parent ?? {}).flatMap(([key, value]) => {
    const fields = objectOf(value);
    return fields && /^\d{1,2}$/u.test(key)
      ? [{ index: Number(key), path: `${path}/${key}`, fields }]
      : [];
  });
}
