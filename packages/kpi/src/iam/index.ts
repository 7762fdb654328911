export type { DiffuseIam } from "./diffuse-iam.ts";
export { iamAshrae, type IamAshraeOptions } from "./iam-ashrae.ts";
export { iamInterp, type IamInterpOptions } from "./iam-interp.ts";
export { type DirectIam, iamMarionDiffuse, type MarionDiffuseIam } from "./iam-marion-diffuse.ts";
export {
  iamMartinRuiz,
  iamMartinRuizDiffuse,
  type IamMartinRuizDiffuseOptions,
  type IamMartinRuizOptions,
} from "./iam-martin-ruiz.ts";
export { iamPhysical, type IamPhysicalOptions } from "./iam-physical.ts";
export { iamSapm, type IamSapmOptions } from "./iam-sapm.ts";
export { iamSchlick, iamSchlickDiffuse } from "./iam-schlick.ts";
