import type { ModelTable } from "../model-table.ts";

/** Meters with integers and scale factors, and with floats. Names, types and scale factors as in SunSpec's published definitions. */
export const METER_MODELS: readonly ModelTable[] = [
  {
    ids: [201],
    name: "single-phase meter",
    fixed: `
      A:i16^A_SF AphA:i16^A_SF AphB:i16^A_SF AphC:i16^A_SF A_SF:sf PhV:i16^V_SF PhVphA:i16^V_SF
      PhVphB:i16^V_SF PhVphC:i16^V_SF PPV:i16^V_SF PPVphAB:i16^V_SF PPVphBC:i16^V_SF
      PPVphCA:i16^V_SF V_SF:sf Hz:i16^Hz_SF Hz_SF:sf W:i16^W_SF WphA:i16^W_SF WphB:i16^W_SF
      WphC:i16^W_SF W_SF:sf VA:i16^VA_SF VAphA:i16^VA_SF VAphB:i16^VA_SF VAphC:i16^VA_SF
      VA_SF:sf VAR:i16^VAR_SF VARphA:i16^VAR_SF VARphB:i16^VAR_SF VARphC:i16^VAR_SF VAR_SF:sf
      PF:i16^PF_SF PFphA:i16^PF_SF PFphB:i16^PF_SF PFphC:i16^PF_SF PF_SF:sf
      TotWhExp:acc32^TotWh_SF TotWhExpPhA:acc32^TotWh_SF TotWhExpPhB:acc32^TotWh_SF
      TotWhExpPhC:acc32^TotWh_SF TotWhImp:acc32^TotWh_SF TotWhImpPhA:acc32^TotWh_SF
      TotWhImpPhB:acc32^TotWh_SF TotWhImpPhC:acc32^TotWh_SF TotWh_SF:sf
      TotVAhExp:acc32^TotVAh_SF TotVAhExpPhA:acc32^TotVAh_SF TotVAhExpPhB:acc32^TotVAh_SF
      TotVAhExpPhC:acc32^TotVAh_SF TotVAhImp:acc32^TotVAh_SF TotVAhImpPhA:acc32^TotVAh_SF
      TotVAhImpPhB:acc32^TotVAh_SF TotVAhImpPhC:acc32^TotVAh_SF TotVAh_SF:sf
      TotVArhImpQ1:acc32^TotVArh_SF TotVArhImpQ1PhA:acc32^TotVArh_SF
      TotVArhImpQ1PhB:acc32^TotVArh_SF TotVArhImpQ1PhC:acc32^TotVArh_SF
      TotVArhImpQ2:acc32^TotVArh_SF TotVArhImpQ2PhA:acc32^TotVArh_SF
      TotVArhImpQ2PhB:acc32^TotVArh_SF TotVArhImpQ2PhC:acc32^TotVArh_SF
      TotVArhExpQ3:acc32^TotVArh_SF TotVArhExpQ3PhA:acc32^TotVArh_SF
      TotVArhExpQ3PhB:acc32^TotVArh_SF TotVArhExpQ3PhC:acc32^TotVArh_SF
      TotVArhExpQ4:acc32^TotVArh_SF TotVArhExpQ4PhA:acc32^TotVArh_SF
      TotVArhExpQ4PhB:acc32^TotVArh_SF TotVArhExpQ4PhC:acc32^TotVArh_SF TotVArh_SF:sf Evt:bits32`,
  },
  {
    ids: [202, 203, 204],
    name: "meter",
    fixed: `
      A:i16^A_SF AphA:i16^A_SF AphB:i16^A_SF AphC:i16^A_SF A_SF:sf PhV:i16^V_SF PhVphA:i16^V_SF
      PhVphB:i16^V_SF PhVphC:i16^V_SF PPV:i16^V_SF PhVphAB:i16^V_SF PhVphBC:i16^V_SF
      PhVphCA:i16^V_SF V_SF:sf Hz:i16^Hz_SF Hz_SF:sf W:i16^W_SF WphA:i16^W_SF WphB:i16^W_SF
      WphC:i16^W_SF W_SF:sf VA:i16^VA_SF VAphA:i16^VA_SF VAphB:i16^VA_SF VAphC:i16^VA_SF
      VA_SF:sf VAR:i16^VAR_SF VARphA:i16^VAR_SF VARphB:i16^VAR_SF VARphC:i16^VAR_SF VAR_SF:sf
      PF:i16^PF_SF PFphA:i16^PF_SF PFphB:i16^PF_SF PFphC:i16^PF_SF PF_SF:sf
      TotWhExp:acc32^TotWh_SF TotWhExpPhA:acc32^TotWh_SF TotWhExpPhB:acc32^TotWh_SF
      TotWhExpPhC:acc32^TotWh_SF TotWhImp:acc32^TotWh_SF TotWhImpPhA:acc32^TotWh_SF
      TotWhImpPhB:acc32^TotWh_SF TotWhImpPhC:acc32^TotWh_SF TotWh_SF:sf
      TotVAhExp:acc32^TotVAh_SF TotVAhExpPhA:acc32^TotVAh_SF TotVAhExpPhB:acc32^TotVAh_SF
      TotVAhExpPhC:acc32^TotVAh_SF TotVAhImp:acc32^TotVAh_SF TotVAhImpPhA:acc32^TotVAh_SF
      TotVAhImpPhB:acc32^TotVAh_SF TotVAhImpPhC:acc32^TotVAh_SF TotVAh_SF:sf
      TotVArhImpQ1:acc32^TotVArh_SF TotVArhImpQ1PhA:acc32^TotVArh_SF
      TotVArhImpQ1PhB:acc32^TotVArh_SF TotVArhImpQ1PhC:acc32^TotVArh_SF
      TotVArhImpQ2:acc32^TotVArh_SF TotVArhImpQ2PhA:acc32^TotVArh_SF
      TotVArhImpQ2PhB:acc32^TotVArh_SF TotVArhImpQ2PhC:acc32^TotVArh_SF
      TotVArhExpQ3:acc32^TotVArh_SF TotVArhExpQ3PhA:acc32^TotVArh_SF
      TotVArhExpQ3PhB:acc32^TotVArh_SF TotVArhExpQ3PhC:acc32^TotVArh_SF
      TotVArhExpQ4:acc32^TotVArh_SF TotVArhExpQ4PhA:acc32^TotVArh_SF
      TotVArhExpQ4PhB:acc32^TotVArh_SF TotVArhExpQ4PhC:acc32^TotVArh_SF TotVArh_SF:sf Evt:bits32`,
  },
  {
    ids: [211, 212, 213, 214],
    name: "meter, floats",
    fixed: `
      A:f32 AphA:f32 AphB:f32 AphC:f32 PhV:f32 PhVphA:f32 PhVphB:f32 PhVphC:f32 PPV:f32
      PPVphAB:f32 PPVphBC:f32 PPVphCA:f32 Hz:f32 W:f32 WphA:f32 WphB:f32 WphC:f32 VA:f32
      VAphA:f32 VAphB:f32 VAphC:f32 VAR:f32 VARphA:f32 VARphB:f32 VARphC:f32 PF:f32 PFphA:f32
      PFphB:f32 PFphC:f32 TotWhExp:f32 TotWhExpPhA:f32 TotWhExpPhB:f32 TotWhExpPhC:f32
      TotWhImp:f32 TotWhImpPhA:f32 TotWhImpPhB:f32 TotWhImpPhC:f32 TotVAhExp:f32
      TotVAhExpPhA:f32 TotVAhExpPhB:f32 TotVAhExpPhC:f32 TotVAhImp:f32 TotVAhImpPhA:f32
      TotVAhImpPhB:f32 TotVAhImpPhC:f32 TotVArhImpQ1:f32 TotVArhImpQ1phA:f32 TotVArhImpQ1phB:f32
      TotVArhImpQ1phC:f32 TotVArhImpQ2:f32 TotVArhImpQ2phA:f32 TotVArhImpQ2phB:f32
      TotVArhImpQ2phC:f32 TotVArhExpQ3:f32 TotVArhExpQ3phA:f32 TotVArhExpQ3phB:f32
      TotVArhExpQ3phC:f32 TotVArhExpQ4:f32 TotVArhExpQ4phA:f32 TotVArhExpQ4phB:f32
      TotVArhExpQ4phC:f32 Evt:bits32`,
  },
];
