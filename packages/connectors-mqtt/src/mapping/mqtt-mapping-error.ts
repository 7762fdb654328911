import { SolarmonError } from "@solarmon/core";

/** A mapping says something that cannot be; code `invalid_argument`. */
export class MqttMappingError extends SolarmonError {
  override readonly name: string = "MqttMappingError";
  /** JSON pointer to the key of the definition, e.g. `/topics/0/values/1/point`. */
  readonly path: string;
  /** What may stand there. */
  readonly allowed: string;

  constructor(path: string, allowed: string) {
    super("invalid_argument", `MQTT mapping, ${path || "as a whole"}: expected ${allowed}`);
    this.path = path;
    this.allowed = allowed;
  }
}
