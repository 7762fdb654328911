/** A request of Modbus TCP that asks for registers. */
export interface ModbusFrame {
  readonly transactionId: number;
  readonly unitId: number;
  readonly functionCode: number;
  /** Zero-based protocol address. */
  readonly address: number;
  readonly count: number;
}

const LENGTH_AT = 4;
const HEADER_BYTES = 6;
const EXCEPTION_BIT = 0x80;

/** Whole requests, and the bytes of one that is under way. */
export function takeFrames(bytes: Buffer): {
  readonly frames: readonly ModbusFrame[];
  readonly rest: Buffer<ArrayBuffer>;
} {
  const frames: ModbusFrame[] = [];
  let rest = Buffer.from(bytes);
  while (rest.length >= HEADER_BYTES) {
    const end = HEADER_BYTES + rest.readUInt16BE(LENGTH_AT);
    if (rest.length < end) break;
    frames.push(readFrame(rest.subarray(0, end)));
    rest = rest.subarray(end);
  }
  return { frames, rest };
}

function readFrame(bytes: Buffer): ModbusFrame {
  const has = (at: number): boolean => at + 2 <= bytes.length;
  return {
    transactionId: bytes.readUInt16BE(0),
    unitId: bytes[6] ?? 0,
    functionCode: bytes[7] ?? 0,
    address: has(8) ? bytes.readUInt16BE(8) : 0,
    count: has(10) ? bytes.readUInt16BE(10) : 0,
  };
}

/** The answer with registers. */
export function registersFrame(request: ModbusFrame, words: readonly number[]): Buffer {
  const bytes = words.flatMap((word) => [word >> 8, word & 0xff]);
  return frameOf(request, [request.functionCode, bytes.length, ...bytes]);
}

/** The answer that refuses. */
export function exceptionFrame(request: ModbusFrame, exception: number): Buffer {
  return frameOf(request, [request.functionCode | EXCEPTION_BIT, exception]);
}

function frameOf({ transactionId, unitId }: ModbusFrame, body: readonly number[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(transactionId, 0);
  header.writeUInt16BE(body.length + 1, LENGTH_AT);
  return Buffer.concat([header, Buffer.from([unitId, ...body])]);
}
