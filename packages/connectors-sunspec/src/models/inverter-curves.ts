import type { ModelTable } from "../model-table.ts";

/** Grid-support curves: their switches; the curves themselves are no telemetry. Names, types and scale factors as in SunSpec's published definitions. */
export const INVERTER_CURVES_MODELS: readonly ModelTable[] = [
  {
    ids: [125],
    name: "pricing",
    fixed: `
      ModEna:bits16 SigType:enum16 Sig:i16^Sig_SF WinTms:u16 RvtTms:u16 RmpTms:u16 Sig_SF:sf
      Pad:pad`,
  },
  {
    ids: [126],
    name: "static volt-VAR",
    fixed: `
      ActCrv:u16 ModEna:bits16 WinTms:u16 RvrtTms:u16 RmpTms:u16 NCrv:u16 NPt:u16 V_SF:sf
      DeptRef_SF:sf RmpIncDec_SF:sf`,
  },
  {
    ids: [127],
    name: "frequency-watt",
    fixed: `
      WGra:u16^WGra_SF HzStr:i16^HzStrStop_SF HzStop:i16^HzStrStop_SF HysEna:bits16
      ModEna:bits16 HzStopWGra:u16^RmpIncDec_SF WGra_SF:sf HzStrStop_SF:sf RmpIncDec_SF:sf
      Pad:pad`,
  },
  {
    ids: [128],
    name: "dynamic reactive current",
    fixed: `
      ArGraMod:enum16 ArGraSag:u16^ArGra_SF ArGraSwell:u16^ArGra_SF ModEna:bits16 FilTms:u16
      DbVMin:u16^VRefPct_SF DbVMax:u16^VRefPct_SF BlkZnV:u16^VRefPct_SF HysBlkZnV:u16^VRefPct_SF
      BlkZnTmms:u16 HoldTmms:u16 ArGra_SF:sf VRefPct_SF:sf Pad:pad`,
  },
  {
    ids: [129],
    name: "low-voltage ride-through",
    fixed: `
      ActCrv:u16 ModEna:bits16 WinTms:u16 RvrtTms:u16 RmpTms:u16 NCrv:u16 NPt:u16 Tms_SF:sf
      V_SF:sf Pad:pad`,
  },
  {
    ids: [130],
    name: "high-voltage ride-through",
    fixed: `
      ActCrv:u16 ModEna:bits16 WinTms:u16 RvrtTms:u16 RmpTms:u16 NCrv:u16 NPt:u16 Tms_SF:sf
      V_SF:sf Pad:pad`,
  },
  {
    ids: [131],
    name: "watt-power-factor",
    fixed: `
      ActCrv:u16 ModEna:bits16 WinTms:u16 RvrtTms:u16 RmpTms:u16 NCrv:u16 NPt:u16 W_SF:sf
      PF_SF:sf RmpIncDec_SF:sf`,
  },
  {
    ids: [132],
    name: "volt-watt",
    fixed: `
      ActCrv:u16 ModEna:bits16 WinTms:u16 RvrtTms:u16 RmpTms:u16 NCrv:u16 NPt:u16 V_SF:sf
      DeptRef_SF:sf RmpIncDec_SF:sf`,
  },
];
