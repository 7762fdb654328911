import { SolarmonError } from "@solarmon/core";
import type { MqttClient } from "mqtt";

/**
 * Resolves once the client is connected for the first time.
 *
 * @throws `unavailable` the broker cannot be reached in time · `forbidden` it refuses the log-in
 */
export async function awaitConnection(client: MqttClient, timeoutMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause?: Error): void => {
      clearTimeout(timer);
      const code = isRefusal(cause) ? "forbidden" : "unavailable";
      const message = `the MQTT broker cannot be used: ${cause?.message ?? "no answer in time"}`;
      reject(new SolarmonError(code, message, { cause }));
    };
    const timer = setTimeout(fail, timeoutMs);
    client.once("error", fail);
    client.once("connect", () => {
      clearTimeout(timer);
      client.off("error", fail);
      resolve();
    });
  });
}

/** mqtt.js puts the return code of CONNACK into `code`; errors of the network have a text there. */
function isRefusal(error: Error | undefined): boolean {
  return error !== undefined && "code" in error && typeof error.code === "number";
}
