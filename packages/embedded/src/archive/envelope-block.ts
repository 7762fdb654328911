import { decodeEnvelope, encodeEnvelope, type Envelope } from "@solarmon/core";

/** Content of a block before it is packed: u32 length (big-endian) and bytes of each envelope. */
export interface EnvelopeBlock {
  readonly content: Buffer;
  readonly oldestAt: number;
  readonly newestAt: number;
}

/** A block is closed when it has grown to this [bytes], so that readers need little memory. */
const BLOCK_BYTES = 1024 * 1024;

/** Puts envelopes into blocks, in order. */
export function toBlocks(envelopes: readonly Envelope[]): EnvelopeBlock[] {
  const blocks: EnvelopeBlock[] = [];
  let parts: Buffer[] = [];
  let times: number[] = [];
  let bytes = 0;
  const close = (): void => {
    if (parts.length > 0) blocks.push(toBlock(parts, times));
    parts = [];
    times = [];
    bytes = 0;
  };
  for (const envelope of envelopes) {
    const encoded = encodeEnvelope(envelope);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(encoded.length);
    parts.push(length, Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength));
    times.push(envelope.receivedAt);
    bytes += 4 + encoded.length;
    if (bytes >= BLOCK_BYTES) close();
  }
  close();
  return blocks;
}

function toBlock(parts: readonly Buffer[], times: readonly number[]): EnvelopeBlock {
  const oldestAt = times.reduce((a, b) => Math.min(a, b));
  const newestAt = times.reduce((a, b) => Math.max(a, b));
  return { content: Buffer.concat(parts), oldestAt, newestAt };
}

/** The envelopes of a block's content. */
export function* fromBlock(content: Buffer): Generator<Envelope> {
  for (let offset = 0; offset < content.length;) {
    const length = content.readUInt32BE(offset);
    yield decodeEnvelope(new Uint8Array(content.buffer, content.byteOffset + offset + 4, length));
    offset += 4 + length;
  }
}
