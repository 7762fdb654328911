import type {
  DecodeContext,
  ProblemList,
  ReadingRows,
  VendorReply,
} from "@solarmon/connectors-kit";

/** What the decoder of one endpoint works on. */
export interface DecodeCall {
  readonly body: unknown;
  readonly reply: VendorReply;
  readonly context: DecodeContext;
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
}

/** Says that the reply lacks what its endpoint is known for. */
export function lacks({ problems }: DecodeCall, field: string): void {
  problems.add("", "missing_field", `the reply has no ${JSON.stringify(field)}`);
}
