import { type Id, idFromBytes, idToBytes } from "./ids.ts";

/** Ids remembered either way; a fleet has far fewer. A power of two. */
const SLOTS = 32_768;

/**
 * Ids and their bytes, remembered: a stream spells the same few thousand ids over and over. Bounded, about 2 MB.
 */
export class IdCache {
  /** Place of the id's four words in `#written`. */
  readonly #placeOf = new Map<Id, number>();
  readonly #written: Uint32Array = new Uint32Array(SLOTS * 4);
  /** By a hash of the words; an id that meets an occupied slot takes it. */
  readonly #ids: (Id | undefined)[] = [];
  readonly #read: Uint32Array = new Uint32Array(SLOTS * 4);

  /** @throws {@link SolarmonError} `invalid_argument` when it is no id */
  write(id: Id, view: DataView, offset: number): void {
    const place = this.#placeOf.get(id) ?? this.#remember(id);
    const words = this.#written;
    view.setUint32(offset, words[place] ?? 0);
    view.setUint32(offset + 4, words[place + 1] ?? 0);
    view.setUint32(offset + 8, words[place + 2] ?? 0);
    view.setUint32(offset + 12, words[place + 3] ?? 0);
  }

  #remember(id: Id): number {
    const view = new DataView(idToBytes(id).buffer);
    if (this.#placeOf.size >= SLOTS) this.#placeOf.clear();
    const place = this.#placeOf.size * 4;
    for (let word = 0; word < 4; word++) this.#written[place + word] = view.getUint32(word * 4);
    this.#placeOf.set(id, place);
    return place;
  }

  /**
   * The id at `offset` of `bytes`, which `view` shows, too.
   *
   * @throws RangeError when the bytes end before
   */
  read(bytes: Uint8Array, view: DataView, offset: number): Id {
    const a = view.getUint32(offset);
    const b = view.getUint32(offset + 4);
    const c = view.getUint32(offset + 8);
    const d = view.getUint32(offset + 12);
    const slot = (a ^ (b << 7) ^ c ^ (d << 3) ^ (d >>> 11)) & (SLOTS - 1);
    const held = this.#ids[slot];
    const words = this.#read;
    const at = slot * 4;
    const isSame =
      words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d;
    if (held !== undefined && isSame) return held;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    return (this.#ids[slot] = idFromBytes(bytes, offset));
  }
}
