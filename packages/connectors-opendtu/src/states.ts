/** Our `status` counts as SunSpec does: 4 tracking, 8 standby. OpenDTU tells only whether the inverter produces. */
export function statusOf(isProducing: unknown): number | undefined {
  if (typeof isProducing === "boolean") return isProducing ? 4 : 8;
  return undefined;
}
