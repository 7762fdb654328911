/** Bytes of an oversized packet that are shown to the sink: enough for the topic. */
const HEAD_BYTES = 1_024;

/** Takes the packets that a {@link FrameScanner} finds. Answers whether to go on at once. */
export interface FrameSink {
  /** A whole packet: bytes `start` to `end` of `buffer`, its variable part from `body` on. Valid during the call. */
  frame(buffer: Buffer, start: number, body: number, end: number): boolean;
  /** The beginning of a packet of over the largest size, from its fixed header on. The rest is thrown away. */
  oversized(head: Buffer, body: number, size: number): boolean;
  /** What came is not MQTT. */
  broken(): void;
}

interface Partial {
  readonly buffer: Buffer;
  filled: number;
  readonly body: number;
  /** Bytes to throw away after it; `null` for a whole packet. */
  readonly skipAfter: number | null;
  readonly size: number;
}

/**
 * Cuts a byte stream into MQTT packets. Holds at most one packet of the largest size, whatever the sender claims;
 * aedes alone would collect up to 256 MB per connection.
 */
export class FrameScanner {
  readonly #maxBytes: number;
  readonly #sink: FrameSink;
  #rest: Buffer | null = null;
  #partial: Partial | null = null;
  #skip = 0;

  constructor(maxBytes: number, sink: FrameSink) {
    this.#maxBytes = Math.max(maxBytes, HEAD_BYTES);
    this.#sink = sink;
  }

  /** Takes what was read. Returns `false` when the sink wants no more for now: call {@link resume} later. */
  push(chunk: Buffer): boolean {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    return this.#scan(bytes);
  }

  /** Goes on after the packet at which the sink stopped. */
  resume(): boolean {
    const rest = this.#rest;
    this.#rest = null;
    return rest ? this.#scan(rest) : true;
  }

  #scan(bytes: Buffer): boolean {
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    if (this.#partial) {
      at += this.#fill(this.#partial, bytes, at);
      if (this.#partial.filled < this.#partial.buffer.length) return true;
      if (!this.#finish(this.#partial)) return this.#stop(bytes, at);
      return this.#scan(bytes.subarray(at));
    }
    while (at + 1 < bytes.length) {
      const body = bodyStart(bytes, at);
      if (body === 0) break;
      if (body < 0) return this.#break();
      const size = remainingLength(bytes, at);
      const end = body + size;
      if (size > this.#maxBytes || end > bytes.length)
        return this.#startPartial(bytes, at, body, size);
      if (!this.#sink.frame(bytes, at, body, end)) return this.#stop(bytes, end);
      at = end;
    }
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
    return true;
  }

  #startPartial(bytes: Buffer, at: number, body: number, size: number): boolean {
    const head = body - at;
    const isOversized = size > this.#maxBytes;
    this.#partial = {
      buffer: Buffer.allocUnsafeSlow(head + (isOversized ? HEAD_BYTES : size)),
      filled: 0,
      body: head,
      skipAfter: isOversized ? size - HEAD_BYTES : null,
      size,
    };
    return this.#scan(bytes.subarray(at));
  }

  #fill(partial: Partial, bytes: Buffer, at: number): number {
    const copied = bytes.copy(partial.buffer, partial.filled, at);
    partial.filled += copied;
    return copied;
  }

  #finish({ buffer, body, skipAfter, size }: Partial): boolean {
    this.#partial = null;
    if (skipAfter === null) return this.#sink.frame(buffer, 0, body, buffer.length);
    this.#skip = skipAfter;
    return this.#sink.oversized(buffer, body, size);
  }

  #stop(bytes: Buffer, at: number): boolean {
    if (at < bytes.length) this.#rest = bytes.subarray(at);
    return false;
  }

  #break(): boolean {
    this.#sink.broken();
    return false;
  }
}

/** Where the variable part starts; 0: not all of the length is here yet; −1: the length is not one. */
function bodyStart(bytes: Buffer, at: number): number {
  for (let index = at + 1; index < at + 5; index++) {
    const byte = bytes[index];
    if (byte === undefined) return 0;
    if (byte < 128) return index + 1;
  }
  return -1;
}

function remainingLength(bytes: Buffer, at: number): number {
  let size = 0;
  let scale = 1;
  for (let index = at + 1; ; index++) {
    const byte = bytes[index] ?? 0;
    size += (byte & 127) * scale;
    if (byte < 128) return size;
    scale *= 128;
  }
}
