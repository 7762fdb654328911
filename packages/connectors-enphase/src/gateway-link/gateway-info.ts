import { ConnectorError, type ReceivedReply } from "@solarmon/connectors-kit";
import { GATEWAY } from "../vendor.ts";

/** What a gateway says of itself to everybody. */
export interface GatewayInfo {
  readonly serial: string;
  /** e.g. `8.2.4345`. */
  readonly firmware: string;
  /** Whether it was made with meters; says nothing of CTs that are connected. */
  readonly isMetered: boolean;
  /** Whether it wants a token: firmware 7 and later. */
  readonly wantsToken: boolean;
}

/** `/info`, the only reply in XML. @throws `ConnectorError` `protocol` when it is something else */
export function readInfo({ body }: ReceivedReply): GatewayInfo {
  const text = new TextDecoder().decode(body);
  const [serial, software] = [elementIn(text, "sn"), elementIn(text, "software")];
  if (!text.includes("<envoy_info>") || serial === undefined || software === undefined)
    throw new ConnectorError("protocol", GATEWAY, "/info is not that of an IQ Gateway");
  return {
    serial,
    firmware: software.replace(/^[A-Za-z]+/u, ""),
    isMetered: elementIn(text, "imeter") === "true",
    wantsToken: elementIn(text, "web-tokens") === "true",
  };
}

function elementIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]{1,100})</${name}>`, "u").exec(xml)?.[1]?.trim();
}

/** Whether a version is another or later, number by number: 8.2.4264 is later than 8.2.127. */
export function isFirmware(firmware: string, atLeast: string): boolean {
  const [have, want] = [partsOf(firmware), partsOf(atLeast)];
  for (const [index, part] of want.entries()) {
    const difference = (have[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function partsOf(version: string): number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10) || 0);
}
