import * as fc from "fast-check";

/** Finite doubles of a range. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

/** Instants of 1980 to 2060 [epoch ms]. */
export const instants: fc.Arbitrary<number> = fc.integer({
  min: Date.UTC(1980, 0, 1),
  max: Date.UTC(2060, 0, 1),
});

export const sites: fc.Arbitrary<{ latitudeDeg: number; longitudeDeg: number; altitudeM: number }> =
  fc.record({
    latitudeDeg: between(-90, 90),
    longitudeDeg: between(-180, 180),
    altitudeM: between(0, 5000),
  });

/** A surface and a sun above the horizon [deg]. */
export const surfaceAndSun: fc.Arbitrary<{
  surfaceTiltDeg: number;
  surfaceAzimuthDeg: number;
  zenithDeg: number;
  azimuthDeg: number;
}> = fc.record({
  surfaceTiltDeg: between(0, 90),
  surfaceAzimuthDeg: between(0, 360),
  zenithDeg: between(0, 84),
  azimuthDeg: between(0, 360),
});

/** Runs a law over many values. */
export function holds<Value>(values: fc.Arbitrary<Value>, law: (value: Value) => void): void {
  fc.assert(
    fc.property(values, (value) => {
      law(value);
    }),
    { numRuns: 200 },
  );
}
