import { isJsonObject, type JsonObject } from "@solarmon/connectors-kit";
import { MqttMappingError } from "./mqtt-mapping-error.ts";

const MAX_TEXT = 1_000;
const MAX_LIST = 1_000;

/** An object of a definition, read key by key. Every method throws {@link MqttMappingError} for what is not allowed. */
export class DefinitionPart {
  readonly #path: string;
  readonly #object: JsonObject;

  constructor(value: unknown, path: string, keys: readonly string[]) {
    if (!isJsonObject(value)) throw new MqttMappingError(path, `an object of ${keys.join(", ")}`);
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown !== undefined)
      throw new MqttMappingError(`${path}/${unknown}`, `no such key; there are ${keys.join(", ")}`);
    this.#path = path;
    this.#object = value;
  }

  has(key: string): boolean {
    return this.#object[key] !== undefined;
  }

  text(key: string, allowed: string): string {
    const value = this.#object[key];
    return typeof value === "string" && value.length <= MAX_TEXT ? value : this.fail(key, allowed);
  }

  oneOf<Choice extends string | number | boolean>(key: string, choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === this.#object[key]);
    return (
      found ?? this.fail(key, `one of ${choices.map((each) => JSON.stringify(each)).join(", ")}`)
    );
  }

  number(key: string, allowed: string): number {
    const value = this.#object[key];
    return typeof value === "number" && Number.isFinite(value) ? value : this.fail(key, allowed);
  }

  list(key: string, allowed: string): readonly unknown[] {
    const value = this.#object[key];
    const isList = Array.isArray(value) && value.length <= MAX_LIST;
    return isList ? (value as readonly unknown[]) : this.fail(key, allowed);
  }

  part(key: string, keys: readonly string[]): DefinitionPart {
    return new DefinitionPart(this.#object[key], `${this.#path}/${key}`, keys);
  }

  parts(key: string, allowed: string, keys: readonly string[]): DefinitionPart[] {
    const list = this.list(key, allowed);
    if (list.length === 0) this.fail(key, allowed);
    return list.map(
      (each, index) => new DefinitionPart(each, `${this.#path}/${key}/${index}`, keys),
    );
  }

  fail(key: string, allowed: string): never {
    throw new MqttMappingError(`${this.#path}/${key}`, allowed);
  }
}
