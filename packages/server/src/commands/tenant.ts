import { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";
import { createOutput, table } from "../cli/output.ts";

interface CreateFlags extends CommonFlags {
  readonly user?: string;
}

/** `solarmon tenant create|list` */
export function tenantCommand(): Command {
  const create = subcommand("create", "make a tenant, and its first user", [
    'solarmon tenant create "Helios Energy" --user ana@helios.example',
  ])
    .argument("<name>", "name of the tenant")
    .option("--user <email>", "make an owner who can log in; the password is printed once")
    .action(createTenant);
  const list = subcommand("list", "list the tenants", ["solarmon tenant list --json"]).action(
    listTenants,
  );
  return new Command("tenant")
    .description("tenants: the customers of whoever runs this server")
    .addCommand(create)
    .addCommand(list);
}

async function createTenant(name: string, flags: CreateFlags): Promise<void> {
  const { openFolderCatalog } = await import("../folder/open-folder-catalog.ts");
  const { addOwner, checkEmail } = await import("../folder/add-owner.ts");
  const { checkName } = await import("../folder/check-name.ts");
  await using catalog = await openFolderCatalog(flags.dataDir);
  checkName("tenant", name);
  if (flags.user !== undefined) await checkEmail(catalog, flags.user); // else the tenant is made, and again at the next try
  const tenant = await catalog.addTenant(name);
  const owner = flags.user === undefined ? undefined : await addOwner(catalog, tenant, flags.user);
  const lines = [`Tenant ${tenant.name}: ${tenant.id}`];
  if (owner)
    lines.push(
      `User ${owner.email}`,
      `Password ${owner.password}`,
      "",
      "The password is shown only now.",
    );
  createOutput(flags.json === true).result(
    { tenantId: tenant.id, name: tenant.name, ...(owner ? { user: owner } : {}) },
    lines.join("\n"),
  );
}

async function listTenants(flags: CommonFlags): Promise<void> {
  const { openFolderCatalog } = await import("../folder/open-folder-catalog.ts");
  await using catalog = await openFolderCatalog(flags.dataDir);
  const tenants = await catalog.tenants();
  const output = createOutput(flags.json === true);
  if (output.isJson) {
    for (const { id, name, createdAt } of tenants) output.result({ tenantId: id, name, createdAt });
    return;
  }
  const rows = tenants.map(({ id, name }) => [id, name]);
  output.result({}, rows.length === 0 ? "No tenants yet." : table([["TENANT", "NAME"], ...rows]));
}
