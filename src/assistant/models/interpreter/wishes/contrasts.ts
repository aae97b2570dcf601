// Two days or times of which only one is meant: "at 4, not 3", "not monday. tuesday then".

/** "not on friday but on monday", "rather than 3": one way to say it for all. */
export function contrasted(clause: string): string {
  return clause
    .replace(
      /^not (?:at |on )?#([dt])\d+[ ,.;]+(?:(?:rather|so|then|better)\b ?)*(?:at |on )?(#\1\d+)(?: then)?/i,
      '$2',
    )
    .replace(/\bnot (?:at |on )?(#([dt])\d+),? but (?:at |on )?(#\2\d+)/gi, '$3 instead of $1')
    .replace(/(?:\brather than|,? \bnot)(?= (?:at |on )?#[dt]\d+ *(?:$|[,.;#]))/gi, ' instead of')
    .replace(/ {2,}/g, ' ');
}

/** Under these "instead of" tells which meeting is moved. */
const MOVES_IT = /\b(?:move|push|shift|reschedule|change|make|switch|do|want|wants|asks|have|put)\b/i;
/** "not monday, I'm away all day. tuesday then" */
const RULED_OUT =
  /(?:^|[,.;] *)(?:definitely |just |please )?not (?:on |at )?#([dt])\d+(?:[^.;#]*[.;](?=.*#\1\d)|(?= *,.*#\1\d))/gi;

/** The clause with what was chosen alone. A move keeps both: one of them tells which meeting. */
export function chosenOnly(clause: string): string {
  return MOVES_IT.test(clause)
    ? clause
    : clause.replace(RULED_OUT, ' ').replace(/(#([dt])\d+)(.*?),? instead of (?:at |on )?#\2\d+/gi, '$1$3');
}
