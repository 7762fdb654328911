/** What the dashboard asks. A test checks each against `schema.graphql`. */

const DEVICE_READING = `fragment Reading on DeviceReading {
  deviceId measuredAt receivedAt values { point value }
}`;

export const VIEWER_QUERY = `query Viewer { viewer { email role tenant { name } } }`;

export const PORTFOLIO_QUERY = `query Portfolio {
  plants {
    id name timeZone latitudeDeg longitudeDeg dcKwp acKw energyTodayWh
    devices { id kind intervalMs }
    live { timestamp power devices { deviceId measuredAt } }
  }
}`;

export const PLANT_QUERY = `query Plant($plantId: ID!) {
  plant(id: $plantId) {
    id name timeZone latitudeDeg longitudeDeg dcKwp acKw
    devices { id name kind ratedPowerW intervalMs }
    live { plantId timestamp power cursor snapshot devices { ...Reading } }
  }
}
${DEVICE_READING}`;

export const PLANT_LINKS_QUERY = `query PlantLinks($plantId: ID!) {
  plant(id: $plantId) {
    links { id name vendor health reason until lastPolledAt gaps { state } }
  }
}`;

export const ALARMS_QUERY = `query Alarms($plantId: ID, $folded: Boolean) {
  alarms(open: true, plantId: $plantId, folded: $folded, limit: 100) {
    next
    alarms {
      id plantId plantName kind severity since parentId foldedCount acknowledgedBy
      subject { type name } values { name text }
    }
  }
}`;

export const ENERGY_TODAY_QUERY = `query EnergyToday($plantId: ID!) {
  plant(id: $plantId) { energyTodayWh }
}`;

export const DAY_CURVE_QUERY = `query DayCurve($plantId: ID!, $from: AWSDateTime!, $to: AWSDateTime!) {
  plant(id: $plantId) {
    series(points: ["acPower"], from: $from, to: $to, resolution: FIVE_MINUTES) {
      deviceId times columns { point values }
    }
  }
}`;

export const DAY_ENERGY_QUERY = `query DayEnergy($plantId: ID!, $from: AWSDateTime!, $to: AWSDateTime!) {
  plant(id: $plantId) {
    series(points: ["acEnergyTotal", "acEnergyToday"], from: $from, to: $to, resolution: DAY) {
      deviceId times columns { point values }
    }
  }
}`;

export const PLANT_LIVE_SUBSCRIPTION = `subscription PlantLive($plantId: ID!, $after: String) {
  plantLive(plantId: $plantId, after: $after) {
    plantId timestamp power cursor snapshot devices { ...Reading }
  }
}
${DEVICE_READING}`;
