// Time zones as people call them.

/** Names of zones as people say them; a place counts as a zone only with "time" after it. */
export const ZONES: Readonly<Record<string, string>> = {
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  gmt: 'Etc/GMT',
  utc: 'Etc/UTC',
  bst: 'Europe/London',
  london: 'Europe/London',
  uk: 'Europe/London',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  berlin: 'Europe/Berlin',
  paris: 'Europe/Paris',
  madrid: 'Europe/Madrid',
  rome: 'Europe/Rome',
  amsterdam: 'Europe/Amsterdam',
  zurich: 'Europe/Zurich',
  vienna: 'Europe/Vienna',
  dublin: 'Europe/Dublin',
  lisbon: 'Europe/Lisbon',
  stockholm: 'Europe/Stockholm',
  tokyo: 'Asia/Tokyo',
  jst: 'Asia/Tokyo',
  ist: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  singapore: 'Asia/Singapore',
  sgt: 'Asia/Singapore',
  'hong kong': 'Asia/Hong_Kong',
  sydney: 'Australia/Sydney',
  aest: 'Australia/Sydney',
  melbourne: 'Australia/Melbourne',
  dubai: 'Asia/Dubai',
  'new york': 'America/New_York',
  nyc: 'America/New_York',
  'san francisco': 'America/Los_Angeles',
  sf: 'America/Los_Angeles',
  la: 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  chicago: 'America/Chicago',
  boston: 'America/New_York',
  ny: 'America/New_York',
  austin: 'America/Chicago',
  'east coast': 'America/New_York',
  'west coast': 'America/Los_Angeles',
  bangalore: 'Asia/Kolkata',
  munich: 'Europe/Berlin',
  barcelona: 'Europe/Madrid',
  beijing: 'Asia/Shanghai',
  denver: 'America/Denver',
  toronto: 'America/Toronto',
  'sao paulo': 'America/Sao_Paulo',
};
/** Initials of zones stand by themselves; a place means its zone only where "time" follows it. */
const INITIALS = /^(?:[a-z]{1,3}t|utc|pacific|mountain|central|eastern|cest)$/;
export const isPlace = (name: string): boolean => !INITIALS.test(name.toLowerCase());
export const ZONE_NAMES = Object.keys(ZONES).join('|');
/** The names that are places, but for those that are words besides. */
export const ZONE_PLACES = Object.keys(ZONES)
  .filter((name) => isPlace(name) && !/^(?:la|sf|ny|uk)$/.test(name))
  .join('|');

let cities: ReadonlyMap<string, string> | undefined;

/** The zone of a city that has one of its own in the zone database: "warsaw", "buenos aires". */
export function cityZone(city: string): string | undefined {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase() ?? '',
      zone,
    ]),
  );
  return ZONES[city.toLowerCase()] ?? cities.get(city.toLowerCase());
}
