// First names in use among colleagues all over the world. A word of this list is a name where a lone word may as well be
// what a meeting is about: "15 mins, nils" against "15 mins, retro". Names are recognised without it wherever only a
// person can stand.
const NAMES = `
  aaron abby abdoul abdoulaye abdul abena abigail achieng adaeze adam adanna adele aditi aditya adrian agnieszka agus
  ahmed aidan aiden aiko ailsa aino aisha akiko akira akosua alan alana alastair albert aled alejandro alessandra
  alessandro alessio alex alexa alexandra alexis alfred ali alice alicia alison alistair allison alma almudena amanda
  amara amber amelia amelie amina aminata amir amit amparo amy ana anahera anastasia anders andile andre andrea
  andreas andrei andrew andy angel angela angie angus anh anika anil anita anja anjali ankit ann anna annabel
  annabelle anne anneli annette annie anthony antoine anton antonio antti anya aoife arantxa aravind archie ariana
  ariel arjun arnaud aroha arthur arun arvind asha ashley asif astrid aurelie aurelien aurora ava axel ayesha aylin
  ayse azadeh babak bahar barbara bart bartek batul bea beatrice beatriz becca becky begona belen bella ben benjamin
  benoit beppe bernard bernd beth bettina beverley bianca bilal bill billy bishal bjorn bo bob bobby bogdan bojan
  bola bolaji boris brad brandon brenda brent brian bridget britta bron bronwen bronwyn bruce bruno bryan bryony budi
  burak caleb callum cameron camila camille camilo carl carla carlo carlos carmel carmela carmen carol caroline
  carrie carys caspar cassie catarina catherine cathy catriona cecilia cedric celine cem charlene charles charlie
  charlotte chen cheryl chiamaka chiara chidi chinedu chinwe chloe chris christian christina christine christoph
  christopher ciara cindy cinzia claire clara claudia claudio clemens clement cleo clive clyde cody colin colleen
  concha connor conor consuelo cora corey cormac craig cristina cristobal curtis cynthia cyril dagmar daisy dalia
  damian damien damon dan dana daniel daniela danielle danny daphne darcy darius darnell darren dave david davide
  dawn dazza dean deb debbie deborah declan deepa deepak deirdre delia delphine delroy denis denise deniz dennis
  derek deshawn desmond devin devon dewi dexter diana diane diego dieter dimakatso dimitri dina dinesh dino dirk
  divya dmitri dolores dominic dominik don donald donatella donna dora doris dorota dorothy doug douglas dragan drew
  driss duarte duc duncan dusan dustin dwight dylan ebony ed eddie edgar edith edmund edna edoardo eduardo edward
  edwin eero eileen eilidh elaine elena eleni eli elif elijah elin elisa elise elizabeth ella ellen ellie elliot
  elliott elodie elsa elsie emanuele emeka emeline emi emil emilia emilie emily emma emmanuel emre emrys encarna
  enrique enzo eoin eric erica erik erika erin ernest ernesto esme esra esteban esther ethan eugene eva evan evelyn
  ewa ezra fabian fabio fabrice fabrizio faisal fang farah farid faris fatima fatma fatou faye federico felicia
  felicity felipe felix fergus fermin fernanda fernando ffion filippo finlay finn fiona fionn fleur florence florent
  florian francesca francesco francis francisco franco frank franz fraser fred freddie frederic freja freya frida
  friederike funke gabriel gabriela gaelle gail ganesh gareth gary gavin gemma geoff george georgia gerald geraldine
  gerard gerardo gerry gethin giacomo gianluca gianni gilbert gilles gina giorgio giovanni girish gita giulia giulio
  giuseppe gladys glen glenn gloria goncalo gonzalo gopal goran gord gordon gosia graeme graham grainne greg gregor
  greta guadalupe gudrun guido guillaume gunnar gus gustav gwen gwendolyn gwyneth hadiza hakan halima hamid hamish
  hamza hana hania hannah hans harald hari harish harley harold harriet harry harsh haruto harvey hasan hassan hayley
  hazel heather hector heidi heike heinz helen helena helene hemi hendrik henri henrik henry herbert herman hernan
  hicham hilary hiro hiroko hiroshi holly howard huda hugh hugo hui huong hussein hyun ian ibrahim ibrahima ida
  ifeoma ignacio ignatius igor iker ilaria ilse imani imogen imran inaki ines inga ingeborg ingrid inmaculada ioan
  ioana iona irene irina iris isaac isabel isabella isabelle isaiah ishaan isla ismail isobel ivan ivana ivanka ivor
  ivy jacek jack jackie jackson jacob jacqueline jaime jake jakob jakub jamal james jamie jan jana jane janet janice
  janusz jared jarek jasmin jasmine jason javier jay jaylen jayne jean jeanne jed jeff jeffrey jelena jemima jen
  jenna jennifer jenny jens jeremy jerome jerry jesper jess jesse jessica jihoon jill jim jimmy jin jiri jiwon jo
  joan joanna joanne joao joaquim joaquin jocelyn jocelyne jochen jodie joe joel joerg johan johanna johannes john
  johnny jon jonah jonas jonathan jordan jordi jorge jose josef josefina joseph josh joshua josie joy joyce juan
  juanita judith judy juha jukka jules julia julian juliana julie julien juliet julio julius jun june jurgen justin
  justine jutta kai kaisa kaito kamal kamau karen karim karima karin karl karla kasia kasper kate katerina katharina
  katherine kathleen kathy katie katja katrin katrina kavita kavya kay keiko keira keisha keith kelly kelvin kemal
  ken kendra kenji kenneth kenta kerry kerstin ketut kevin khadija khalid kim kimberly kiran kirk kirsten kirstie
  kirsty klaus knut kofi konrad krista kristen kristian kristina krzysztof kumar kurt kwabena kwame kyle lachlan
  lakshmi lana lance lara larissa larry lars lasse laszlo latoya laura laure lauren laurence laurent layla lea leah
  leandro lee leif leigh leila leire lena lenka leo leon leonardo leonie leopold lerato lesley leslie leticia levi
  lewis leyla liam lieke liisa lilian lillian lily lina linda lindsay ling linh linus lionel lisa liv liz lizzie
  lloyd logan lois lola lorena lorenza lorenzo lorna lorraine lothar lotta lotte lou louis louisa louise lourdes luc
  luca lucas lucia luciana luciano lucie lucien lucy ludovic ludovica luigi luis luisa luka lukas luke luna lupe
  luther lutz lydia lyle lynn lynne mabel macarena macy maddie madeleine mads maelle magda magnus mahesh mahmoud
  maike mairi maite maja malcolm malgorzata malik mamadou mandy manfred manoj manon manuel manuela mara marc marcel
  marcela marcelo marcia marcin marco marcos marcus marcy marek margaret margarida margaux marge margot maria mariam
  mariama mariana marianne marie marina mario marion marisa marisol marius marjorie marlene marlon marta martha
  martin martina marty marvin mary maryam mateo mateus mathias mathieu mathilde matias matilda matt matteo matthew
  matthias maud maureen maurice maurizio mauro max maxim maxime maya meena meera megan mehmet mei meike melanie mele
  melinda melissa mercedes meredith merle merve mervyn mette mia michael michaela michal michel michela michele
  michelle mick miguel mihai mika mikael mike mikkel mikko mila milan milena miles milos mina ming minh minho minjun
  miranda mirela miriam mischa mitch mitchell mohamed mohammed moira mollie molly mona monica monika monique montse
  morag morgan moritz moussa muhammad murat muriel mustafa myra nacho nadia nadine nancy nandini naoko naomi nasser
  natalia natalie natasha nathan nathaniel naveen ned neel neha neil nell nellie nelson nerea ngaio ngozi nia niamh
  nick nico nicola nicolas nicole nicolo niels nigel nikhil nikita niklas nikola nikolai nils nina nisha nitin njeri
  noah noel noemie nomsa noor nora norbert noreen noriko norma norman nour nthabiseng nuno nuria nurul octavia odette
  odile oisin ola olaf olek olga oliver olivia ollie olu oluwaseun omar ondrej ophelia orla ornella orson oscar
  oswald otieno otto ousmane owen ozan pablo paco padraig paige pallavi paloma pam pamela pankaj paola paolo parisa
  pascal pat patrice patricia patrick patti patty paul paula paulette pauline paulinho paulo pavel pawel pedro peggy
  pekka penelope penny pepe per percival percy perry pete peter petra phil philip philipp philippe phillip phoebe
  phumzile phyllis pia pierre piers pieter pietro pilar piotr polina polly pooja portia prakash pranav praveen preeti
  preston priya priyanka prudence putri quang quentin quincy rachel radhika radu rafa rafael rafal raffaele raghav
  rahul raj rajesh rakesh ralf ralph raluca ramesh rami ramon randall randy rania raphael raquel rashid rasmus raul
  ravi ray raymond rebecca rebekah reem reggie regina reiner reinhard rekha remi ren renata renate rene renee reza
  rhiannon rhoda rhona rhys ricardo riccardo richard rick ricky riku riley rina rita ritu rob robbie robert roberta
  roberto robin rocco rocio roderick rodney rodolfo rodrigo roger rohan rohit roisin roland rolf romain roman romeo
  ron ronald ronan ronja roos rory rosa rosalie rosalind rosanna rosario rose rosemary rosie ross rowan roxanne roxy
  roy ruairi ruben rudi rufus rui rupa rupert russ russell ruth ryan saar sabine sabrina sachin sadie salim sally
  salma salvatore sam samantha samir samira sammy samuel sandeep sandra sandrine sandy sanjana sanjay sanna santiago
  saoirse sara sarah sascha sasha saskia satoshi saul scott sean sebastian segun selena selin selina selma serena
  serge sergei sergio seth severine shahid shalini shane shanice shannon sharon shaun shawn sheena sheila sheldon
  shelley shirin shirley shreya shweta sian sid siddharth sidney signe sigrid sigurd silke silvia simon simona simone
  sina sinead siobhan sipho siti sneha snezana sofia sofie solange soledad solomon solveig somchai sonia sonja sonya
  soojin sophia sophie soren sota spencer srinivas stacey stacy stan stefan stefania stefanie stefano stella stephan
  stephane stephanie stephen steve steven stewart stuart sue suman sunil sunita suresh susan susanna susanne suzanne
  sven svetlana swantje swati sybille sylvain sylvester sylvia sylvie tabitha takashi takeshi tamara tamsin tane
  tania tanisha tanja tanya tara tariq tasha tatiana ted temba teo terence teresa tereza terri terry tess tessa thabo
  thais thandi thandiwe thea thelma theo theodore theresa thiago thibault thibaut thierry thomas thorben thorsten
  thuy tiago tilly tim timo timothy tina tobias toby todd tom tomas tomasz tommaso tommy tomoko toni tony torben
  torbjorn torsten tove tracy trang trent trevor tricia trish tristan trudy tuan tunde tuomas tyler tyrone udo ulf
  ulla ulrich ulrike uma umberto una ursula ute uwe uzma vaclav valentin valentina valeria valerie vandana vanessa
  vasco venkat vera vernon veronica veronika veronique vicente vicki vicky victor victoria vidya vijay vik vikram
  viktor vince vincent viola violet virgil virginia vishal vittoria vivian vivien vlad vladimir volker wallace walter
  wanda wangari wanjiku warren wayan wayne wei wendy werner wesley whitney wiebke wiktor wilbur wilfred wilhelm will
  william willow wilma winston wiremu wojciech wolf wolfgang xavier xiao ximena xin yago yan yann yannick yara yasmin
  yasmina yasmine yaw yemi yesenia yohann yoko yolanda yosef yousef youssef yuki yulia yuri yusuf yves yvette yvonne
  zac zach zachary zahra zainab zanele zara zdenek zelda zeynep zoe zofia zoltan zoran zosia zuzana`;

const FIRST_NAMES = new Set(NAMES.trim().split(/\s+/));

/** True for a name that many bear, whatever its case. */
export function isFirstName(word: string): boolean {
  return FIRST_NAMES.has(word.toLowerCase());
}
