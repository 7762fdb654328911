import type { DecodeContext, EndpointInfo, VendorDecoder, VendorReply } from "../decoder.ts";
import { ProblemList } from "./problem-list.ts";
import { ReadingRows } from "./reading-rows.ts";
import { requireEndpoint } from "./require-endpoint.ts";

/** Where the decoder of an endpoint writes. */
export interface DecodeTarget {
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
}

/** An endpoint with what reads its replies. */
export interface DecodableEndpoint<Call extends DecodeTarget> extends EndpointInfo {
  readonly decode: (call: Call) => void;
}

/** What {@link createEndpointDecoder} needs. */
export interface EndpointDecoderOptions<Call extends DecodeTarget> {
  readonly vendor: string;
  readonly endpoints: readonly DecodableEndpoint<Call>[];
  /** Opens a reply for its endpoint; `undefined` once `problems` says why there is nothing to read. */
  readonly open: (
    reply: VendorReply,
    context: DecodeContext,
    target: DecodeTarget,
  ) => Call | undefined;
  /** JSON pointer to where a reply's values stand, to be named when there are none. */
  readonly valuesPath: string;
}

/** A decoder from a table of endpoints. It is never silent: without a reading there is a problem that says why. */
export function createEndpointDecoder<Call extends DecodeTarget>({
  vendor,
  endpoints,
  open,
  valuesPath,
}: EndpointDecoderOptions<Call>): VendorDecoder {
  return {
    vendor,
    endpoints: endpoints.map(({ name, text }) => ({ name, text })),
    decode(name, reply, context) {
      requireEndpoint(vendor, endpoints, name);
      const target = { rows: new ReadingRows(), problems: new ProblemList() };
      const call = open(reply, context, target);
      if (call) endpoints.find((endpoint) => endpoint.name === name)?.decode(call);
      const readings = target.rows.toArray();
      if (readings.length === 0 && target.problems.toArray().length === 0)
        target.problems.add(valuesPath, "no_telemetry", "the reply holds no value");
      return { readings, problems: target.problems.toArray() };
    },
  };
}

/** Decodes the replies of an endpoint that lists plants, devices or alarms. */
export function nothingMeasured({ problems }: DecodeTarget): void {
  problems.add("", "no_telemetry", "this endpoint tells what there is, not what was measured");
}
