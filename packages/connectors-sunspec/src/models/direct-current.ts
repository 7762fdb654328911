import type { ModelTable } from "../model-table.ts";

/** DC inputs: the MPPT extension and string combiners. Names, types and scale factors as in SunSpec's published definitions. */
export const DIRECT_CURRENT_MODELS: readonly ModelTable[] = [
  {
    ids: [160],
    name: "MPPT extension",
    fixed: `
      DCA_SF:sf DCV_SF:sf DCW_SF:sf DCWH_SF:sf Evt:bits32 N:u16 TmsPer:u16`,
    repeated: `
      ID:u16 IDStr:text*8 DCA:u16^DCA_SF DCV:u16^DCV_SF DCW:u16^DCW_SF DCWH:acc32^DCWH_SF
      Tms:u32 Tmp:i16 DCSt:enum16 DCEvt:bits32`,
  },
  {
    ids: [401],
    name: "string combiner",
    fixed: `
      DCA_SF:sf DCAhr_SF:sf DCV_SF:sf DCAMax:u16^DCA_SF N:u16 Evt:bits32 EvtVnd:bits32
      DCA:i16^DCA_SF DCAhr:u32^DCAhr_SF DCV:u16^DCV_SF Tmp:i16`,
    repeated: `
      InID:u16 InEvt:bits32 InEvtVnd:bits32 InDCA:i16^DCA_SF InDCAhr:u32^DCAhr_SF`,
  },
  {
    ids: [402],
    name: "advanced string combiner",
    fixed: `
      DCA_SF:sf DCAhr_SF:sf DCV_SF:sf DCW_SF:sf DCWh_SF:sf DCAMax:u16 N:u16 Evt:bits32
      EvtVnd:bits32 DCA:i16^DCA_SF DCAhr:u32^DCAhr_SF DCV:u16^DCV_SF Tmp:i16 DCW:i16^DCW_SF
      DCPR:u16 DCWh:u32^DCWh_SF`,
    repeated: `
      InID:u16 InEvt:bits32 EvtVnd:bits32 InDCA:i16^DCA_SF InDCAhr:u32^DCAhr_SF InDCV:u16^DCV_SF
      InDCW:i16^DCWh_SF InDCWh:u32 InDCPR:u16 InN:u16`,
  },
  {
    ids: [403],
    name: "string combiner",
    fixed: `
      DCA_SF:sf DCAhr_SF:sf DCV_SF:sf DCAMax:u16^DCA_SF N:u16 Evt:bits32 EvtVnd:bits32
      DCA:i16^DCA_SF DCAhr:acc32^DCAhr_SF DCV:i16^DCV_SF Tmp:i16 InDCA_SF:sf InDCAhr_SF:sf`,
    repeated: `
      InID:u16 InEvt:bits32 InEvtVnd:bits32 InDCA:i16^InDCA_SF InDCAhr:acc32^InDCAhr_SF`,
  },
  {
    ids: [404],
    name: "advanced string combiner",
    fixed: `
      DCA_SF:sf DCAhr_SF:sf DCV_SF:sf DCW_SF:sf DCWh_SF:sf DCAMax:u16^DCA_SF N:u16 Evt:bits32
      EvtVnd:bits32 DCA:i16^DCA_SF DCAhr:acc32^DCAhr_SF DCV:i16^DCV_SF Tmp:i16 DCW:i16^DCW_SF
      DCPR:i16 DCWh:acc32^DCWh_SF InDCA_SF:sf InDCAhr_SF:sf InDCV_SF:sf InDCW_SF:sf InDCWh_SF:sf`,
    repeated: `
      InID:u16 InEvt:bits32 InEvtVnd:bits32 InDCA:i16^InDCA_SF InDCAhr:acc32^InDCAhr_SF
      InDCV:i16^InDCV_SF InDCW:i16^InDCW_SF InDCWh:acc32^InDCWh_SF InDCPR:u16 InN:u16`,
  },
];
