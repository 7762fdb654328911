import { constants, crc32, deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";

// One gzip member (RFC 1952) with an extra field that says how long the member is and which times it covers:
// `zcat` reads the file as it is, and a reader can go from member to member without unpacking.
//   10 bytes gzip header · u16 length of the extra fields · "SM" u16 20 · u32 member length · f64 start · f64 end
//   deflate data · u32 crc of the content · u32 length of the content

const HEADER = Buffer.from([0x1f, 0x8b, 8, 4 /* has extra fields */, 0, 0, 0, 0, 0, 255]);
const EXTRA_BYTES = 24;
const TRAILER_BYTES = 8;

/** Bytes that {@link readMemberHead} needs. */
export const MEMBER_HEAD_BYTES: number = HEADER.length + 2 + EXTRA_BYTES;

const deflate = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw);
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

export interface MemberHead {
  /** Length of the whole member [bytes]. */
  readonly bytes: number;
  /** Newest and oldest time of the content, both included. */
  readonly oldestAt: number;
  readonly newestAt: number;
}

/** Packs content whose times lie within `[oldestAt, newestAt]`. */
export async function writeMember(
  content: Uint8Array,
  oldestAt: number,
  newestAt: number,
): Promise<Buffer> {
  const packed = await deflate(content, { level: constants.Z_DEFAULT_COMPRESSION });
  const member = Buffer.alloc(MEMBER_HEAD_BYTES + packed.length + TRAILER_BYTES);
  HEADER.copy(member);
  member.writeUInt16LE(EXTRA_BYTES, 10);
  member.write("SM", 12, "latin1");
  member.writeUInt16LE(EXTRA_BYTES - 4, 14);
  member.writeUInt32LE(member.length, 16);
  member.writeDoubleLE(oldestAt, 20);
  member.writeDoubleLE(newestAt, 28);
  packed.copy(member, MEMBER_HEAD_BYTES);
  member.writeUInt32LE(crc32(content), member.length - 8);
  member.writeUInt32LE(content.length, member.length - 4);
  return member;
}

/** What the head of a member says; `undefined` when the bytes are not one. */
export function readMemberHead(bytes: Buffer): MemberHead | undefined {
  if (bytes.length < MEMBER_HEAD_BYTES || !bytes.subarray(0, 4).equals(HEADER.subarray(0, 4)))
    return undefined;
  if (bytes.toString("latin1", 12, 14) !== "SM") return undefined;
  const length = bytes.readUInt32LE(16);
  if (length < MEMBER_HEAD_BYTES + TRAILER_BYTES) return undefined;
  return { bytes: length, oldestAt: bytes.readDoubleLE(20), newestAt: bytes.readDoubleLE(28) };
}

/** The content of a whole member; `undefined` when it is damaged. */
export async function readMember(member: Buffer): Promise<Buffer | undefined> {
  const length = member.readUInt32LE(member.length - 4);
  const packed = member.subarray(MEMBER_HEAD_BYTES, member.length - TRAILER_BYTES);
  try {
    const content = await inflate(packed, { maxOutputLength: Math.max(1, length) });
    return crc32(content) === member.readUInt32LE(member.length - 8) ? content : undefined;
  } catch {
    return undefined;
  }
}
