/** What Head.Status.Code says. HTTP is 200 with every one of them. */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  1: "not implemented",
  2: "uninitialised",
  3: "initialised",
  4: "running",
  5: "time-out",
  6: "argument error",
  7: "bus request error",
  8: "bus time-out",
  9: "parse error",
  10: "configuration cannot be read",
  11: "not supported",
  12: "device not available",
  255: "unknown",
};

export function describeStatus(code: number, reason: string | undefined): string {
  const text = STATUS_TEXTS[code] ?? "an unlisted code";
  return `the device answers ${code} (${text})${reason === undefined ? "" : `: ${reason.slice(0, 200)}`}`;
}

/** `undefined` unless the HTTP answer is an error. */
export function describeHttpError(status: number | undefined, body: string): string | undefined {
  if (/solar api disabled/iu.test(body))
    return "the Solar API is switched off: switch it on in the inverter's web page, Communication → Solar API";
  return status !== undefined && status >= 400 ? `the device answers HTTP ${status}` : undefined;
}
