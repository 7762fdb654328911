const NODES_PER_DEG = 32;
const LAST_DEG = 90;

/** x^y of x > 0. Half the time of `**`, which costs more than all else in a loop; 1e-15 off. */
function power(x: number, y: number): number {
  return Math.exp(y * Math.log(x));
}

/**
 * (offset − zenith)^exponent, the costly term of an air mass: between 0 and 90° from a table, made at first use, and the
 * binomial series around its nearest node, 1e-14 off; elsewhere computed.
 */
export function zenithPower(offsetDeg: number, exponent: number): (zenithDeg: number) => number {
  let table: Float64Array | undefined;
  const second = (exponent * (exponent - 1)) / 2;
  const third = (second * (exponent - 2)) / 3;
  const fourth = (third * (exponent - 3)) / 4;
  const fifth = (fourth * (exponent - 4)) / 5;
  return (zenithDeg) => {
    if (!(zenithDeg >= 0 && zenithDeg <= LAST_DEG)) return power(offsetDeg - zenithDeg, exponent);
    table ??= Float64Array.from({ length: LAST_DEG * NODES_PER_DEG + 1 }, (_, node) =>
      power(offsetDeg - node / NODES_PER_DEG, exponent),
    );
    const node = (zenithDeg * 32 + 0.5) | 0;
    const nodeDeg = node * (1 / 32);
    const e = (nodeDeg - zenithDeg) / (offsetDeg - nodeDeg);
    const series = exponent + e * (second + e * (third + e * (fourth + e * fifth)));
    return table[node]! * (1 + e * series);
  };
}
