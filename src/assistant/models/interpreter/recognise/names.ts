// Which words may be somebody's name. Where only a person can stand, a word counts unless it is listed here.

const words = (text: string) => text.trim().split(/\s+/);

const FUNCTION = words(`
  fine good better best ok okay great cool perfect nice right wrong done taken full packed possible late early sick
  off whichever whatever whenever later sooner tho though
  me us him her them you it that this these those my our your his their its the a an all everyone everybody someone
  somebody anyone anybody nobody both no any each at on in for about and or to from of with without by via over under
  as if is are was were be been i we he she they when what who why where which how then there here not just only
  actually wait maybe perhaps also too so because but instead regarding re please pls thanks thank sorry ok okay yes
  same another other others next last asap im i'm i'd i'll let's don't it's what's whatever whoever up down off out
  back into onto till until before after between around like than`);
const CALENDAR = words(`
  today tonight tomorrow yesterday now soon later earlier longer shorter sometime week weeks weekend day days month
  months year years morning afternoon evening noon midnight lunchtime monday tuesday wednesday thursday friday saturday
  sunday mondays tuesdays wednesdays thursdays fridays mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun
  jul aug sep sept oct nov dec daily weekly biweekly monthly quarterly annual yearly am pm time times hour hours minute
  minutes min mins half quarter one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty`);
const ACTIONS = words(`
  save keep protect free make book move cancel push schedule set shift reschedule list show check find do does did can could would will
  should might may let get put add plan block hold keep invite remove join send tell ask say see discuss talk
  work working works help need want like know think call calls calling chat meet meeting meetings talking reading
  writing eating going coming doing having being done start end review drop delete extend mark approve accept decline`);
const THINGS = words(`
  quick short long lunch coffee dinner breakfast drinks sync standup demo interview planning retro kickoff
  onboarding budget audit design project product marketing sales engineering legal finance hr everything something
  anything nothing room office person people folks guys friends colleagues team client clients customer customers
  vendor vendors boss manager slot slots discussion catch-up catchup check-in checkin 1:1 focus gym prep deep board
  free busy available open sure great good brainstorm workshop training strategy status update roadmap launch pricing
  contract forecast hiring google teams zoom meet jitsi video phone skype slack every goal goals progress reminder
  dentist doctor dr appointment availability calendar schedule agenda subject title titled called named work school
  everyone's details notes report numbers metrics results topic topics questions ideas feedback real fun sake free
  absolutely certain example instance me-time dinner pizza beer wine tea snacks parents kids mind one-on-one session`);
const NOT_NAMES = new Set([...FUNCTION, ...CALENDAR, ...ACTIONS, ...THINGS]);

/** True for words that a sentence about meetings may hold without saying anything more. */
export function isFiller(word: string): boolean {
  return NOT_NAMES.has(word.toLowerCase());
}

const STRUCTURE = new Set([...FUNCTION, ...CALENDAR, ...ACTIONS]);

/** True for words that may stand in a title but make none: "the", "book", "tomorrow". */
export function isStructure(word: string): boolean {
  return STRUCTURE.has(word.toLowerCase());
}

/** True when the word, on its own, may be what somebody is called. */
export function mayBeName(word: string): boolean {
  const low = word.toLowerCase().replace(/^@/, '');
  return low.length > 1 && !NOT_NAMES.has(low) && /^\p{L}[\p{L}'-]*$/u.test(low);
}
