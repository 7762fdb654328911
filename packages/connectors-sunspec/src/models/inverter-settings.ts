import type { ModelTable } from "../model-table.ts";

/** Nameplate, settings, status, controls and storage of an inverter. Names, types and scale factors as in SunSpec's published definitions. */
export const INVERTER_SETTINGS_MODELS: readonly ModelTable[] = [
  {
    ids: [120],
    name: "nameplate",
    fixed: `
      DERTyp:enum16 WRtg:u16^WRtg_SF WRtg_SF:sf VARtg:u16^VARtg_SF VARtg_SF:sf
      VArRtgQ1:i16^VArRtg_SF VArRtgQ2:i16^VArRtg_SF VArRtgQ3:i16^VArRtg_SF
      VArRtgQ4:i16^VArRtg_SF VArRtg_SF:sf ARtg:u16^ARtg_SF ARtg_SF:sf PFRtgQ1:i16^PFRtg_SF
      PFRtgQ2:i16^PFRtg_SF PFRtgQ3:i16^PFRtg_SF PFRtgQ4:i16^PFRtg_SF PFRtg_SF:sf
      WHRtg:u16^WHRtg_SF WHRtg_SF:sf AhrRtg:u16^AhrRtg_SF AhrRtg_SF:sf
      MaxChaRte:u16^MaxChaRte_SF MaxChaRte_SF:sf MaxDisChaRte:u16^MaxDisChaRte_SF
      MaxDisChaRte_SF:sf Pad:pad`,
  },
  {
    ids: [121],
    name: "basic settings",
    fixed: `
      WMax:u16^WMax_SF VRef:u16^VRef_SF VRefOfs:i16^VRefOfs_SF VMax:u16^VMinMax_SF
      VMin:u16^VMinMax_SF VAMax:u16^VAMax_SF VArMaxQ1:i16^VArMax_SF VArMaxQ2:i16^VArMax_SF
      VArMaxQ3:i16^VArMax_SF VArMaxQ4:i16^VArMax_SF WGra:u16^WGra_SF PFMinQ1:i16^PFMin_SF
      PFMinQ2:i16^PFMin_SF PFMinQ3:i16^PFMin_SF PFMinQ4:i16^PFMin_SF VArAct:enum16
      ClcTotVA:enum16 MaxRmpRte:u16^MaxRmpRte_SF ECPNomHz:u16^ECPNomHz_SF ConnPh:enum16
      WMax_SF:sf VRef_SF:sf VRefOfs_SF:sf VMinMax_SF:sf VAMax_SF:sf VArMax_SF:sf WGra_SF:sf
      PFMin_SF:sf MaxRmpRte_SF:sf ECPNomHz_SF:sf`,
  },
  {
    ids: [122],
    name: "status",
    fixed: `
      PVConn:bits16 StorConn:bits16 ECPConn:bits16 ActWh:acc64 ActVAh:acc64 ActVArhQ1:acc64
      ActVArhQ2:acc64 ActVArhQ3:acc64 ActVArhQ4:acc64 VArAval:i16^VArAval_SF VArAval_SF:sf
      WAval:u16^WAval_SF WAval_SF:sf StSetLimMsk:bits32 StActCtl:bits32 TmSrc:text*4 Tms:u32
      RtSt:bits16 Ris:u16^Ris_SF Ris_SF:sf`,
  },
  {
    ids: [123],
    name: "immediate controls",
    fixed: `
      Conn_WinTms:u16 Conn_RvrtTms:u16 Conn:enum16 WMaxLimPct:u16^WMaxLimPct_SF
      WMaxLimPct_WinTms:u16 WMaxLimPct_RvrtTms:u16 WMaxLimPct_RmpTms:u16 WMaxLim_Ena:enum16
      OutPFSet:i16^OutPFSet_SF OutPFSet_WinTms:u16 OutPFSet_RvrtTms:u16 OutPFSet_RmpTms:u16
      OutPFSet_Ena:enum16 VArWMaxPct:i16^VArPct_SF VArMaxPct:i16^VArPct_SF
      VArAvalPct:i16^VArPct_SF VArPct_WinTms:u16 VArPct_RvrtTms:u16 VArPct_RmpTms:u16
      VArPct_Mod:enum16 VArPct_Ena:enum16 WMaxLimPct_SF:sf OutPFSet_SF:sf VArPct_SF:sf`,
  },
  {
    ids: [124],
    name: "basic storage",
    fixed: `
      WChaMax:u16^WChaMax_SF WChaGra:u16^WChaDisChaGra_SF WDisChaGra:u16^WChaDisChaGra_SF
      StorCtl_Mod:bits16 VAChaMax:u16^VAChaMax_SF MinRsvPct:u16^MinRsvPct_SF
      ChaState:u16^ChaState_SF StorAval:u16^StorAval_SF InBatV:u16^InBatV_SF ChaSt:enum16
      OutWRte:i16^InOutWRte_SF InWRte:i16^InOutWRte_SF InOutWRte_WinTms:u16
      InOutWRte_RvrtTms:u16 InOutWRte_RmpTms:u16 ChaGriSet:enum16 WChaMax_SF:sf
      WChaDisChaGra_SF:sf VAChaMax_SF:sf MinRsvPct_SF:sf ChaState_SF:sf StorAval_SF:sf
      InBatV_SF:sf InOutWRte_SF:sf`,
  },
];
