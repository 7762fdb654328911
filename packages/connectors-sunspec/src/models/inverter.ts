import type { ModelTable } from "../model-table.ts";

/** Inverters with integers and scale factors, and with floats. Names, types and scale factors as in SunSpec's published definitions. */
export const INVERTER_MODELS: readonly ModelTable[] = [
  {
    ids: [101, 102, 103],
    name: "inverter",
    fixed: `
      A:u16^A_SF AphA:u16^A_SF AphB:u16^A_SF AphC:u16^A_SF A_SF:sf PPVphAB:u16^V_SF
      PPVphBC:u16^V_SF PPVphCA:u16^V_SF PhVphA:u16^V_SF PhVphB:u16^V_SF PhVphC:u16^V_SF V_SF:sf
      W:i16^W_SF W_SF:sf Hz:u16^Hz_SF Hz_SF:sf VA:i16^VA_SF VA_SF:sf VAr:i16^VAr_SF VAr_SF:sf
      PF:i16^PF_SF PF_SF:sf WH:acc32^WH_SF WH_SF:sf DCA:u16^DCA_SF DCA_SF:sf DCV:u16^DCV_SF
      DCV_SF:sf DCW:i16^DCW_SF DCW_SF:sf TmpCab:i16^Tmp_SF TmpSnk:i16^Tmp_SF TmpTrns:i16^Tmp_SF
      TmpOt:i16^Tmp_SF Tmp_SF:sf St:enum16 StVnd:enum16 Evt1:bits32 Evt2:bits32 EvtVnd1:bits32
      EvtVnd2:bits32 EvtVnd3:bits32 EvtVnd4:bits32`,
  },
  {
    ids: [111, 112, 113],
    name: "inverter, floats",
    fixed: `
      A:f32 AphA:f32 AphB:f32 AphC:f32 PPVphAB:f32 PPVphBC:f32 PPVphCA:f32 PhVphA:f32 PhVphB:f32
      PhVphC:f32 W:f32 Hz:f32 VA:f32 VAr:f32 PF:f32 WH:f32 DCA:f32 DCV:f32 DCW:f32 TmpCab:f32
      TmpSnk:f32 TmpTrns:f32 TmpOt:f32 St:enum16 StVnd:enum16 Evt1:bits32 Evt2:bits32
      EvtVnd1:bits32 EvtVnd2:bits32 EvtVnd3:bits32 EvtVnd4:bits32`,
  },
];
