// Nouns that are places, as an alternation for patterns.

/** Nouns that are places by themselves. */
export const PLACE_NOUNS =
  'room|office|hq|lobby|caf[e\u00e9]|cafeteria|canteen|kitchen|starbucks|boardroom|library|restaurant|diner|bistro|deli|bakery|pub|building|hall|bar|floor|coffee shop|coffee place|place|spot|shop|store|museum|station|airport|hotel|lounge|terrace|rooftop|patio|courtyard|garden|gallery|studio|lab|warehouse|campus|park|club|centre|center|tower|plaza|hub|house|corner|desk|market|mall|cantina|trattoria|osteria|pizzeria|brasserie|taverna?|grill|steakhouse|noodle bar|chambers|clinic|surgery|hospital|courthouse|reception|basement|auditorium|atrium|foyer|suite|annexe?|theat(?:re|er)|stadium|marina|food court|dining room|meeting room|head ?office|gate|platform|dock|pier|hangar|bay|level|embassy|consulate|chapel|church|temple|school|nursery|shed|barn|yard|depot|gym|pool|(?:pool|roof|sun) deck|courtroom|classroom|ballroom|vestry|showroom|staffroom|clubhouse|clubrooms?';

/** Where people meet at a place, rather than over a subject. */
export const MET_AT_A_PLACE =
  /\b(?:lunch|dinner|supper|brunch|breakfast|coffee|tea|drinks?|beers?|pub|party|meal|in[- ]person|face[- ]to[- ]face)\b/i;
