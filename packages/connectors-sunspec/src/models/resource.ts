import type { ModelTable } from "../model-table.ts";

/** Distributed resources after IEEE 1547-2018. Names, types and scale factors as in SunSpec's published definitions. */
export const RESOURCE_MODELS: readonly ModelTable[] = [
  {
    ids: [701],
    name: "AC measurement",
    fixed: `
      ACType:enum16 St:enum16 InvSt:enum16 ConnSt:enum16 Alrm:bits32 DERMode:bits32 W:i16^W_SF
      VA:i16^VA_SF Var:i16^Var_SF PF:i16^PF_SF A:i16^A_SF LLV:u16^V_SF LNV:u16^V_SF Hz:u32^Hz_SF
      TotWhInj:u64^TotWh_SF TotWhAbs:u64^TotWh_SF TotVarhInj:u64^TotVarh_SF
      TotVarhAbs:u64^TotVarh_SF TmpAmb:i16^Tmp_SF TmpCab:i16^Tmp_SF TmpSnk:i16^Tmp_SF
      TmpTrns:i16^Tmp_SF TmpSw:i16^Tmp_SF TmpOt:i16^Tmp_SF WL1:i16^W_SF VAL1:i16^VA_SF
      VarL1:i16^Var_SF PFL1:i16^PF_SF AL1:i16^A_SF VL1L2:u16^V_SF VL1:u16^V_SF
      TotWhInjL1:u64^TotWh_SF TotWhAbsL1:u64^TotWh_SF TotVarhInjL1:u64^TotVarh_SF
      TotVarhAbsL1:u64^TotVarh_SF WL2:i16^W_SF VAL2:i16^VA_SF VarL2:i16^Var_SF PFL2:i16^PF_SF
      AL2:i16^A_SF VL2L3:u16^V_SF VL2:u16^V_SF TotWhInjL2:u64^TotWh_SF TotWhAbsL2:u64^TotWh_SF
      TotVarhInjL2:u64^TotVarh_SF TotVarhAbsL2:u64^TotVarh_SF WL3:i16^W_SF VAL3:i16^VA_SF
      VarL3:i16^Var_SF PFL3:i16^PF_SF AL3:i16^A_SF VL3L1:u16^V_SF VL3:u16^V_SF
      TotWhInjL3:u64^TotWh_SF TotWhAbsL3:u64^TotWh_SF TotVarhInjL3:u64^TotVarh_SF
      TotVarhAbsL3:u64^TotVarh_SF ThrotPct:u16 ThrotSrc:bits32 A_SF:sf V_SF:sf Hz_SF:sf W_SF:sf
      PF_SF:sf VA_SF:sf Var_SF:sf TotWh_SF:sf TotVarh_SF:sf Tmp_SF:sf MnAlrmInfo:text*32`,
  },
  {
    ids: [702],
    name: "capacity",
    fixed: `
      WMaxRtg:u16^W_SF WOvrExtRtg:u16^W_SF WOvrExtRtgPF:u16^PF_SF WUndExtRtg:u16^W_SF
      WUndExtRtgPF:u16^PF_SF VAMaxRtg:u16^VA_SF VarMaxInjRtg:u16^Var_SF VarMaxAbsRtg:u16^Var_SF
      WChaRteMaxRtg:u16^W_SF WDisChaRteMaxRtg:u16^W_SF VAChaRteMaxRtg:u16^VA_SF
      VADisChaRteMaxRtg:u16^VA_SF VNomRtg:u16^V_SF VMaxRtg:u16^V_SF VMinRtg:u16^V_SF
      AMaxRtg:u16^A_SF PFOvrExtRtg:u16^PF_SF PFUndExtRtg:u16^PF_SF ReactSusceptRtg:u16^S_SF
      NorOpCatRtg:enum16 AbnOpCatRtg:enum16 CtrlModes:bits32 IntIslandCatRtg:bits16
      WMax:u16^W_SF WMaxOvrExt:u16^W_SF WOvrExtPF:u16^PF_SF WMaxUndExt:u16^W_SF
      WUndExtPF:u16^PF_SF VAMax:u16^VA_SF VarMaxInj:u16^Var_SF VarMaxAbs:u16^Var_SF
      WChaRteMax:u16^W_SF WDisChaRteMax:u16^W_SF VAChaRteMax:u16^VA_SF VADisChaRteMax:u16^VA_SF
      VNom:u16^V_SF VMax:u16^V_SF VMin:u16^V_SF AMax:u16^A_SF PFOvrExt:u16^PF_SF
      PFUndExt:u16^PF_SF IntIslandCat:bits16 W_SF:sf PF_SF:sf VA_SF:sf Var_SF:sf V_SF:sf A_SF:sf
      S_SF:sf`,
  },
  {
    ids: [703],
    name: "enter service",
    fixed: `
      ES:enum16 ESVHi:u16^V_SF ESVLo:u16^V_SF ESHzHi:u32^Hz_SF ESHzLo:u32^Hz_SF ESDlyTms:u32
      ESRndTms:u32 ESRmpTms:u32 ESDlyRemTms:u32 V_SF:sf Hz_SF:sf`,
  },
  {
    ids: [704],
    name: "AC controls",
    fixed: `
      PFWInjEna:enum16 PFWInjEnaRvrt:enum16 PFWInjRvrtTms:u32 PFWInjRvrtRem:u32 PFWAbsEna:enum16
      PFWAbsEnaRvrt:enum16 PFWAbsRvrtTms:u32 PFWAbsRvrtRem:u32 WMaxLimPctEna:enum16
      WMaxLimPct:u16^WMaxLimPct_SF WMaxLimPctRvrt:u16^WMaxLimPct_SF WMaxLimPctEnaRvrt:enum16
      WMaxLimPctRvrtTms:u32 WMaxLimPctRvrtRem:u32 WSetEna:enum16 WSetMod:enum16 WSet:i32^WSet_SF
      WSetRvrt:i32^WSet_SF WSetPct:i16^WSetPct_SF WSetPctRvrt:i16^WSetPct_SF WSetEnaRvrt:enum16
      WSetRvrtTms:u32 WSetRvrtRem:u32 VarSetEna:enum16 VarSetMod:enum16 VarSetPri:enum16
      VarSet:i32^VarSet_SF VarSetRvrt:i32^VarSet_SF VarSetPct:i16^VarSetPct_SF
      VarSetPctRvrt:i16^VarSetPct_SF VarSetEnaRvrt:enum16 VarSetRvrtTms:u32 VarSetRvrtRem:u32
      WRmp:u16 WRmpRef:enum16 VarRmp:u16 AntiIslEna:enum16 PF_SF:sf WMaxLimPct_SF:sf WSet_SF:sf
      WSetPct_SF:sf VarSet_SF:sf VarSetPct_SF:sf`,
  },
  {
    ids: [713],
    name: "storage capacity",
    fixed: `
      WHRtg:u16^WH_SF WHAvail:u16^WH_SF SoC:u16^Pct_SF SoH:u16^Pct_SF Sta:enum16 WH_SF:sf
      Pct_SF:sf`,
  },
  {
    ids: [714],
    name: "DC measurement",
    fixed: `
      PrtAlrms:bits32 NPrt:u16 DCA:i16^DCA_SF DCW:i16^DCW_SF DCWhInj:u64^DCWH_SF
      DCWhAbs:u64^DCWH_SF DCA_SF:sf DCV_SF:sf DCW_SF:sf DCWH_SF:sf Tmp_SF:sf`,
    repeated: `
      PrtTyp:enum16 ID:u16 IDStr:text*8 DCA:i16^DCA_SF DCV:u16^DCV_SF DCW:i16^DCW_SF
      DCWhInj:u64^DCWH_SF DCWhAbs:u64^DCWH_SF Tmp:i16^Tmp_SF DCSta:enum16 DCAlrm:bits32`,
  },
  {
    ids: [715],
    name: "control",
    fixed: `
      LocRemCtl:enum16 DERHb:u32 ControllerHb:u32 AlarmReset:u16 OpCtl:enum16`,
  },
];
