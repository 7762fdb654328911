export { sapm, sapmEffectiveIrradiance, type SapmModuleData, type SapmPoints } from "./sapm.ts";
export { sapmSpectralFactor } from "./sapm.ts";
export { singleDiode, type SingleDiodePoints } from "./single-diode.ts";
export {
  calcparamsCec,
  calcparamsDesoto,
  calcparamsPvsyst,
  type DesotoReference,
  type PvsystReference,
  type SingleDiodeParameters,
} from "./single-diode-parameters.ts";
