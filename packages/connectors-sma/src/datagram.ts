import { type ProblemList, readField, type ValueMap } from "@solarmon/connectors-kit";
import { OBIS } from "./datagram-points.ts";
import type { ReplyCall } from "./decode-call.ts";

/** `SMA\0` */
const MAGIC = 0x53_4d_41_00;
const EMETER = 0x60_69;
const PROTOCOL_AT = 16;
const SERIAL_AT = 20;
const VALUES_AT = 28;
/** Length of what follows the tags, written at 12; it begins at 16. */
const LENGTH_AT = 12;

/** A datagram of an energy meter or a home manager: true when it was received, for it carries no time. */
export function decodeDatagram({ reply, rows, problems }: ReplyCall): void {
  const { receivedAt } = reply;
  const body = bytesOf(reply.body);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (!isMeter(view)) {
    problems.add("0", "malformed", "no datagram of an SMA energy meter, or a part of one");
    return;
  }
  if (receivedAt === undefined) {
    problems.add("24", "time_missing", "a datagram carries no time; say when it was received");
    return;
  }
  const serial = String(view.getUint32(SERIAL_AT));
  readValues(view, endOf(view), rows.valuesAt(serial, "meter", receivedAt), problems);
}

/** A datagram may be kept as its hexadecimal digits. */
const DIGITS = /^534d4100[\da-f\s]*$/iu;

function bytesOf(body: Uint8Array): Uint8Array {
  const text = body[0] === 0x35 ? new TextDecoder().decode(body).trim() : "";
  if (!DIGITS.test(text)) return body;
  const pairs = text.replace(/\s/gu, "").match(/../gu) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function isMeter(view: DataView): boolean {
  if (view.byteLength < VALUES_AT || view.getUint32(0) !== MAGIC) return false;
  return view.getUint16(PROTOCOL_AT) === EMETER && endOf(view) <= view.byteLength;
}

function endOf(view: DataView): number {
  return PROTOCOL_AT + view.getUint16(LENGTH_AT);
}

/** Keys of 4 bytes (channel, index, type, tariff), each with a value of as many bytes as its type says. */
function readValues(view: DataView, end: number, values: ValueMap, problems: ProblemList): void {
  let at = VALUES_AT;
  while (at + 8 <= end) {
    const [index, type, tariff] = [1, 2, 3].map((offset) => view.getUint8(at + offset));
    const length = type === 8 ? 8 : 4;
    const isCounter = length === 8;
    if (at + 4 + length > end) {
      problems.add(String(at), "malformed", "a value is cut off");
      return;
    }
    const raw = isCounter ? Number(view.getBigUint64(at + 4)) : view.getUint32(at + 4);
    const rule = view.getUint8(at) === 0 ? OBIS.get(`${index}.${type}.${tariff}`) : undefined;
    if (rule && raw !== (isCounter ? NO_COUNTER : NO_ACTUAL))
      readField(raw / rule.perUnit, rule, values, problems, String(at));
    at += 4 + length;
  }
}

/** All bits set: the meter has no such value. */
const NO_ACTUAL = 0xff_ff_ff_ff;
const NO_COUNTER = 2 ** 64;
