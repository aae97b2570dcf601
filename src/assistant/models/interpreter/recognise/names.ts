// Which words may be somebody's name. Where only a person can stand, a word counts unless it is listed here.

import { isFirstName } from './first-names.ts';

const words = (text: string) => text.trim().split(/\s+/);

const FUNCTION = words(`
  fine good better best ok okay great cool perfect nice right wrong done taken full packed possible late early sick again
  off whichever whatever whenever later sooner tho though
  whom me myself us ourselves him her them you it that this these those my our your his their its the a an all everyone everybody someone
  somebody anyone anybody nobody both no any each at on in for about and or to from of with without by via over under
  as if is are was were be been i we he she they when what who why where which how then there here not just only
  actually wait maybe perhaps also too so because but instead regarding re please pls thanks thank sorry ok okay yes
  same another other others next last asap im i'm i'd i'll let's don't it's what's whatever whoever up down off out
  co al whatshisname what's-his-name what's-her-name whatsherface back into onto till until before after between around like than either bang sharp neither aside
  allow`);
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
  break breaks dentist doctor dr appointment availability calendar schedule agenda subject title titled called named work school
  everyone's details notes report numbers metrics results topic topics questions ideas feedback real fun sake free
  absolutely certain example instance me-time dinner pizza beer wine tea snacks parents kids mind one-on-one session`);
/** What people are to one another: beside a name they say nothing, without one they name nobody. */
const ROLES = words(`
  candidate candidates intern interns recruiter recruiters partner partners supplier suppliers consultant consultants
  contractor contractors colleague lawyer lawyers accountant accountants auditor auditors investor investors landlord
  mr mrs ms miss prof agent agents broker nurse teacher teachers coach mentor mentee assistant director directors president ceo cto cfo coo
  vp head lead leads owner owners founder founders board engineer engineers designer designers developer developers
  devs analyst analysts staff crew gang group groups guest guests member members user users sir madam wife husband mom
  mum dad mother father brother sister son daughter uncle aunt grandma grandpa family neighbor neighbour plumber vet
  counsel solicitor barrister surveyor notary mechanic electrician therapist barber optician hygienist trainer architect architects press media council committee
  paralegal controller clerk secretary pm pa ea tutor supervisor advisor adviser buyer seller producer editor
  researcher scientist postdoc rep reps salesperson csm applicant interviewee finalist finalists sponsor donor donors tenant tenants
  teammate coworker cofounder co-founder cofounders friend roommate flatmate witness inspector translator photographer
  columnist reporter journalist underwriter bookkeeper treasurer chairman chairwoman chairperson trustee trustees
  superintendent foreman associate associates bursar registrar librarian caretaker caseworker physician surgeon
  consultants tester testers student students pupil pupils employee employees hire newbie joiner stakeholder
  stakeholders attendee attendees participant participants interviewer interviewers panelist panelists panellist
  principal counsels attorney attorneys executor trainee trainees apprentice volunteer volunteers planner decorator
  builder builders subcontractor roofer foremen joiner conveyancer broker brokers underwriters actuary`);
/** What meetings are about. */
const TOPICS = words(`
  roadmap migration postmortem retrospective okr okrs kpi kpis triage crit critique scope scoping intake handover
  handoff rollout release releases bug bugs bugbash incident incidents outage deploy deployment sprint backlog grooming
  refinement estimation architecture api backend frontend infra infrastructure security compliance privacy data
  dashboard analytics research survey prototype wireframes mockups brand branding copy content website homepage landing
  page newsletter campaign ads seo social event events trip travel expenses invoice invoices payroll salary comp
  compensation benefits hire offer contracts renewal renewals quote proposal deal deals pipeline leads account accounts
  support tickets escalation churn retention pricing packaging partnership invoice order orders shipping inventory
  logistics facilities lease move moving policy policies handbook perf performance appraisal promotion goals vision
  mission offsite onsite party birthday anniversary farewell welcome tour visit checkup cleaning repair delivery
  followup recap sync-up standups demos interviews reviews workshop workshops class lesson exam homework essay thesis
  paper draft chapter deck slides slideshow pitch script video podcast recording shoot photos q1 q2 q3 q4 h1 h2 eoy
  numbers figures statement report reporting taxes tax insurance mortgage loan bank savings yoga run running swim
  swimming tennis football soccer basketball game match concert movie cinema theatre church school wrap-up prepping
  alignment logo rebrand schema database server cloud devops testing qa uat launch pilot trial poc mvp beta specs spec
  requirements usecase architecture postmortems retros agenda minutes notes actions risk risks vendor procurement
  pilates zumba crossfit spinning karate judo ballet choir bootcamp barre boxing climbing golf squash badminton rugby
  kitchen cafe restaurant hotel airport station lobby boardroom auditorium atrium foyer basement cafeteria canteen
  library museum lounge terrace rooftop patio courtyard gallery studio warehouse campus reception clinic hospital surgery
  chambers annex annexe suite theatre bakery bistro diner brasserie pizzeria trattoria building clubhouse nights panel flat
  st courtroom classroom ballroom vestry`);
const ROLE_WORDS = new Set(ROLES);
const WORK = new Set([...THINGS, ...ROLES, ...TOPICS]);

const NOT_NAMES = new Set([...FUNCTION, ...CALENDAR, ...ACTIONS, ...WORK]);

/** True for words that a sentence about meetings may hold without saying anything more. */
export function isFiller(word: string): boolean {
  return NOT_NAMES.has(word.toLowerCase());
}

const STRUCTURE = new Set([...FUNCTION, ...CALENDAR, ...ACTIONS]);
const VERBS = new Set(ACTIONS);

/** True for verbs that are nouns as well: "the hiring plan", "budget review". */
export function isAction(word: string): boolean {
  return VERBS.has(word.toLowerCase());
}

/** True for words that may stand in a title but make none: "the", "book", "tomorrow". */
export function isStructure(word: string): boolean {
  return STRUCTURE.has(word.toLowerCase());
}

/** Endings of things, never of what somebody is called unless a capital letter says so. */
const THINGLIKE =
  /.{3}(?:tion|sion|ment|ments|ness|ity|ities|ship|ance|ence|ware|ology|ysis|ings?|ups?|down|off|outs?|[^e]ed)$/;

/** True for "Packing": by its ending a thing, whatever its first letter. */
export const isThing = (word: string): boolean => THINGLIKE.test(word.toLowerCase());

/** True for what people are to one another: "engineer", "landlord". */
export const isRole = (word: string): boolean => ROLE_WORDS.has(word.toLowerCase());

/** True when the word, on its own, may be what somebody is called. */
export function mayBeName(word: string): boolean {
  const plain = word.replace(/^@/, '');
  const low = plain.toLowerCase();
  if (low.length < 2 || NOT_NAMES.has(low) || !/^\p{L}[\p{L}'-]*$/u.test(low) || /'s$/.test(low)) return false;
  return low !== plain || isFirstName(low) || !THINGLIKE.test(low);
}

/** Names that are other words as well: where only a person can stand, they are names. */
const ALSO_NAMES = new Set(['will', 'mark', 'jan', 'may', 'jun', 'sun', 'mom', 'mum', 'dad', 'grandma', 'grandpa']);

/** As {@link mayBeName}, in a place where nothing but a person can stand. */
export function isNameHere(word: string): boolean {
  return mayBeName(word) || ALSO_NAMES.has(word.toLowerCase().replace(/^@/, ''));
}
