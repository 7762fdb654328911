import {
  aoiProjection,
  ghiFromPoaDriesse2024,
  hayDavies,
  isotropic,
  klucher,
  perez,
  perezDriesse,
  perezParts,
  reindl,
  type SkyModel,
  totalIrradiance,
} from "@solarmon/kpi/transposition";
import { ghiFromClosure, erbsDriesse } from "@solarmon/kpi/decomposition";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holds, surfaceAndSun } from "../support/arbitraries.ts";

const MODELS: readonly SkyModel[] = [
  "isotropic",
  "klucher",
  "haydavies",
  "reindl",
  "perez",
  "perez-driesse",
];

const light = fc.record({ dniWm2: between(0, 1000), dhiWm2: between(1, 500) });
const scenes = fc.tuple(surfaceAndSun, light).map(([place, { dniWm2, dhiWm2 }]) => ({
  ...place,
  dniWm2,
  dhiWm2,
  ghiWm2: ghiFromClosure({ dniWm2, dhiWm2, zenithDeg: place.zenithDeg }),
  dniExtraWm2: 1366,
}));

describe.each(MODELS)("%s", (model) => {
  test("puts the global irradiance on a horizontal surface", () => {
    holds(scenes, (scene) => {
      const flat = totalIrradiance({ ...scene, surfaceTiltDeg: 0, model });
      const more = flat.poaGlobalWm2 - scene.ghiWm2;
      // Klucher brightens the sky around the sun on a flat surface, too.
      expect(more).toBeGreaterThan(-1e-8);
      expect(model === "klucher" ? 0 : more).toBeLessThan(1e-8);
    });
  });

  test("adds up, and looks the same in a mirror", () => {
    holds(scenes, (scene) => {
      const here = totalIrradiance({ ...scene, model });
      const sum = here.poaDirectWm2 + here.poaSkyDiffuseWm2 + here.poaGroundDiffuseWm2;
      expect(Math.abs(here.poaGlobalWm2 - sum)).toBeLessThan(1e-9);
      const mirrored = {
        ...scene,
        model,
        surfaceAzimuthDeg: 360 - scene.surfaceAzimuthDeg,
        azimuthDeg: 360 - scene.azimuthDeg,
      };
      expect(totalIrradiance(mirrored).poaGlobalWm2).toBeCloseTo(here.poaGlobalWm2, 8);
    });
  });

  test("gives in columns what it gives alone", () => {
    holds(scenes, (scene) => {
      const alone = totalIrradiance({ ...scene, model });
      const column = Float64Array.of(scene.zenithDeg, scene.zenithDeg);
      const both = totalIrradiance({ ...scene, zenithDeg: column, model });
      expect([...both.poaGlobalWm2]).toEqual([alone.poaGlobalWm2, alone.poaGlobalWm2]);
    });
  });

  test.each(["surfaceTiltDeg", "zenithDeg", "azimuthDeg", "dniWm2", "dhiWm2", "ghiWm2"])(
    "keeps a missing %s missing",
    (name) => {
      const scene = {
        surfaceTiltDeg: 30,
        surfaceAzimuthDeg: 180,
        zenithDeg: 40,
        azimuthDeg: 170,
        dniWm2: 600,
        dhiWm2: 100,
        ghiWm2: 560,
        dniExtraWm2: 1366,
        model,
        [name]: Number.NaN,
      };
      expect(totalIrradiance(scene).poaGlobalWm2).toBeNaN();
    },
  );
});

test("the functions of the models agree with the whole", () => {
  holds(scenes, (scene) => {
    const sky = (model: SkyModel): number => totalIrradiance({ ...scene, model }).poaSkyDiffuseWm2;
    expect(isotropic(scene)).toBeCloseTo(sky("isotropic"), 9);
    expect(klucher(scene)).toBeCloseTo(sky("klucher"), 9);
    expect(hayDavies(scene)).toBeCloseTo(sky("haydavies"), 9);
    expect(reindl(scene)).toBeCloseTo(sky("reindl"), 9);
    expect(perez(scene)).toBeCloseTo(sky("perez"), 9);
    expect(perezDriesse(scene)).toBeCloseTo(sky("perez-driesse"), 9);
  });
});

test("the parts of Perez add up to the whole", () => {
  holds(scenes, (scene) => {
    const { skyDiffuseWm2, isotropicWm2, circumsolarWm2, horizonWm2 } = perezParts(scene);
    expect(isotropicWm2 + circumsolarWm2 + horizonWm2).toBeCloseTo(skyDiffuseWm2, 8);
  });
});

test("the projection is the cosine between two directions", () => {
  holds(surfaceAndSun, (place) => {
    expect(Math.abs(aoiProjection(place))).toBeLessThanOrEqual(1);
    const facing = { ...place, surfaceTiltDeg: place.zenithDeg };
    expect(aoiProjection({ ...facing, surfaceAzimuthDeg: place.azimuthDeg })).toBeCloseTo(1, 12);
  });
});

test("global irradiance comes back from the plane", () => {
  const suns = fc.tuple(between(50, 900), between(0, 60));
  holds(suns, ([ghiWm2, zenithDeg]) => {
    const place = { surfaceTiltDeg: 20, surfaceAzimuthDeg: 180, azimuthDeg: 180, zenithDeg };
    const dniExtraWm2 = 1366;
    fc.pre(ghiWm2 < 0.8 * dniExtraWm2 * Math.cos((zenithDeg * Math.PI) / 180));
    const { dniWm2, dhiWm2 } = erbsDriesse({ ghiWm2, zenithDeg, dniExtraWm2 });
    const { poaGlobalWm2 } = totalIrradiance({
      ...place,
      ghiWm2,
      dniWm2,
      dhiWm2,
      dniExtraWm2,
      model: "perez-driesse",
    });
    const back = ghiFromPoaDriesse2024({ ...place, poaGlobalWm2, dniExtraWm2 });
    expect(Math.abs(back - ghiWm2)).toBeLessThan(1e-6);
  });
});
