// Nouns that are places, as an alternation for patterns.

/** Nouns that are places by themselves. */
export const PLACE_NOUNS =
  'room|office|hq|lobby|caf[e\u00e9]|cafeteria|canteen|kitchen|starbucks|boardroom|library|restaurant|diner|bistro|deli|bakery|pub|building|hall|bar|floor|coffee shop|coffee place|place|spot|shop|store|museum|station|airport|hotel|lounge|terrace|rooftop|patio|courtyard|garden|gallery|studio|lab|warehouse|campus|park|club|centre|center|tower|plaza|hub|house|corner|desk|market|mall';
