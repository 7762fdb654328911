import { isIPv6 } from "node:net";

/** The address of an MQTT door that listens on a host, e.g. `mqtt://127.0.0.1:1883`. */
export function mqttUrlOf(host: string, port: number): string {
  return `mqtt://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** A server that listens on every address is reached on this machine's own. */
export function reachableUrl(mqttUrl: string): string {
  return mqttUrl.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}
