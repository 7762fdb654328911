// oxlint-disable no-underscore-dangle -- the names of Node's streams
import type { Duplex } from "node:stream";

/**
 * A write that fails ends a socket with all that it has not read yet. A broker that dies has acknowledged that to
 * devices: it is read to the end, which a dead peer's socket has as well.
 */
export function readToTheEnd(stream: Duplex): void {
  const write = stream._write.bind(stream);
  stream._write = (chunk, encoding, done) => write(chunk, encoding, () => done());
  const writeMany = stream._writev?.bind(stream);
  if (writeMany) stream._writev = (chunks, done) => writeMany(chunks, () => done());
}
