import { SolarmonError } from "@solarmon/core";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode, toDiskError } from "../disk-error.ts";
import { makeDirectory, syncDirectory } from "../durable-file.ts";
import { MEMBER_HEAD_BYTES, type MemberHead, readMember, readMemberHead } from "./gzip-member.ts";

/** A member in a file. */
export interface FoundMember extends MemberHead {
  readonly offset: number;
}

/**
 * Appends members to a day's file, durably, and returns its new length. A torn end that an earlier crash left is cut
 * first; `knownBytes`, the length that the last append returned, saves looking for it.
 */
export async function appendMembers(
  path: string,
  members: readonly Buffer[],
  knownBytes?: number,
): Promise<number> {
  try {
    await makeDirectory(dirname(path));
    await using file = await open(path, "a+");
    const bytes = await appendTo(file, members, knownBytes);
    await syncDirectory(dirname(path));
    return bytes;
  } catch (error) {
    throw toDiskError(error, `cannot write the archive ${path}`);
  }
}

async function appendTo(
  file: FileHandle,
  members: readonly Buffer[],
  knownBytes: number | undefined,
): Promise<number> {
  const { size } = await file.stat();
  const end = size === knownBytes ? size : await wholeEnd(file);
  await file.truncate(end);
  try {
    for (const member of members) await file.appendFile(member);
    await file.datasync();
    return members.reduce((sum, member) => sum + member.length, end);
  } catch (error) {
    await file.truncate(end).catch(() => undefined); // else the next append cuts it
    throw error;
  }
}

/** Members of a file, from their heads alone. Ends at the first that is not whole. */
export async function* membersOf(file: FileHandle): AsyncGenerator<FoundMember> {
  const { size } = await file.stat();
  const head = Buffer.alloc(MEMBER_HEAD_BYTES);
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await file.read(head, 0, head.length, offset);
    const found = readMemberHead(head.subarray(0, bytesRead));
    if (!found || offset + found.bytes > size) return;
    yield { ...found, offset };
    offset += found.bytes;
  }
}

async function wholeEnd(file: FileHandle): Promise<number> {
  let end = 0;
  for await (const member of membersOf(file)) end = member.offset + member.bytes;
  return end;
}

/** Opens a day's file for reading; `undefined` when nothing was received on that day. */
export async function openDay(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Content of a member. @throws {@link SolarmonError} `storage_corrupt` when its bytes do not add up */
export async function contentOf(file: FileHandle, member: FoundMember): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(member.bytes);
  await file.read(bytes, 0, member.bytes, member.offset);
  const content = await readMember(bytes);
  if (content) return content;
  throw new SolarmonError("storage_corrupt", "a block of the archive is damaged");
}
