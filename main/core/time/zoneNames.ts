import { nearestWords } from '../nearest.ts';

/** Names under which `Intl` still knows zones that IANA has renamed since. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/**
 * Abbreviations that `Intl` takes for zones though IANA has no such names. They surprise: BST is Dhaka, IST Kolkata,
 * CST Chicago. Better refused than guessed.
 */
const NOT_IANA = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '),
);

/** Other names of UTC. Some engines answer them as they are, and UTC needs no table. */
const UTC_NAMES = new Set(
  ['utc', 'uct', 'gmt', 'gmt0', 'gmt+0', 'gmt-0', 'zulu', 'universal', 'greenwich'].flatMap((id) => [id, `etc/${id}`]),
);

/** Zones that people mean by an abbreviation, for suggestions only. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  BST: ['Europe/London'],
  CEST: ['Europe/Berlin', 'Europe/Paris'],
  CST: ['America/Chicago', 'Asia/Shanghai'],
  CDT: ['America/Chicago'],
  EDT: ['America/New_York'],
  IST: ['Asia/Kolkata', 'Europe/Dublin'],
  JST: ['Asia/Tokyo'],
  MDT: ['America/Denver'],
  PDT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles'],
};

/** Canonical names already found, by name in lower case. Bounded: only names that exist are kept. */
const found = new Map<string, string>();

/** The current IANA name of the zone called `id` in any case, or null where there is none. */
export function canonicalZoneId(id: string): string | null {
  const key = id.toLowerCase();
  const known = found.get(key);
  if (known !== undefined) return known;
  if (!/^[a-z][a-z0-9_+/-]{1,63}$/.test(key) || NOT_IANA.has(key.toUpperCase()) || key.startsWith('systemv/')) {
    return null;
  }
  const resolved = UTC_NAMES.has(key) ? 'UTC' : nameAccordingToIntl(key);
  if (resolved === null) return null;
  const renamed = RENAMED[resolved];
  const canonical = renamed !== undefined && nameAccordingToIntl(renamed) !== null ? renamed : resolved;
  found.set(key, canonical);
  return canonical;
}

function nameAccordingToIntl(id: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: id }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

let names: readonly string[] | null = null;

/** Every canonical zone name, sorted, UTC first. */
export function zoneNames(): readonly string[] {
  names ??= ['UTC', ...Intl.supportedValuesOf('timeZone').map((id) => RENAMED[id] ?? id)]
    .filter((id, index, all) => all.indexOf(id) === index)
    .sort((a, b) => (a === 'UTC' ? -1 : b === 'UTC' ? 1 : a < b ? -1 : 1));
  return names;
}

/** Up to three zone names that `id` may have been meant to be: by spelling, by city, by a usual abbreviation. */
export function zonesNear(id: string): string[] {
  const meant = MEANT[id.toUpperCase()];
  if (meant !== undefined) return [...meant];
  const all = zoneNames();
  const bySpelling = nearestWords(id, all, 3);
  if (bySpelling.length > 0) return bySpelling;
  const cityOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const cities = nearestWords(cityOf(id).trim().replace(/ /g, '_'), all.map(cityOf), 3);
  return all.filter((name) => cities.includes(cityOf(name))).slice(0, 3);
}
