import type { ModelTable } from "../model-table.ts";

/** Batteries. Names, types and scale factors as in SunSpec's published definitions. */
export const BATTERY_MODELS: readonly ModelTable[] = [
  {
    ids: [802],
    name: "battery bank",
    fixed: `
      AHRtg:u16^AHRtg_SF WHRtg:u16^WHRtg_SF WChaRteMax:u16^WChaDisChaMax_SF
      WDisChaRteMax:u16^WChaDisChaMax_SF DisChaRte:u16^DisChaRte_SF SoCMax:u16^SoC_SF
      SoCMin:u16^SoC_SF SocRsvMax:u16^SoC_SF SoCRsvMin:u16^SoC_SF SoC:u16^SoC_SF DoD:u16^DoD_SF
      SoH:u16^SoH_SF NCyc:u32 ChaSt:enum16 LocRemCtl:enum16 Hb:u16 CtrlHb:u16 AlmRst:u16
      Typ:enum16 State:enum16 StateVnd:enum16 WarrDt:u32 Evt1:bits32 Evt2:bits32 EvtVnd1:bits32
      EvtVnd2:bits32 V:u16^V_SF VMax:u16^V_SF VMin:u16^V_SF CellVMax:u16^CellV_SF
      CellVMaxStr:u16 CellVMaxMod:u16 CellVMin:u16^CellV_SF CellVMinStr:u16 CellVMinMod:u16
      CellVAvg:u16^CellV_SF A:i16^A_SF AChaMax:u16^AMax_SF ADisChaMax:u16^AMax_SF W:i16^W_SF
      ReqInvState:enum16 ReqW:i16^W_SF SetOp:enum16 SetInvState:enum16 AHRtg_SF:sf WHRtg_SF:sf
      WChaDisChaMax_SF:sf DisChaRte_SF:sf SoC_SF:sf DoD_SF:sf SoH_SF:sf V_SF:sf CellV_SF:sf
      A_SF:sf AMax_SF:sf W_SF:sf`,
  },
  {
    ids: [803],
    name: "lithium-ion bank",
    fixed: `
      NStr:u16 NStrCon:u16 ModTmpMax:i16^ModTmp_SF ModTmpMaxStr:u16 ModTmpMaxMod:u16
      ModTmpMin:i16^ModTmp_SF ModTmpMinStr:u16 ModTmpMinMod:u16 ModTmpAvg:i16^ModTmp_SF
      StrVMax:u16^V_SF StrVMaxStr:u16 StrVMin:u16^V_SF StrVMinStr:u16 StrVAvg:u16^V_SF
      StrAMax:i16^A_SF StrAMaxStr:u16 StrAMin:i16^A_SF StrAMinStr:u16 StrAAvg:i16^A_SF
      NCellBal:u16 CellV_SF:sf ModTmp_SF:sf A_SF:sf SoH_SF:sf SoC_SF:sf V_SF:sf`,
    repeated: `
      StrNMod:u16 StrSt:bits32 StrConFail:enum16 StrSoC:u16^SoC_SF StrSoH:u16^SoH_SF
      StrA:i16^A_SF StrCellVMax:u16^CellV_SF StrCellVMaxMod:u16 StrCellVMin:u16^CellV_SF
      StrCellVMinMod:u16 StrCellVAvg:u16^CellV_SF StrModTmpMax:i16^ModTmp_SF StrModTmpMaxMod:u16
      StrModTmpMin:i16^ModTmp_SF StrModTmpMinMod:u16 StrModTmpAvg:i16^ModTmp_SF StrDisRsn:enum16
      StrConSt:bits32 StrEvt1:bits32 StrEvt2:bits32 StrEvtVnd1:bits32 StrEvtVnd2:bits32
      StrSetEna:enum16 StrSetCon:enum16 Pad1:pad Pad2:pad`,
  },
  {
    ids: [804],
    name: "lithium-ion string",
    fixed: `
      Idx:u16 NMod:u16 St:bits32 ConFail:enum16 NCellBal:u16 SoC:u16^SoC_SF DoD:u16^DoD_SF
      NCyc:u32 SoH:u16^SoH_SF A:i16^A_SF V:u16^V_SF CellVMax:u16^CellV_SF CellVMaxMod:u16
      CellVMin:u16^CellV_SF CellVMinMod:u16 CellVAvg:u16^CellV_SF ModTmpMax:i16^ModTmp_SF
      ModTmpMaxMod:u16 ModTmpMin:i16^ModTmp_SF ModTmpMinMod:u16 ModTmpAvg:i16^ModTmp_SF Pad1:pad
      ConSt:bits32 Evt1:bits32 Evt2:bits32 EvtVnd1:bits32 EvtVnd2:bits32 SetEna:enum16
      SetCon:enum16 SoC_SF:sf SoH_SF:sf DoD_SF:sf A_SF:sf V_SF:sf CellV_SF:sf ModTmp_SF:sf
      Pad2:pad Pad3:pad Pad4:pad`,
    repeated: `
      ModNCell:u16 ModSoC:u16^SoC_SF ModSoH:u16^SoH_SF ModCellVMax:u16^CellV_SF
      ModCellVMaxCell:u16 ModCellVMin:u16^CellV_SF ModCellVMinCell:u16 ModCellVAvg:u16^CellV_SF
      ModCellTmpMax:i16^ModTmp_SF ModCellTmpMaxCell:u16 ModCellTmpMin:i16^ModTmp_SF
      ModCellTmpMinCell:u16 ModCellTmpAvg:i16^ModTmp_SF Pad5:pad Pad6:pad Pad7:pad`,
  },
  {
    ids: [805],
    name: "lithium-ion module",
    fixed: `
      StrIdx:u16 ModIdx:u16 NCell:u16 SoC:u16^SoC_SF DoD:u16^DoD_SF SoH:u16^SoH_SF NCyc:u32
      V:u16^V_SF CellVMax:u16^CellV_SF CellVMaxCell:u16 CellVMin:u16^CellV_SF CellVMinCell:u16
      CellVAvg:u16^CellV_SF CellTmpMax:i16^Tmp_SF CellTmpMaxCell:u16 CellTmpMin:i16^Tmp_SF
      CellTmpMinCell:u16 CellTmpAvg:i16^Tmp_SF NCellBal:u16 SN:text*16 SoC_SF:sf SoH_SF:sf
      DoD_SF:sf V_SF:sf CellV_SF:sf Tmp_SF:sf`,
    repeated: `
      CellV:u16^CellV_SF CellTmp:i16^Tmp_SF CellSt:bits32`,
  },
];
