// First names in use among colleagues all over the world. A word of this list is a name where a lone word may as well be
// what a meeting is about: "15 mins, nils" against "15 mins, retro". Names are recognised without it wherever only a
// person can stand.
const NAMES = `
  aaron abby abdul abigail adam adele aditi aditya adrian ahmed aiden aisha akira alan alana albert alejandro alessandro
  alex alexa alexandra alexis alfred ali alice alicia alison allison alma amanda amara amber amelia amina amir amit amy
  ana anastasia anders andre andrea andreas andrew andy angel angela angie anika anil anita anja ann anna annabel anne
  annette annie anthony antoine anton antonio anya ariana ariel arjun arnaud arthur arun asha ashley astrid aurora ava
  axel ayesha aylin azadeh barbara bart bea beatrice becca becky bella ben benjamin bernard bernd beth bettina bianca
  bill billy bjorn bob bobby boris brad brandon brenda brent brian bridget britta bruce bruno bryan caleb callum camila
  camille carl carla carlo carlos carmen carol caroline carrie caspar catherine cathy cecilia celine charles charlie
  charlotte chiara chloe chris christian christina christine christoph christopher cindy claire clara claudia
  claudio clemens clement cleo clive cody colin colleen connor conor corey cristina curtis cynthia dagmar daisy damian
  damien dan dana daniel daniela danielle danny daphne darius darren dave david davide dawn dean deb debbie deborah
  declan deepa deepak delphine denis denise dennis derek devin devon diana diane diego dieter dimitri dina dino dirk
  dmitri dominic dominik don donald donna dora doris dorothy doug douglas drew duncan dustin dylan ed eddie edgar
  edith eduardo edward eileen elaine elena eleni eli elif elijah elin elisa elise elizabeth ella ellen ellie elsa elena
  emil emilia emilie emily emma emmanuel enrique enzo eric erica erik erika erin ernesto esra esther ethan eugene eva
  evan evelyn fabian fabio faisal farah farid fatima federico felicia felipe felix fernanda fernando fiona florence
  florian francesca francesco francis francisco frank franz fred freddie frederic frida friederike gabriel gabriela
  gareth gary gavin gemma geoff george georgia gerald gerard gianni gilbert gina giorgio giovanni giulia giulio gloria
  gordon greg gregor greta guido guillaume gustav gwen hamza hana hannah hans harald harriet harry harsh hasan hassan
  hazel heather hector heidi heike heinz helen helena helene hendrik henri henrik henry herman hilary hiro hiroshi
  holly hugo hussein ian ibrahim ida ignacio igor ilse imran ines inga ingrid ioana irene iris irina isaac isabel
  isabella isabelle isla ismail ivan ivana ivy jack jackie jackson jacob jacqueline jaime jake jakob jakub james jamie
  jan jana jane janet janice jared jasmin jasmine jason javier jay jean jeanne jeff jeffrey jen jenna jennifer jenny
  jens jeremy jerome jerry jess jesse jessica jill jim jimmy jin jo joan joanna joanne joao joaquin jodie joe joel johan
  johanna johannes john johnny jon jonah jonas jonathan jordan jorge jose josef joseph josh joshua joy joyce juan judith
  judy jules julia julian juliana julie julien juliet julio julius jun june jurgen justin justine kai kaito kamal karen
  karim karin karl karla kasia kate katharina katherine kathleen kathy katie katja katrin katrina kavya kay keith kelly
  ken kendra kenji kenneth kerry kevin khalid kim kimberly kiran kirsten klaus konrad krista kristen kristian kristina
  kumar kurt kyle lana lara larissa lars laszlo laura lauren laurence laurent layla lea leah lee leila lena leo leon
  leonardo leonie leslie leticia levi lewis liam lieke lilian lillian lily lina linda lindsay linus lisa liv liz
  lizzie logan lola lorena lorenzo lothar lotte lou louis louisa louise luc luca lucas lucia luciana lucie lucy luigi
  luis luisa luka lukas luke luna lydia lynn macy maddie madeleine mads magda magnus mahmoud maja malcolm malik mandy
  manfred manuel manuela mara marc marcel marcela marcelo marcia marco marcos marcus margaret margot maria mariam mariana
  marianne marie marina mario marion marisa marius marlene marta martha martin martina marty mary maryam mateo mathias
  mathieu mathilde matias matilda matt matteo matthew matthias maurice mauro max maxim maxime maya meera megan mehmet mei
  melanie melissa mercedes merve mia michael michaela michal michel michele michelle miguel mika mike mikael mila milan
  milena miles mina ming miranda miriam mischa mitch mohamed mohammed moira mona monica monika morgan moritz muhammad
  murat nadia nadine nancy naomi natalia natalie natasha nathan nathaniel neha neil nelson nia niamh nick nico nicola
  nicolas nicole niels nigel nikhil nikita niklas nikola nikolai nils nina nisha noah noel nora norbert norman nuno odette
  olaf olga oliver olivia ollie omar ophelia oscar otto owen pablo paige pam pamela paola paolo pascal pat patrice
  patricia patrick paul paula pauline paulo pavel pawel pedro peggy penny per percy pete peter petra phil philip philipp
  philippe phoebe pia pierre pieter pilar piotr polina polly pooja prakash pranav preeti priya priyanka rachel rafael
  rafal raghav rahul raj rajesh ralf ralph ramon rania raphael raquel rashid raul ravi ray raymond rebecca rebekah
  reggie regina reinhard rekha remi renata renate rene renee reza ricardo richard rick ricky riley rina rita rob robbie
  robert roberta roberto robin rocco rodrigo roger rohan rohit roland rolf roman romeo ron ronald ronan ronja rory rosa
  rosalie rose rosie ross roxanne roy ruben rudi rui rupert russell ruth ryan saar sabine sabrina sachin sally salma
  sam samantha samir sammy samuel sandeep sandra sandy sanjay santiago sara sarah sasha saskia satoshi saul scott sean
  sebastian selena selma serena serge sergei sergio seth shane shannon sharon shaun shawn sheila shirin shreya sid
  siddharth sigrid silke silvia simon simona simone sina sofia solomon sonia sonja sophia sophie soren stacey stan
  stefan stefania stefanie stella stephan stephanie stephen steve steven stuart sue sunil suresh susan susanna susanne
  suzanne sven svetlana sybille sylvia sylvie tamara tamsin tania tanja tanya tara tariq tasha tatiana ted teo terence
  teresa terry tess tessa thandi theo theresa thomas thorsten tiago tim timo timothy tina tobias toby todd tom tomas
  tommy toni tony torben tracy trent trevor trish tristan tyler udo ulrich ulrike uma ursula uwe valentina valeria
  valerie vanessa vera veronica veronika vicky victor victoria vijay vik vikram viktor vincent viola violet virginia
  vishal vivian vivien vlad vladimir walter wanda wei wendy werner wesley whitney wiktor wilhelm will william willow wolf
  wolfgang xavier xiao yan yannick yara yasmin yasmine yesenia yolanda yoko yosef yousef yuki yulia yuri yusuf yves
  yvonne zac zach zachary zahra zara zeynep zoe zoltan zuzana`;

const FIRST_NAMES = new Set(NAMES.trim().split(/\s+/));

/** True for a name that many bear, whatever its case. */
export function isFirstName(word: string): boolean {
  return FIRST_NAMES.has(word.toLowerCase());
}
