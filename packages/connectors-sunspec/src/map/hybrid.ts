import type { ModelValues, SunSpecModel } from "../read-models.ts";
import { directionOfCharge } from "../states.ts";
import type { ModelGroup } from "./device-parts.ts";
import type { ModelView } from "./model-view.ts";

/** An input of model 160 that is the battery's. */
export interface BatteryInput {
  readonly input: ModelValues;
  /** 1: what flows charges the battery, −1: it comes from there, `null`: not known now. */
  readonly direction: 1 | -1 | null;
}

/** Which inputs of model 160 are no panels, since Fronius shows the battery of a hybrid there. */
export class Hybrid {
  readonly #common: SunSpecModel | undefined;
  readonly #storage: SunSpecModel | undefined;
  readonly #inputs = new Map<SunSpecModel, readonly BatteryInput[]>();

  constructor({ common, models }: ModelGroup) {
    this.#common = common;
    this.#storage = models.find(({ id }) => id === 124);
  }

  /** GEN24 names two of them, StCha and StDisCha; in a Symo Hybrid the second of two is the battery, both ways. */
  batteryInputs(view: ModelView): readonly BatteryInput[] {
    if (view.model.id !== 160) return [];
    const known = this.#inputs.get(view.model);
    if (known !== undefined) return known;
    const inputs = view.model.groups.flatMap((input, index) => {
      const named = /^st\s*(dis)?cha/iu.exec(view.text("IDStr", input));
      if (named !== null) return [{ input, direction: named[1] === undefined ? 1 : -1 } as const];
      return index === 1 && this.#isSymo()
        ? [{ input, direction: this.#directionOfStorage() } as const]
        : [];
    });
    this.#inputs.set(view.model, inputs);
    return inputs;
  }

  #isSymo(): boolean {
    const name = this.#common?.values["Md"];
    return this.#storage !== undefined && typeof name === "string" && /^symo hybrid/iu.test(name);
  }

  #directionOfStorage(): 1 | -1 | null {
    const state = this.#storage?.values["ChaSt"];
    return directionOfCharge(typeof state === "number" ? state : null);
  }
}
