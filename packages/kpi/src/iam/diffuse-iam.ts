/** Incidence angle modifiers of diffuse light, 0 to 1. */
export interface DiffuseIam<Value = number> {
  readonly sky: Value;
  readonly ground: Value;
}
