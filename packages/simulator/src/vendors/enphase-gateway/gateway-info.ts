import { SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import type { GatewayDevices } from "./gateway-devices.ts";

/** `GET /info`: for everybody, and in XML. */
export function info(devices: GatewayDevices, { now }: StandInRequest): StandInReply {
  const { serial, firmware, isMetered, wantsToken } = devices;
  const body = [
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<envoy_info>",
    `  <time>${Math.floor(now / SECOND_MS)}</time>`,
    "  <device>",
    `    <sn>${serial}</sn>`,
    "    <pn>800-00654-r08</pn>",
    `    <software>${firmware}</software>`,
    "    <euaid>4c8675</euaid>",
    "    <seqnum>0</seqnum>",
    "    <apiver>1</apiver>",
    `    <imeter>${isMetered}</imeter>`,
    "  </device>",
    ...(wantsToken ? ["  <web-tokens>true</web-tokens>"] : []),
    "  <package name='rootfs'>",
    "    <pn>500-00001-r01</pn>",
    "    <version>02.00.00</version>",
    "  </package>",
    "</envoy_info>",
    "",
  ].join("\n");
  return { headers: { "content-type": "text/xml" }, body };
}

/** `GET /home`. */
export function home({ timeZone }: GatewayDevices): StandInReply {
  return {
    body: {
      software_build_epoch: 1_719_503_966,
      timezone: timeZone,
      network: { web_comm: true, ever_reported_to_enlighten: true },
      tariff: "none",
    },
  };
}
