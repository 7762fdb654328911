import type {
  AuditFields,
  AuditSubject,
  Device,
  DeviceCredential,
  Link,
  Plant,
  Tenant,
  User,
} from "@solarmon/core";

// What of each thing goes into the audit log, named one by one: a field that is added to a thing is not in here until
// somebody has thought about it. No hash, and no setting of a link but its name.

export function tenantFields({ name, parentId }: Tenant): AuditFields {
  return { name, parentId };
}

export function plantFields(plant: Plant): AuditFields {
  const { name, timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw } = plant;
  const arrays = plant.arrays.map(({ tiltDeg, azimuthDeg, dcKwp: own }) => {
    return { tiltDeg, azimuthDeg, dcKwp: own };
  });
  return { name, timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw, arrays };
}

export function deviceFields(device: Device): AuditFields {
  const { plantId, parentId, name, kind, ratedPowerW, intervalMs } = device;
  return { plantId, parentId, name, kind, ratedPowerW, intervalMs };
}

export function credentialFields({ plantId, deviceId }: DeviceCredential): AuditFields {
  return { plantId, deviceId };
}

export function userFields({ email, role }: User): AuditFields {
  return { email, role };
}

/** Sites beyond the first hundred are only counted. */
export function linkFields({ vendor, name, sites }: Link): AuditFields {
  const shown = sites.slice(0, MAX_SITES).map(({ key, plantId }) => {
    return { key: key.slice(0, MAX_KEY), plantId };
  });
  return { vendor, name, siteCount: sites.length, sites: shown };
}

const MAX_SITES = 100;
const MAX_KEY = 100;

/** What an entry names as the thing that an act was done to. */
export function subjectOf(
  kind: AuditSubject["kind"],
  { id, name }: { readonly id: string; readonly name: string | null },
): AuditSubject {
  return { kind, id, name };
}
