/** What brings the catalogue's file from one version to the next, in order. Never change one that was released: add one. */
export const CATALOG_MIGRATIONS: readonly string[] = [
  // 1. The composite keys make the database itself refuse a device or credential below another tenant's plant.
  `
  CREATE TABLE tenants (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    parent_id TEXT REFERENCES tenants (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE plants (
    id TEXT PRIMARY KEY NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    latitude_deg REAL,
    longitude_deg REAL,
    dc_kwp REAL,
    ac_kw REAL,
    arrays TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, name)
  ) STRICT;

  CREATE TABLE devices (
    id TEXT PRIMARY KEY NOT NULL,
    tenant_id TEXT NOT NULL,
    plant_id TEXT NOT NULL,
    parent_id TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    rated_power_w REAL,
    interval_ms INTEGER,
    created_at INTEGER NOT NULL,
    FOREIGN KEY (tenant_id, plant_id) REFERENCES plants (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, plant_id, parent_id) REFERENCES devices (tenant_id, plant_id, id),
    UNIQUE (tenant_id, plant_id, id),
    UNIQUE (tenant_id, plant_id, name)
  ) STRICT;

  CREATE TABLE credentials (
    id TEXT PRIMARY KEY NOT NULL,
    tenant_id TEXT NOT NULL,
    plant_id TEXT NOT NULL,
    device_id TEXT,
    secret_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    FOREIGN KEY (tenant_id, plant_id) REFERENCES plants (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, plant_id, device_id) REFERENCES devices (tenant_id, plant_id, id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX credentials_by_plant ON credentials (tenant_id, plant_id, device_id);

  CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX users_by_tenant ON users (tenant_id);

  CREATE TABLE quarantine (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    plant_id TEXT NOT NULL,
    device_id TEXT,
    received_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    point TEXT,
    sample TEXT NOT NULL
  ) STRICT;
  CREATE INDEX quarantine_by_tenant ON quarantine (tenant_id, number);
  CREATE INDEX quarantine_by_plant ON quarantine (tenant_id, plant_id, number);
  `,
  // 2. Vendor links. The composite keys make the database itself refuse a site that names another tenant's plant.
  `
  CREATE TABLE links (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    vendor TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, name)
  ) STRICT;

  CREATE TABLE link_sites (
    link_id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    plant_id TEXT NOT NULL,
    PRIMARY KEY (link_id, key),
    FOREIGN KEY (tenant_id, link_id) REFERENCES links (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, plant_id) REFERENCES plants (tenant_id, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX link_sites_by_plant ON link_sites (tenant_id, plant_id);

  CREATE TABLE quotas (
    credential TEXT PRIMARY KEY NOT NULL,
    state TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // 3. The audit log: entries go with their tenant, and in no other way.
  `
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_name TEXT,
    before_fields TEXT,
    after_fields TEXT,
    address TEXT
  ) STRICT;
  CREATE INDEX audit_by_tenant ON audit (tenant_id, at, number);
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
  CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
  CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
    WHEN EXISTS (SELECT 1 FROM tenants WHERE id = OLD.tenant_id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
  `,
  // 4. Alarms. Of a kind and subject one stands: the database itself refuses a second, whoever raises it.
  `
  CREATE TABLE alarms (
    id TEXT PRIMARY KEY NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    plant_id TEXT,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    parent_id TEXT,
    acknowledged_at INTEGER,
    acknowledged_by TEXT,
    resolved_at INTEGER,
    resolution TEXT,
    clear_since INTEGER,
    ended_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX alarms_standing ON alarms (tenant_id, kind, subject_type, subject_id) WHERE ended_at IS NULL;
  CREATE INDEX alarms_by_time ON alarms (tenant_id, raised_at, id);
  CREATE INDEX alarms_open ON alarms (tenant_id, raised_at, id) WHERE resolved_at IS NULL;
  CREATE INDEX alarms_by_plant ON alarms (tenant_id, plant_id, raised_at, id);
  CREATE INDEX alarms_folded ON alarms (parent_id) WHERE resolved_at IS NULL;
  `,
];
