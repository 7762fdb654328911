import type { RegisterImage } from "./register-image.ts";

/** Where a model stands. */
export interface ModelSite {
  readonly id: number;
  /** Registers of its body, as the device says. */
  readonly length: number;
  /** Address of the register that holds its id. */
  readonly address: number;
}

export interface ModelChain {
  /** Address of the marker. */
  readonly base: number;
  readonly sites: readonly ModelSite[];
  /** Why the walk ended before the end marker; `null` when it was found. */
  readonly brokenAt: { readonly address: number; readonly detail: string } | null;
}

/** Where to look for the marker, in this order: the three of the standard, then those seen on gateways. */
export const SUNSPEC_BASES: readonly number[] = [40000, 0, 50000, 1000, 4096];

const MARKER_HIGH = 0x5375;
const MARKER_LOW = 0x6e53;
const END_ID = 0xffff;
/** Longer chains are walks through rubbish. */
export const MAX_MODELS = 100;

/** The marker "SunS": at a known base, or else at the lowest address that holds it. */
export function findMarker(
  image: RegisterImage,
  bases: readonly number[] = SUNSPEC_BASES,
): number | undefined {
  const isMarker = (address: number): boolean =>
    image.get(address) === MARKER_HIGH && image.get(address + 1) === MARKER_LOW;
  const known = bases.find(isMarker);
  if (known !== undefined) return known;
  let lowest: number | undefined;
  for (const address of image.addresses())
    if (isMarker(address) && !(lowest !== undefined && lowest < address)) lowest = address;
  return lowest;
}

/**
 * For dumps that begin behind the marker: the address two registers before a Common block, at a known base or at the
 * very beginning. A Common block has 65 or 66 registers and begins with the manufacturer's name.
 */
export function findCommonBlock(
  image: RegisterImage,
  bases: readonly number[] = SUNSPEC_BASES,
): number | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  for (const address of image.addresses()) lowest = Math.min(lowest, address);
  return [...bases, lowest - 2].find((base) => isCommonBlock(image, base + 2));
}

function isCommonBlock(image: RegisterImage, address: number): boolean {
  const name = image.get(address + 2) ?? 0;
  const isText = isPrintable(name >> 8) && isPrintable(name & 0xff);
  const length = image.get(address + 1);
  return image.get(address) === 1 && (length === 65 || length === 66) && isText;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Walks from header to header with the lengths the device gives, never with those we expect. */
export function walkModels(image: RegisterImage, base: number): ModelChain {
  const sites: ModelSite[] = [];
  let address = base + 2;
  while (sites.length < MAX_MODELS) {
    const id = image.get(address);
    if (id === END_ID) return { base, sites, brokenAt: null };
    const length = image.get(address + 1);
    const detail = faultOfHeader(id, length);
    if (detail !== null) return { base, sites, brokenAt: { address, detail } };
    sites.push({ id: id ?? 0, length: length ?? 0, address });
    address += 2 + (length ?? 0);
  }
  return { base, sites, brokenAt: { address, detail: `more than ${MAX_MODELS} models` } };
}

function faultOfHeader(id: number | undefined, length: number | undefined): string | null {
  if (id === undefined || length === undefined)
    return "the chain of models goes on here, but these registers were not read";
  return length === 0 ? `model ${id} says that it has no registers` : null;
}
