// A meeting named wrongly and then rightly: "cancel the wei sync, no wait, the one with bea" is about the second only.

const VERB =
  '(?:cancel|call off|delete|drop|scrap|kill|remove|move|push|shift|reschedule|bump|postpone|delay|extend|shorten|change|bring forward|complete)';
const SLIP =
  '(?:no,? wait|wait,? no|wait|no|sorry|i mean|i meant|actually|scratch that|rather|or rather|correction|oops|my bad|not that one|hang on|hold on)';
/** Nothing else is looked at twice. */
const TAKEN_BACK = new RegExp(`\\b(?:${SLIP}|hmm?|um|uh|oh)\\b`, 'i');
const CORRECTED = new RegExp(
  `^(.*\\b${VERB} )((?:the|my|our|#p\\d+ ?'s|#[dt]\\d+ ?'s) .{1,80}?|(?!(?:it|that|this)\\b)[\\p{L}\\d:'&-]+(?: [\\p{L}\\d:'&-]+){0,3}?)(?:[ ,.;:-]{1,6}${SLIP}\\b){1,3}[ ,.;:-]{0,6}(?:[^#]{3,60}[,.;] *)?(?:${VERB} |it's |it is |that's )?((?:the|my|our|#p\\d+ ?'s|#[dt]\\d+ ?'s) .{2,120})$`,
  'iu',
);
const TARGET = / (?:to|by|until|till) (?:the )?#[dtrsu]\d.*$/i;

/** "… to thursday at 3, hmm no, he picks up his kids then, so 1:15 on thursday instead". */
const RETARGETED = new RegExp(
  `^(.*\\b${VERB} [^.;!?]{1,60}? to (?:the )?)#[dt]\\d+(?: (?:at )?#[dt]\\d+)?(?:[ ,.;:-]{1,6}(?:hmm?|um|uh|oh|${SLIP})\\b){1,3}[ ,.;:-]{0,6}(?:(?:(?!#[dtrsub]).){3,80}[,.;] *)?(?:so |then |make it |rather |better |to |at )*(#[dt]\\d+(?: (?:on |at )?#[dt]\\d+)?)(?: instead| then| please)*([.!]*)$`,
  'i',
);

/** "cancel the demo. no wait, only move it to friday". */
const OTHERWISE = new RegExp(
  `^(?:please |can you |could you )*${VERB} ((?:(?:the|my|our|#p\\d+ ?'s|#[dt]\\d+ ?'s) )?(?!(?:it|that|this)\\b)[^,.;]{1,60}?)(?:[ ,.;:-]{1,6}${SLIP}\\b){1,3}[ ,.;:-]{0,6}(?:(?:only|just|rather|please|better|instead|don't|do not)[ ,]+)*(${VERB}) (?:it|that)\\b(.*)$`,
  'i',
);

/** "book rob@…, no wait, rob's on leave, make it sima@…, wednesday": the other person, and all the rest. */
const OTHER_PERSON = new RegExp(
  `#p\\d+((?: (?:on |at |for )?#[dtu]\\d+)*)(?:[ ,.;:-]{1,6}${SLIP}\\b){1,3}[ ,.;:-]{0,6}(?:(?:(?!#[dtrsub]).){3,60}[,.;] *)?(?:(?:make (?:it|that)|with|for|so|rather|better|i mean|it's|it is|get|use|take) )*(#p\\d+)(?! ?'s)`,
  'i',
);

/** The text with only the meeting that was meant in the end; a target said with the first stays. */
export function withoutSlips(text: string): string {
  if (!TAKEN_BACK.test(text)) return text;
  const instead = text.match(OTHERWISE);
  if (instead) return `${instead[2]} ${instead[1]}${instead[3]}`;
  const found = text.match(CORRECTED);
  if (!found) return text.replace(RETARGETED, '$1$2$3').replace(OTHER_PERSON, '$2$1');
  const [, verb = '', first = '', second = ''] = found;
  const target = TARGET.test(second) ? '' : (first.match(TARGET)?.[0] ?? '');
  return `${verb}${second}${target}`;
}
