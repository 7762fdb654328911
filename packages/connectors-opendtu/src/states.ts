/** Our `status` counts as SunSpec does: 4 tracking, 8 standby. OpenDTU tells only whether the inverter produces. */
export function statusOf(isProducing: boolean | undefined): number | undefined {
  if (isProducing === undefined) return undefined;
  return isProducing ? 4 : 8;
}

/** What a field says of yes and no, as a truth value, a number or a text; `undefined` for anything else. */
export function flagOf(raw: unknown): boolean | undefined {
  const text = String(raw).toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}
