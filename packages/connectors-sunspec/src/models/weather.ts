import type { ModelTable } from "../model-table.ts";

/** Irradiance, temperature, weather and places. Names, types and scale factors as in SunSpec's published definitions. */
export const WEATHER_MODELS: readonly ModelTable[] = [
  {
    ids: [302],
    name: "irradiance",
    fixed: "",
    repeated: `
      GHI:u16 POAI:u16 DFI:u16 DNI:u16 OTI:u16`,
  },
  {
    ids: [303],
    name: "back-of-module temperature",
    fixed: "",
    repeated: `
      TmpBOM:i16^-1`,
  },
  {
    ids: [304],
    name: "inclinometer",
    fixed: "",
    repeated: `
      Inclx:i32^-2 Incly:i32^-2 Inclz:i32^-2`,
  },
  {
    ids: [305],
    name: "location",
    fixed: `
      Tm:text*6 Date:text*4 Loc:text*20 Lat:i32^-7 Long:i32^-7 Alt:i32`,
  },
  {
    ids: [306],
    name: "reference point",
    fixed: `
      GHI:u16 A:u16 V:u16 Tmp:u16`,
  },
  {
    ids: [307],
    name: "base weather",
    fixed: `
      TmpAmb:i16^-1 RH:i16 Pres:i16 WndSpd:i16 WndDir:i16 Rain:i16 Snw:i16 PPT:i16 ElecFld:i16
      SurWet:i16 SoilWet:i16`,
  },
  {
    ids: [308],
    name: "mini weather",
    fixed: `
      GHI:u16 TmpBOM:i16^-1 TmpAmb:i16^-1 WndSpd:u16`,
  },
];
