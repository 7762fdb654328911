import type { ModelTable } from "../model-table.ts";

/** Curves of IEEE 1547-2018: their switches; the curves themselves are no telemetry. Names, types and scale factors as in SunSpec's published definitions. */
export const RESOURCE_CURVES_MODELS: readonly ModelTable[] = [
  {
    ids: [705],
    name: "volt-VAR",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrv:u16 RvrtTms:u32 RvrtRem:u32
      RvrtCrv:u16 V_SF:sf DeptRef_SF:sf RspTms_SF:sf`,
  },
  {
    ids: [706],
    name: "volt-watt",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrv:u16 RvrtTms:u32 RvrtRem:u32
      RvrtCrv:u16 V_SF:sf DeptRef_SF:sf RspTms_SF:sf`,
  },
  {
    ids: [707],
    name: "low-voltage trip",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrvSet:u16 V_SF:sf Tms_SF:sf`,
  },
  {
    ids: [708],
    name: "high-voltage trip",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrvSet:u16 V_SF:sf Tms_SF:sf`,
  },
  {
    ids: [709],
    name: "low-frequency trip",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrvSet:u16 Hz_SF:sf Tms_SF:sf`,
  },
  {
    ids: [710],
    name: "high-frequency trip",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrvSet:u16 Hz_SF:sf Tms_SF:sf`,
  },
  {
    ids: [711],
    name: "frequency droop",
    fixed: `
      Ena:enum16 AdptCtlReq:u16 AdptCtlRslt:enum16 NCtl:u16 RvrtTms:u32 RvrtRem:u32 RvrtCtl:u16
      Db_SF:sf K_SF:sf RspTms_SF:sf`,
  },
  {
    ids: [712],
    name: "watt-VAR",
    fixed: `
      Ena:enum16 AdptCrvReq:u16 AdptCrvRslt:enum16 NPt:u16 NCrv:u16 RvrtTms:u32 RvrtRem:u32
      RvrtCrv:u16 W_SF:sf DeptRef_SF:sf`,
  },
];
