// Words that ask for the same thing, by what they ask for: a verb that the intent model never met in a sentence still
// counts as its neighbours do.

const words = (text: string) => text.trim().split(/\s+/);

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  void: words(`
    cancel cancels cancelled canceled cancelling canceling cancellation scrap scraps scratch nix axe ax bin ditch drop
    dropping kill nuke wipe delete deleted deleting remove removed annul annulled annulate abort revoke rescind withdraw
    withdrawn retract void trash dump erase strike unbook unschedule unmark discard eliminate clear abandon skip skipping
    forgo quash terminate undo anul supress suppress zap purge obliterate disregard eradicate shelve pass waive rid bail`),
  shift: words(`
    move moves moved moving shift shifts shifted shifting push pushed pushing bump bumped postpone postponed postponing
    delay delayed defer deferred reschedule rescheduled rescheduling rearrange slide nudge prepone preponed advance pull
    bring transfer relocate rebook retime remark adjourn displace pospone reprogram reprogramme replan resched change
    changed changing adjust modify switch alter amend update edit revise translate anticipate carry reset shunt drag hop
    flip transpose kick`),
  resize: words(`
    extend extended extending shorten shortened lengthen cut trim prolong prolongate stretch reduce expand shrink double
    halve longer shorter enlarge curtail condense compress resize add`),
  later: words('later earlier sooner forward forwards back backwards ahead instead postponed behind further'),
  make: words(`
    book booking schedule scheduling arrange arranging organise organize organising organizing plan planning set setup fix
    block reserve pencil slot squeeze fit hold create add put stick throw jam line save secure lock note enter register
    mark insert insta get grab make place settle appoint agree program programme calendarize calendar diarise diarize
    ring-fence allocate earmark log drop pop whack chuck sort invite propose need want require`),
  meet: words('see meet talk speak chat sync connect catch huddle discuss align touch confer consult ring call phone'),
  kind: words(`
    meeting meetings call calls sync syncs chat lunch coffee dinner breakfast drinks demo interview catchup catch-up 1:1
    standup stand-up review intro session huddle dentist doctor gym training presentation appointment kickoff kick-off
    retro workshop critique briefing event lesson class conference webinar rehearsal offsite check-in checkin brainstorm
    debrief onboarding pitch walkthrough screening followup follow-up meetup viewing consultation tasting visit hangout
    conversation videocall telco jour-fixe visio rendez-vous termin reunion cita slot entry invite invitation`),
  look: words(`
    show list display tell give see view check pull print read summarise summarize recap overview look send share remind
    enumerate present outline brief reveal fetch run walk advise inform`),
  vacant: words(`
    free available availability availabilities open opening openings slot slots gap gaps vacant vacancy spare room busy
    occupied booked engaged tied slammed packed unoccupied space bandwidth window windows unbooked taken possible
    disponible libre overlap feasible works work suit suits fits doable swamped crammed jammed wiggle`),
  asked: words(
    'what which who whom when where how why does do did is are am can could would will have has any whether if',
  ),
  answer: words(`
    accept accepted accepting approve approving confirm decline declining reject refuse deny turn agree ok okay yes no
    nope say tell request requests invitation proposal`),
  aim: words('goal goals target targets objective objectives okr okrs aim ambition resolution milestone'),
  news: words(`
    progress percent done achieved finished completed complete reached hit pause paused resume halfway half way drop
    abandon quit hold bump accomplished nailed smashed passed ready behind`),
  repeat: words(`
    every each weekly biweekly bi-weekly fortnightly daily monthly recurring repeating regular regularly standing fortnight
    alternate series recurrent periodic`),
  set: words(`
    hours working work timezone zone buffer buffers default defaults off holiday vacation pto ooo leave away reminders
    reminder notify notifications remind dms length duration usually normally always never`),
  trouble: words(`
    sick ill unwell late delayed stuck traffic train flight plane bus car emergency kids kid daughter son wife husband dog
    cat clash conflict overlap conflicts cold flu fever covid vet plumber strike cancelled snow storm weather overran
    unexpectedly travelling traveling resigned withdrew quit broke broken hospital hurts headache migraine jury funeral
    urgent urgently important reason sorry apologies unfortunately`),
  thanks: words(
    'thanks thank thx cheers ty appreciated appreciate grateful merci gracias danke obrigado please pls hi hello',
  ),
};

const GROUP_OF: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const [group, members] of Object.entries(GROUPS))
    for (const word of members) found.set(word, [...(found.get(word) ?? []), group]);
  return found;
})();

/** The groups of a lower-case word, none for most. */
export const groupsOf = (word: string): readonly string[] => GROUP_OF.get(word) ?? [];
