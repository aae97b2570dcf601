// What a meeting is called: as the words say ("called …", "re: …"), by its kind ("design review"), or by the words that
// are left over between times and people ("thurs 11 with tim, pricing").
import { isAction, isRole, isStructure } from '../recognise/names.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ZONE_PLACES } from '../recognise/zone-names.ts';
import { locationOf } from './place.ts';

const KINDS =
  'demo|interview|review|sync|standup|stand-up|retro|retrospective|kickoff|kick-off|kick off|lunch|brunch|coffee|dinner|breakfast|drinks|workshop|training|onboarding|1:1|one-on-one|catch-up|catchup|catch up|brainstorm|planning|planing|critique|crit|check-in|checkin|intro|presentation|walkthrough|walk-through|debrief|handover|handoff|huddle|audit|briefing|pitch|focus time|deep work|focus|gym|dentist|doctor|vet|optician|all hands|all-hands|town hall|offsite|off-site|webinar|rehearsal|haircut|massage|physio|therapy|yoga|pilates|class|lesson|exam|flight|reservation|conference|party|concert|delivery|inspection|oil change|school run|pick[- ]?up|drop[- ]?off|wrap-?up|wrap up|postmortem|post-mortem|triage|dry run|screen|screening|tour|viewing|tasting|fitting|checkup|check-up|meetup|happy hour|hackathon|bug ?bash|readout|refinement|grooming|orientation|consultation|photoshoot|celebration|farewell|reunion|exercise|errands?|tutoring|rounds|reading group|book club|office hours';
/** Kinds that say nothing by themselves: only with a word before them. */
const PLAIN_KINDS = 'meeting|call|chat|session|appointment|conversation|discussion|talk';
const NAMED = new RegExp(
  `(?<![#'\\p{L}\\d])((?:[\\p{L}\\d][\\p{L}\\d&'-]* ){0,4})(${KINDS}|${PLAIN_KINDS})\\b(?! (?:room|with me|(?:${KINDS}|meeting|call|session)\\b))`,
  'giu',
);
const words = (text: string) => new Set(text.trim().split(/\s+/));
/** What stands before a kind, or at the ends of other words, without belonging to a name. */
const NO_PART = words(`
  book booking schedule set up arrange a an the my our your min short quick brief long for with to me us and in on at i
  need want make grab get put add plan let's have hold do can could would we you please some video phone zoom teams
  google meet another new recurring of hi hey next block reserve like thinking about grabbing mind time hop invite
  squeeze pencil throw organise organize create from that this be is or so just also then want maybe perhaps going one
  first last i'm i'll i've i'd we're we'll am meeting's it's there's having got meeting urgent little single proper
  nice regular standard normal kind-of sort half hour putting adding scheduling arranging setting getting it him her
  them want's shall should candidate client customer guy folks proposed required needed tiny follow virtual online
  remote speak`);
/** Verbs that put something into a calendar without saying what. */
const PUT_IN = words(`
  stick throw pop chuck whack slap drop toss jam carve lock tee hook ring ping diarise diarize secure sort cram fit slot
  jot snag nab shove bung enter log confirm line hit keep see drop call reach invite arrange fix take sync_up loop tie pin nail use give agreed settled arranged locked books cc who where when length`);
/** Words that may stand around what is left over. */
const LIGHT = words(
  'anyway together a an the my our during with and at on in for from to re by via of please also plus then w is around - & + / about some',
);
const ROLES =
  'candidate|client|customer|intern|recruiter|vendor|partner|supplier|consultant|contractor|colleague|guest|new|sir|madam|mr|ms|mrs|dr';
/** Words that no title explains away: what limits a wish, and what is told of people. */
const NO_TOPIC = new RegExp(
  `\\b(?:${ZONE_PLACES}|more|less|than|max|optional|plus|maybe|usual|private|priority|plenty|enough|ample|person|face|remotely|hybrid|on-?site|suits?|suited|confirmed|suggest(?:s|ed)|propose[sd]|requested|offered|tops|sharp|latest|no|not|never|except|without|none|if|unless|whether|otherwise|only|or|either|each|every|everyone|everybody|team|group|crew|gang|folks|others|wants?|said|says|works?|sounds?|should|prefer\\w*|he|she|him|myself|ourselves|yourself|cheers|ta|thx|hi|hiya|hey|hello|yo|morning|lol|asap|ish|approx|roughly|um|uh|er|hmm|yeah|yep|ok|okay|ciao|etc|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekly|daily|monthly|half|quarter|instead|time|zone|night|overnight|lunchtime|calendar|cal|diary|schedule|agenda|zoom|teams|gmeet|meet|jitsi|phone|video|slack|skype|webex|hangouts?|nothing|something|hopefully|ideally|preferably|obviously|basically|exactly|precisely|actually|literally)\\b`,
  'i',
);
/** A segment with a subject and its verb is told, not named. */
const SENTENCE =
  /^(?:(?:and|but|so|as|since|because|hey|btw|also|ok|well)\b[ ,]*)*(?:i|you|we|they|he|she|it|that|this|there|who|which|what|my|our|his|her|their|#p\d+)\b.*\b(?:am|is|are|was|were|be|will|would|can|could|have|has|had|do|does|did|want|wants|need|needs|like|likes|prefer|prefers|know|think|hope|mean|work|works|asked|said|told|promised|owe|guess|let|get|gets|go|goes|leave|leaves|start|starts|land|lands|'s|'re|'ve|'ll|'d)\b|^(?:i'm|it's|its|that's|we're|he's|she's|they're|there's|i've|i'll|i'd|hope|hoping|thanks|thank|cheers|sorry|let me|sounds|looks|makes|will|would|should|can|could|do|does|did|is|are|was|has|have|as|since|because|when|while|after|before|until)\b/i;
const LONGEST_RUN = 5;
/** A number that belongs to the word before it. */
const COUNTED = /^(?:\d+(?:st|nd|rd|th)?|[a-z]?\d[\p{L}\d.]*)$/iu;
const NUMBERED =
  /^(?:sprint|phase|part|version|round|week|day|chapter|stage|batch|series|release|ticket|unit|module|level|step|top|gen|project|wave|year|grade|cohort|q|episode|draft|act|milestone|iteration|option)$/i;

/** What may follow "for" without being a purpose. */
const NOBODY =
  '(?:me|us|you|him|her|them|now|sure|real|once|both|everyone|all|next|this|half|quick|short|while|just|only|like|about|around|roughly|say|maybe|i)\\b';

const stopAt =
  "(?= +#[dtrsbuz]\\d+(?!\\d*'s)| +(?:with|at|on|for #|for (?:a|an|half)|from|via|over|in the|please|before|because|since|so that|while)\\b| *[.,;!?:](?= |$)|$)";
const QUOTED = /"([^"]{2,120})"/;
const ENTRY = new RegExp(`\\b(?:event|entry)(?: please)?:? (?!#|(?:on|at|for|with|to|please)\\b)(.+?)${stopAt}`, 'i');
const CALLED = new RegExp(
  `\\b(?:called|titled|named|title(?: is|:| it)?|(?:subject|topic|agenda|theme|purpose)(?: line)?(?: is|:| ?=)?|(?:call|name|label) it) (?:the )?(.+?)${stopAt}`,
  'i',
);
const ABOUT = new RegExp(
  "\\b(?:about|regarding|(?<!')re:?|to discuss|to talk about|to speak about|to chat about|to go over|to go through|to run through|to look at|to review|to talk through|to (?:walk|talk) (?:me |us )through|to walk through|to work on|to catch up on|(?:pick (?:my|your|his|her|their) brain|questions?|queries|query|concerns?|ideas?|thoughts|feedback|worries|updates?) (?:on|over)|on the topic of) " +
    `(?:the |our |my |his |her |their )?(?!#[dtrsbzu])(.+?)${stopAt}`,
  'i',
);
/** "tour of the new office", "sync on the launch checklist": what the kind is of. */
const OF_KIND = new RegExp(
  `\\b(?:${KINDS}|${PLAIN_KINDS}|speak|talk|align|touch base|catch[- ]?up|deep dive|update|overview|viewing|inspection)s?(?: up)? (?:of|on) (?:the |our |my |a |an |his |her |their )?(?!#|(?:zoom|teams|google|meet|skype|video|phone|jitsi|us|me|it|that|this|site|hold|time)\\b)(\\p{L}.+?)${stopAt}`,
  'iu',
);
/** "to align before the client": what it is for, as a verb. */
const INFINITIVE =
  /(?:(?<=[,;]|#[a-z]\d+) *|\b(?:just|in order) |\bso (?=(?:that )?(?:i|we) can ))(?:just )?(?:in order )?(?:to|(?:that )?(?:i|we) can) (?!#|(?:be|follow|myself|ourselves|me|us|you|him|her|them|come|meet|see|talk|speak|chat|the|a|my|our|say|have|get(?! (?:through|on with|started))|do|go with)\b)(\p{L}{3,} (?:.+?))(?= +#[dtrsbuz]\d| +(?:with|at|on|for #|for (?:a|an|half)|from|via|please)\b| *[.,;!?]|$)/iu;
/** "…, it's the funding gap". */
const IT_IS = new RegExp(
  `(?:^|[,.;:!?(-] *|#[a-z]\\d+ +)(?:it's|it is|it'll be|it will be) (?:only |just |all )?(?:(?:about|regarding|re|for) )?(?:(?:the|our|a|an|my|his|her|their|some) )?(?!#|in\\b|at\\b|on\\b|over\\b|by\\b|via\\b|with\\b|to\\b)(.+?)${stopAt}`,
  'iu',
);
const PURPOSE = new RegExp(
  `\\bfor (?:an? |my |the |our |some )?(?!#|(?:an?|my|the|our|some) |${NOBODY})(\\p{L}.+?)${stopAt}`,
  'iu',
);

/** The title that the words give, or undefined. */
export function titleOf(sketch: Sketch, text: string): string | undefined {
  const said = saidIn(text) ?? nameIn(text);
  const title = sketch
    .words(said ?? '')
    .replace(/[.,;!?]+$/, '')
    .trim();
  return title.length > 0 && title.length <= 120 ? title.charAt(0).toUpperCase() + title.slice(1) : undefined;
}

/** A title in so many words. */
function saidIn(text: string): string | undefined {
  for (const pattern of [QUOTED, ENTRY, CALLED]) {
    const found = text.match(pattern)?.[1];
    if (found) return found;
  }
  return undefined;
}

/** What it is about, its kind, or both. */
function nameIn(text: string): string | undefined {
  const kind = kindOf(text);
  const about =
    text.replace(/\b(?:thinking|how|what) about\b/gi, ' ').match(ABOUT)?.[1] ??
    text.match(OF_KIND)?.[1] ??
    text.match(INFINITIVE)?.[1] ??
    saidOfIt(text);
  const topic = about ?? leftOver(text, kind) ?? (kind ? undefined : objectIn(text));
  if (kind && topic && !topic.toLowerCase().includes(kind.toLowerCase())) return `${kind}: ${topic}`;
  const purpose = text.match(PURPOSE)?.[1];
  if (kind && !topic && purpose && isNoun(purpose))
    return purpose.toLowerCase().includes(kind.toLowerCase()) ? purpose : `${kind}: ${purpose}`;
  return topic ?? kind ?? purpose;
}

/** "it's the payments incident review": what it is, where the words are no sentence. */
function saidOfIt(text: string): string | undefined {
  const said = text.match(IT_IS)?.[1];
  return said && isNoun(said) ? said : undefined;
}

const isNoun = (words: string) =>
  words.split(' ').length <= LONGEST_RUN &&
  !NO_TOPIC.test(words) &&
  !/\b(?:is|are|was|were|be|been|have|has|had|can|could|will|would|need|needs|here|there|this|that|urgent|important|late|early|fine|okay|me|us|you)\b/i.test(
    words,
  ) &&
  !words.split(' ').every((word) => isStructure(word) || isRole(word));

/** "set up a site walk with": what the verb of booking puts in. */
const OBJECT =
  /\b(?:book|schedule|set up|arrange|organi[sz]e|plan|add|put in|put|create|hold|reserve|pencil in|make|have|get|need|do) (?:me |us |in )?(?:(?:a|an|the|my|our) |(?=[A-Z]\p{L}+ [A-Z]))((?:[\p{L}\d&'-]+ ){0,3}?[\p{L}&'-]+)(?= (?:with|on|at|for|from|in|this|next|please)\b| *(?:$|[,.;!?]|#))/iu;

function objectIn(text: string): string | undefined {
  const run = text.match(OBJECT)?.[1]?.split(' ') ?? [];
  const own = run.slice(run.findLastIndex((word) => isNoPart(word)) + 1);
  const alone = !/#p\d/.test(text);
  const says = own.some((word) => !isStructure(word) && (alone || !isRole(word)) && !LEADING.has(word.toLowerCase()));
  return own.length > 0 && says && !NO_TOPIC.test(own.join(' ')) && !isPlain(own) ? own.join(' ') : undefined;
}
const isPlain = (run: readonly string[]) =>
  run.every((word) =>
    new RegExp(
      `^(?:${PLAIN_KINDS}|slot|slots|spot|time|hour|invite|invitation|event|entry|hold|word|minute|moment|few|quick)$`,
      'i',
    ).test(word),
  );

/** The kind of meeting with the words that name it: "budget meeting", "wrap-up call", "demo". */
function kindOf(text: string): string | undefined {
  for (const [, before = '', kind = ''] of text.matchAll(NAMED)) {
    const named = before.split(' ').filter(Boolean);
    const cut = named.findLastIndex((word) => isNoPart(word) || /^\d+$/.test(word));
    const own = named.slice(cut + 1).join(' ');
    if (own === '' && new RegExp(`^(?:${PLAIN_KINDS})$`, 'i').test(kind)) continue;
    return `${own} ${kind}`.trim();
  }
  return undefined;
}

const isNoPart = (word: string) => NO_PART.has(word.toLowerCase()) || PUT_IN.has(word.toLowerCase());

/** The first words that belong to no time, person, place or verb, and that are not the kind itself. */
function leftOver(text: string, kind: string | undefined): string | undefined {
  if (!/#[trsdup]\d/.test(text)) return undefined;
  const place = locationOf(text);
  const plain = place === undefined ? text : text.replace(place, ' # ');
  for (const segment of plain.split(/[,.;!?:()"]+| - | \+ |\//)) {
    if (SENTENCE.test(segment.trim())) continue;
    for (const piece of segment.split(/#(?:[a-z]\d+(?: ?'s)?)?|\bwith\b/i)) {
      const run = runIn(piece);
      if (run !== undefined && !kind?.toLowerCase().includes(run.toLowerCase())) return run;
    }
  }
  return undefined;
}

/** "month end close", "day one planning": words of time that belong to a name. */
const NAME_OF_TIME =
  /\b(month|quarter|year|week|half|mid|day)[ -](end|one|two|close|closing|year|start)\b(?! (?:from|to|until|at|on))/gi;

/** "quarterly figures": what comes so seldom is no series of meetings. */
const SELDOM = /^(?:quarterly|yearly|annual)$/i;

/** The words of a piece between two markers, when nothing stands around them but prepositions. */
function runIn(piece: string): string | undefined {
  const all = piece.trim().replace(NAME_OF_TIME, '$1_$2').split(/\s+/).filter(Boolean);
  const from = all.findIndex((word) => !isLight(word));
  const to = all.findLastIndex((word) => !isLight(word));
  const run = all.slice(from, to + 1);
  if (from < 0 || run.length > LONGEST_RUN || NO_TOPIC.test(run.join(' '))) return undefined;
  if (
    run.every(
      (word) =>
        isRole(word) || new RegExp(`^(?:${ROLES}|${PLAIN_KINDS}|room|site|venue|location|outside)$`, 'i').test(word),
    )
  )
    return undefined;
  const fits = run.every((word, index) => {
    if (COUNTED.test(word)) return /\p{L}/u.test(word) ? run.length > 1 : NUMBERED.test(run[index - 1] ?? '');
    if (index > 0 && (isAction(word) || PUT_IN.has(word.toLowerCase()) || LIGHT.has(word.toLowerCase()))) return true;
    if (index > 0 && index === run.length - 1 && /ing$/i.test(word)) return true;
    return SELDOM.test(word) || !(isStructure(word) || isNoPart(word));
  });
  return fits && run.some((word) => word.length > 1) ? run.join(' ').replaceAll('_', ' ') : undefined;
}

const isLight = (word: string) => {
  const low = word.toLowerCase();
  return LIGHT.has(low) || LEADING.has(low) || low === 'block';
};
/** Words that stand before a name without being part of it. */
const LEADING = words('quick short brief long small little another new urgent');
