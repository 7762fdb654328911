import type { ModelTable } from "../model-table.ts";

/** Who a device is: the Common block and the network models. Names, types and scale factors as in SunSpec's published definitions. */
export const IDENTITY_MODELS: readonly ModelTable[] = [
  {
    ids: [1],
    name: "common",
    fixed: `
      Mn:text*16 Md:text*16 Opt:text*8 Vr:text*8 SN:text*16 DA:u16 Pad:pad`,
  },
  {
    ids: [11],
    name: "ethernet link",
    fixed: `
      Spd:u16 CfgSt:bits16 St:enum16 MAC:eui48 Nam:text*4 Ctl:bits16 FrcSpd:u16`,
  },
  {
    ids: [12],
    name: "IPv4",
    fixed: `
      Nam:text*4 CfgSt:enum16 ChgSt:bits16 Cap:bits16 Cfg:enum16 Ctl:enum16 Addr:text*8
      Msk:text*8 Gw:text*8 DNS1:text*8 DNS2:text*8 NTP1:text*12 NTP2:text*12 DomNam:text*12
      HostNam:text*12 Pad:pad`,
  },
];
