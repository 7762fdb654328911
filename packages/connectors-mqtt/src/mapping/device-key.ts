const PLACEHOLDER = /\{(\d+|key)\}/gu;

/** What the parts of a device's key may come from. */
export interface KeySource {
  /** How many wildcards the topic has. */
  readonly wildcards: number;
  /** Whether the payload holds devices by name. */
  readonly hasNames: boolean;
}

/** Whether a template names only what there is, and holds no other brace. */
export function isDeviceTemplate(template: string, { wildcards, hasNames }: KeySource): boolean {
  if (template.trim() === "" || /[{}]/u.test(template.replaceAll(PLACEHOLDER, ""))) return false;
  return [...template.matchAll(PLACEHOLDER)].every(([, name]) => {
    if (name === "key") return hasNames;
    return Number(name) >= 1 && Number(name) <= wildcards;
  });
}

/** `shelly-{1}` with what the wildcards of the topic stand for, and `{key}` with the name in the payload. */
export function deviceKey(template: string, found: readonly string[], name: string): string {
  return template
    .replaceAll(PLACEHOLDER, (_, place: string) =>
      place === "key" ? name : (found[Number(place) - 1] ?? ""),
    )
    .trim();
}
