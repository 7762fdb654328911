/** The spellings of a vendor's name. */
export interface ConnectorNames {
  /** In commands, packages and file names: `sun-power`. */
  readonly kebab: string;
  /** In code: `sunPower`. */
  readonly camel: string;
  /** In code: `SunPower`. */
  readonly pascal: string;
  /** For people: `Sun Power`. */
  readonly title: string;
}

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

/** @returns `undefined` when it cannot be the name of a package */
export function namesOf(kebab: string, title?: string): ConnectorNames | undefined {
  if (!KEBAB.test(kebab)) return undefined;
  const words = kebab.split("-").map((word) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`);
  const pascal = words.join("");
  const camel = `${pascal[0]?.toLowerCase() ?? ""}${pascal.slice(1)}`;
  return { kebab, camel, pascal, title: title ?? words.join(" ") };
}

/** A text or file name of the example in the words of another vendor. */
export function renamed(text: string, { kebab, camel, pascal, title }: ConnectorNames): string {
  return text
    .replaceAll("example-connector-acme", `connectors-${kebab}`)
    .replaceAll("Acme Solar", title)
    .replaceAll(/\bacme(?=[A-Z])/gu, camel)
    .replaceAll(/Acme(?=[A-Z])/gu, pascal)
    .replaceAll("Acme", title)
    .replaceAll("acme", kebab);
}
