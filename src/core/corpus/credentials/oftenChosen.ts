/** Words and names that lists of passwords in use have over and over; those that name a state, a field or a label are left out. */
const WORDS: ReadonlySet<string> = new Set(
  `iloveyou loveyou iloveu sunshine princess lightning football baseball basketball softball hockey soccer superman batman spiderman
  ironman starwars pokemon naruto dragon monkey shadow hunter killer tigger tiger buster maggie ginger pepper cookie biscuit summer winter
  spring autumn sommer herbst fruehling fr\u00fchling verano invierno estate printemps jordan michael michelle jennifer jessica
  ashley daniel andrew joshua matthew robert thomas charlie nicole amanda hannah samantha elizabeth alexander benjamin jasmine
  hallo hallowelt schatz schatzi liebling ichliebedich tequiero teamo jetaime tiamo amore chocolate chocolat schokolade butterfly flower
  sunflower rainbow freedom liberty welcome willkommen bienvenue bienvenido trustno letmein qwerty qwertz qwertyuiop azerty asdfgh
  asdfghjkl zxcvbn zxcvbnm yxcvbn yxcvbnm qazwsx wsxedc abcdef ferrari porsche mercedes mustang corvette yamaha harley chelsea liverpool
  arsenal barcelona juventus madrid bayern dortmund borussia yankees cowboys lakers eagles steelers phoenix falcon matrix gandalf
  frodo legolas aragorn hobbit skywalker yoda vader hogwarts harrypotter voldemort zelda mario luigi sonic metallica nirvana slipknot
  eminem beatles blink loveme lovely beautiful babygirl angel angels friends forever family mother secret orange banana cheese
  bailey buddy rocky bella lucky max smokey snoopy garfield simba nala fluffy whiskers kitty doggy puppy jupiter saturn mercury
  samurai ninja merlin wizard knight warrior soldier diamond silver golden purple scooter hello computer internet samsung apple
  london paris berlin hamburg muenchen m\u00fcnchen vienna sydney tokyo austin dallas houston denver boston chicago texas florida
  portugal brasil espana france deutschland america australia thunder hurricane tornado blizzard crystal passion destiny mystery`.split(
    /\s+/,
  ),
);

/** Whether a word is one that many people choose as a password. */
export function isOftenChosen(value: string): boolean {
  return value.length >= 6 && WORDS.has(value.toLowerCase());
}
