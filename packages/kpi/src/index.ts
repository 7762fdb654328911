export type { Column, Into, NumberOrColumn } from "./column.ts";
