import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { VendorDecoder, VendorReply } from "@solarmon/connectors-kit";
import { type Instant, SolarmonError, systemClock } from "@solarmon/core";
import { parseInstantFlag } from "../cli/instant-flag.ts";
import { parseNumberFlag } from "../cli/number-flag.ts";
import type { DecodeFlags } from "../commands/decode.ts";
import { connectorNames, loadConnector } from "../links/connectors.ts";

const LINES_PER_WRITE = 1_000;

/** Decodes a recorded reply: readings to standard output, problems to standard error, a JSON object per line. */
export async function runDecode(
  vendor: string | undefined,
  endpoint: string | undefined,
  file: string | undefined,
  flags: DecodeFlags,
): Promise<void> {
  if (vendor === undefined) return print(connectorNames());
  const { decoder } = await loadConnector(vendor);
  if (endpoint === undefined) return print(endpointLines(decoder));
  if (file === undefined)
    throw new SolarmonError("invalid_argument", "name the file of the reply, or - for stdin");
  const reply = await readReply(file, flags);
  const result = decoder.decode(endpoint, reply, { timeZone: flags.timeZone });
  writeLines(process.stderr, result.problems);
  writeLines(process.stdout, result.readings);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

function endpointLines({ endpoints }: VendorDecoder): string[] {
  const width = Math.max(...endpoints.map(({ name }) => name.length));
  return endpoints.map(({ name, text }) => `${name.padEnd(width)}  ${text}`);
}

async function readReply(file: string, flags: DecodeFlags): Promise<VendorReply> {
  const status = parseNumberFlag("--status", flags.status, 100, 599);
  try {
    const body = await buffer(file === "-" ? process.stdin : createReadStream(file));
    const receivedAt = await receivedAtOf(file, flags.receivedAt);
    return { body, receivedAt, ...(status === null ? {} : { status }) };
  } catch (error) {
    if (SolarmonError.is(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SolarmonError("invalid_argument", `cannot read ${file}: ${why}`, { cause: error });
  }
}

/** A file was received when it was written, unless the caller knows better. */
async function receivedAtOf(file: string, given: string | undefined): Promise<Instant> {
  const now = systemClock.now();
  if (given !== undefined) return parseInstantFlag("--received-at", given, now);
  return file === "-" ? now : Math.floor((await stat(file)).mtimeMs);
}

function writeLines(to: NodeJS.WriteStream, values: readonly object[]): void {
  for (let index = 0; index < values.length; index += LINES_PER_WRITE) {
    const lines = values.slice(index, index + LINES_PER_WRITE);
    to.write(`${lines.map((value) => JSON.stringify(value)).join("\n")}\n`);
  }
}
