// A reason told before the order that it is for: "rain tomorrow so push the site walk to monday", "I'm off tomorrow, so
// bump tomorrow's meetings". What it tells is neither a wish nor a setting.

const ORDER =
  "(?:(?:please|can you|could you|would you|can we|could we|let's|just)\\b[ ,]*)*(?:move|push|shift|bump|reschedule|postpone|delay|put|bring|pull|swap|cancel|drop|scrap|book|schedule|extend|shorten|make|start|slide|change)";
const TOLD_CHANGE =
  "(?:the|my|our|#p\\d+ ?'s) [^#,.;]{2,40}? (?:(?:should|must|needs to|has to|will have to|had better) (?:be|start|begin|move|go|end|finish)|(?:moves?|goes|shifts?) to)\\b.*#[tu]\\d";
const REASON_FIRST = new RegExp(
  `^(?<why>[^.;:!?]{4,70}?)(?: ?,? (?:so|hence|therefore),? | ?, (?=(?:can|could|would) (?:we|you)\\b|please\\b))(?<order>(?:${ORDER}|${TOLD_CHANGE})\\b.*)$`,
  'i',
);
/** "Bill's flight lands at noon", "Bill has to leave by 11:30": what somebody is tied to, at whatever time. */
const TIED =
  /^(?:(?:and|but|hey|hi|sorry|turns out|since|as|because)\b[ ,]*)*(?:i|we|he|she|they|my|our|his|her|the|#p\d+)\b.*(?:\b(?:lands?|arrives?|leaves?|departs?|boards?|finish(?:es)?|ends?|closes?|opens?|(?:has|have|need|needs|had|got) to (?:leave|go|run|be (?:gone|out|off|away|at|in|home)|catch|pick up|head)|(?:has|have|got) an? (?:hard stop|dentist|doctor|flight|train|school|conflict|clash))\b|(?:'s|'m|'re| is| am| are) (?:only |still )?(?:in|out|off|away|busy|on|at|back|tied up|booked)\b)/i;
/** Words that the order may need, or that make a wish or a limit of it. */
const OF_WEIGHT =
  /#[tursp]\d|\b(?:if|unless|not|no|never|only|until|before|after|need|want|please|can|could|move|push|shift|cancel|book|reschedule|goal)\b|n't\b/i;
const CHANGED = /\b(?:if|unless|not|no|never|free|available|move|push|shift|cancel|book|reschedule|goal)\b|n't\b/i;
/** What is to be changed has a name of its own. */
const NAMED = /#p\d|\b(?:the|my|our) (?!(?:meeting|call|chat|1:1|one|thing|appointment|session|slot)\b)\p{L}{3,}/iu;
const POINTS = /\b(?:it|that|this|those|these|them|him|her|there|then|instead)\b/i;

/** The message without such a reason, where the order has its own day. */
export function withoutReasonFirst(text: string): string {
  const { why = '', order = '' } = text.match(REASON_FIRST)?.groups ?? {};
  if (order === '' || POINTS.test(order)) return text;
  const tied =
    TIED.test(why) && !CHANGED.test(why) && /#[tu]\d/.test(order) && (!/#p\d/.test(why) || NAMED.test(order));
  if (!tied && OF_WEIGHT.test(why)) return text;
  return !/#d\d/.test(why) || /#d\d/.test(order) ? order : text;
}
