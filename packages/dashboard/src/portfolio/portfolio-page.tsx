import { useQuery } from "@tanstack/react-query";
import { AlarmsPanel } from "../alarms/alarms-panel.tsx";
import { portfolioQuery } from "../api/queries.ts";
import type { PortfolioPlant } from "../api/types.ts";
import { useToken } from "../session/session-context.ts";
import { Empty, Failure, Skeleton } from "../ui/panel-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { useTitle } from "../ui/use-title.ts";
import { byUrgency, summarise } from "./plant-summary.ts";
import { PlantTable } from "./plant-table.tsx";
import { Totals } from "./totals.tsx";

const STATUS_STEP_MS = 10_000;

/** "Where must I look first?": all plants, the worst on top. */
export function PortfolioPage() {
  useTitle("Plants");
  const plants = useQuery(portfolioQuery(useToken()));
  return (
    <>
      <h1 className="page-title">Plants</h1>
      {plants.data === undefined && plants.isPending && (
        <Skeleton heightPx={360} label="Loading plants" />
      )}
      {plants.error !== null && (
        <Failure error={plants.error} what="Plants" onRetry={() => void plants.refetch()} />
      )}
      {plants.data?.length === 0 && <NoPlants />}
      {plants.data !== undefined && plants.data.length > 0 && <Portfolio plants={plants.data} />}
    </>
  );
}

function Portfolio({ plants }: { plants: readonly PortfolioPlant[] }) {
  const now = useNow(STATUS_STEP_MS);
  const summaries = plants.map((plant) => summarise(plant, now)).toSorted(byUrgency);
  return (
    <>
      <Totals plants={summaries} />
      <AlarmsPanel plant={null} />
      <PlantTable plants={summaries} />
    </>
  );
}

function NoPlants() {
  return (
    <Empty title="No plant yet">
      <p>Make one, give it a device, and send the first reading:</p>
      <pre>
        <code>{`solarmon plant create --help
solarmon device provision PLANT NAME`}</code>
      </pre>
      <p>
        The last command prints the device’s credential once. Or look at a simulated fleet first:{" "}
        <code>solarmon up --demo</code>.
      </p>
    </Empty>
  );
}
