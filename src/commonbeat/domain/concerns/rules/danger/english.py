"""English: what is said of danger that is there now. All bare words, without apostrophes."""

from commonbeat.domain.concerns.rules.danger.bare import one_of, with_endings

_PERSON = one_of(
    """me us him her them someone somebody anyone everyone people persons? man men woman women girls?
    boys? kids? child children baby toddler infant lady ladies guys? dudes? wife husband girlfriend
    boyfriend mom mother dad father sister brother daughter son grandma grandpa neighbors? teens?
    teenagers? roommate friend students? cyclist pedestrian jogger walker worker clerk driver cops?
    officer"""
)
_WHO = rf"(?:{_PERSON}|he|she|they|stranger|suspects?|thie(?:f|ves)|burglars?|intruders?|robbers?|gang|ex)"
_CHILD = one_of(
    """girls? boys? kids? child children baby toddler infant daughter son grandson granddaughter niece
    nephew"""
)
_ANY = r"(?:\w+ ){0,3}"
_ARM = one_of(
    """guns? handguns? pistols? rifles? shotguns? firearms? revolvers? ar15 ak47 kni(?:fe|ves) blades?
    machetes? swords? axes? hatchets? bats? hammers? crowbars? weapons? tasers? bombs? grenades?
    screwdrivers? chainsaws? box_cutters?"""
)
_HOLD = one_of(
    """with has have got holding waving carrying pointing points pointed swinging pulled pulls pulling
    brandishing drew armed_with raised like"""
)
_HOME = one_of(
    """house home apartment apt unit room bedroom bathroom garage basement kitchen building backyard yard
    porch balcony window windows doors? hallway shed store shop school church bank office truck car
    cars van vehicle"""
)
_NOT = one_of("not isnt arent aint wont cant cannot doesnt dont barely stopped no_longer hardly never")
_BODY_PART = one_of("chest heart arms? face throat tongue head stomach belly legs? eyes side back lips")
# What people do beside others every day; whatever else somebody is seen doing right then is heard.
_USUAL = one_of(
    """parking living sleeping camping feeding dumping littering playing smoking making honking speeding
    blocking working painting using leaving walking selling renting running keeping having going
    coming getting being doing driving riding standing sitting waiting talking singing dancing
    building moving asking saying looking trying wondering hoping planning writing reporting
    complaining begging panhandling skateboarding biking urinating peeing mowing washing fixing
    repairing revving blasting barking growing taking setting putting drinking staying putting
    partying hanging turning passing racing crossing causing creating"""
)

# Each of these done to somebody is danger, in any tense.
_HARM = one_of(
    """attack beat chok strangl punch kick hitt? slapp? stabb? shoot rap assault grop dragg? grabb? chas
    stomp smother suffocat threaten robb? mugg? kidnapp? abduct jump bit maul tackl knif knock batter
    shov push pull yank restrain hurt stalk follow corner burn drown tas spray threw throw hold tortur"""
)
_HARMED = one_of(
    """attacked beat choked strangled punched kicked hit slapped stabbed shot raped assaulted groped
    dragged grabbed chased stomped threatened robbed mugged kidnapped abducted jumped bit mauled
    tackled pushed shoved knocked pulled followed cornered pepper_sprayed tased snatched took knifed
    ran_over"""
)
# Each of these says so without naming whom.
_CRUEL = with_endings(
    """attack strangl stabb shoot rap assault grop mugg kidnapp abduct robb loot maul bleed drown overdos
    convuls seiz collaps hemorrhag suffocat strangl brawl stomp masturbat prowl peek carjack scream""",
    "ing",
)
_THEFT = with_endings(
    """steal smash loot break burglariz cutt pry saw vandaliz burn sett torch strip hotwir hot_?wir load
    haul jimmy""",
    "ing",
)
_GOODS = one_of(
    """into in locks? fences? chains? catalytic converters? windows? glass wires? cables? cars? bikes?
    tvs doors? gates? copper packages? things stuff merchandise fires? tires? pipes? shelves boxes
    bags purse the my our his her a out through"""
)

ACUTE = (
    # arms and shots
    rf"{_HOLD} {_ANY}{_ARM}",
    r"(?:hear|hears|hearing|heard|sounds? like) (?:\w+ ){0,2}(?:shots|shooting|guns?|gunshots?|explosions?)",
    "shots? (?:fired|now)",
    "(?:pop|bang|boom) (?:pop|bang|boom)",
    r"armed (?:man|men|robber\w*|guys?|person|suspects?|with)",
    r"(?:there is|theres|has|planted|about|found) a (?:\w+ )?(?:bomb|grenade)",
    r"shoot up (?:the|my|our|a) \w+",
    "(?:been|got|getting|was just|were just|just got|is|are) (?:shot|stabbed|beaten|attacked|"
    r"mugged|jumped|run over|hit by a \w+|held (?:up|hostage|down))",
    one_of(
        """gun_?shots? gun_?fire at_gun_?point shooters? knife_fight opened_fire drive_by_shooting
        bomb_threat"""
    ),
    # someone harmed, held, chased or threatened
    rf"{_HARM}ing (?:up |on |at |after |down |against )?(?:\w+ ){{0,3}}{_PERSON}",
    rf"(?:is|are|hes|shes|theyre|someones|somebodys|being|getting|still) (?:\w+ )?{_HARM}(?:ing|ed|en)",
    rf"{_HARMED} (?:my |his |her |a |an |the |at |on |over |down |up )?(?:\w+ )?{_PERSON}",
    rf"{_CRUEL}",
    r"(?:is|are|theyre|still|people|neighbors|couple|kids|men|guys|they) (?:\w+ )?fighting",
    r"(?:there is|theres|there was just|having|in) (?:a |an )?(?:\w+ )?(?:fist ?fight|fight|brawl|"
    "riot|robbery|stabbing|shooting|burglary|assault|break ?in|intruder|prowler|shooter|domestic)",
    "(?:kill|hurt|shoot|stab|beat|rape|hang|cut|harm|burn) (?:me|us|him|her|them|everyone|people|"
    r"himself|herself|myself|themselves|someone|somebody|my \w+|his \w+|her \w+|each other)",
    "(?:threaten(?:s|ed|ing)|will|going|gonna|about|trying|tried|wants?|says) (?:to |he |she |"
    "they |will )*(?:kill|shoot|stab|hurt|rape|abduct|kidnap|jump off|jump|grab|burn|blow up)",
    "tr(?:y|ying|ied|ies) to (?:pull|lure|force|drag|push|get|take|grab|snatch|kiss|touch) "
    rf"{_ANY}{_PERSON} (?:in|into|inside|out|off|away|down|from|with)",
    r"(?:is|are|keeps?|theyre|hes|shes|being) (?:\w+ )?(?:followed|following|chasing|stalking|"
    rf"harassing|threatening|cornering) ?{_PERSON}?",
    r"(?:wont|will not|not|refuses? to|doesnt|isnt) let(?:ting)? (?:me|us|her|him|them|my \w+|go|anyone)",
    "against (?:my|her|his) will",
    "(?:locked|locks|tied) (?:me|us|her|him|up)",
    "cant get (?:out|away)",
    r"(?:im|i am|were|we are|am|is|are|kids are) (?:\w+ )?hiding",
    r"outside my \w+ and (?:wont|will not|refuses|doesnt|he)",
    rf"{_WHO} (?:\w+ )?(?:has|have|took|grabbed|snatched) my {_CHILD}",
    "hostage",
    "for my life",
    # cries
    r"(?:yell|scream|cry|shout|begg|plead|call|howl)(?:ing|s|ed)? (?:\w+ ){0,3}(?:get off|stop|"
    "help|no|let (?:me|go)|dont|please)",
    "get off (?:of )?me",
    "let (?:go of )?me (?:go|out)",
    r"hear (?:\w+ ){0,4}scream\w*",
    r"(?:hear|hearing|heard) (?:\w+ ){0,3}(?:glass|window|door|something) (?:break\w*|smash\w*|shatter\w*)",
    "(?:crying|begging) for help",
    "screams",
    # at a house, a shop or a car
    "(?:break|breaking|broke|broken|breaks|climb|climbing|climbed|kick|kicking|kicked|forc|"
    r"forcing|forced|crawl|crawling|sneak|sneaking|get|getting|got) (?:\w+ )?(?:in|into|through|"
    rf"down) {_ANY}{_HOME}",
    "(?:jiggl|rattl|pull|test|tr|check|turn|twist|pick|kick|pound|bang|knock|beat|pry|lift|"
    r"shak)(?:ing|ying|y|ied|ed) (?:on |at |to |down |in |open |up )*(?:\w+ ){0,3}(?:doors?|door "
    "?knobs?|knobs?|handles?|locks?|windows?)",
    rf"{_WHO} (?:is |are |was |still |just |hiding |standing |lurking |creeping |walking |up "
    ")*(?:in|inside|outside|at|on|under|around|behind) (?:(?:my|our) (?:house|home|apartment|"
    "bedroom|room|backyard|yard|garage|door|porch|window|car|roof|basement|balcony|closet|attic)|"
    "the (?:bedroom|basement|closet|attic|apartment|hallway))",
    "(?:hes|shes|theyre|inside|in) (?:in |inside )?(?:my|our|the) (?:house|apartment|home)",
    r"(?:burglar|intruder|prowler|robber|thie(?:f|ve))s? (?:\w+ )?(?:in|inside|at|outside|there|here)",
    rf"(?:is|are|theyre|someones|somebodys|hes|shes|guys?|men|people|kids|teens) (?:\w+ )?{_THEFT} "
    rf"{_ANY}{_GOODS}",
    r"(?:is|are|hes|shes|theyre|someones) (?:\w+ )?(?:going|rummaging|digging|looking|stealing|"
    r"reaching) (?:through|into|from|in) (?:\w+ ){0,2}(?:cars?|trucks?|vans?|mail|mailbox(?:es)?|"
    "purse|garage|windows?)",
    r"(?:carrying|loading|hauling|taking|throwing|running) (?:\w+ ){0,3}out of (?:\w+ "
    "){0,3}(?:store|shop|house|building|school|window|garage|warehouse)",
    "(?:being|getting) (?:robbed|burgled|burglarized|looted|stolen|broken into|held up)",
    r"carjack\w*",
    "(?:masked|hooded) (?:man|men|people|guys?)",
    "(?:with|in|wearing) (?:ski )?masks",
    rf"{_THEFT} fires?",
    "set(?:ting|s)? .{1,20} on fire",
    r"throwing (?:\w+ )?(?:rocks?|bricks?|bottles?|stones?|things|punches)",
    one_of("someone_is_in_the_house home_invasion home_alone bottles_flying"),
    # fire, gas, wires
    "(?:is|are|caught|house|car|its|on) on fire",
    "(?:house|apartment|kitchen|car|brush|trash|dumpster|electrical|building) fire",
    "(?:smoke|sparks) (?:coming|pouring|out of|billowing|from|everywhere)",
    "explo(?:sion|ded|ding)",
    r"gas leak\w*",
    r"(?:smells?|smelling) (?:\w+ ){0,3}(?:gas|smoke|burning)",
    "(?:power|live|electric|downed) (?:lines?|wires?|cables?)(?: is| are)? (?:down|sparking|hanging|on the)",
    one_of("caught_fire flames? there_is_a_fire theres_a_fire burning_down blew_up carbon_monoxide"),
    # body
    rf"{_NOT} (?:\w+ ){{0,2}}(?:answer(?:s|ing)|get(?:ting)? up|feel (?:my|his|her)|breath\w*|"
    r"mov(?:e|es|ed|ing)|respond\w*|wak(?:e|es|ing)(?: up)?|come to)",
    r"collaps\w+",
    "faint(?:ed|ing)",
    r"overdos\w+",
    "od(?:ed|d)",
    "blood (?:everywhere|all over|on|coming|from)",
    "(?:covered|full) (?:in|of) blood",
    "(?:having|had|has|got) (?:a |an )?(?:seizure|stroke|heart attack|asthma attack|miscarriage)",
    "lips (?:are |turned |turning |look )*(?:blue|purple)",
    "(?:turning|turned|hes|shes|is) (?:blue|purple)",
    r"(?:bottle|handful|bunch|lot|lots|too many|all)(?: of)? (?:\w+ )?pills",
    r"drown\w*",
    rf"{_WHO} (?:\w+ )?(?:is |are |isnt )?(?:\w+ )?(?:hurt|injured|dying|dead|trapped|stuck|pinned|"
    "shaking|down|missing|unconscious|barefoot|dizzy|turning blue)",
    r"(?:lying|laying|face ?down|sprawled|passed out|on the (?:floor|ground)) (?:\w+ "
    "){0,2}(?:street|road|sidewalk|ground|floor|snow|grass|tracks|lot|highway|hallway|next|there)",
    "(?:someone|somebody|one|guy|man|woman|lady|kid)s? (?:is )?(?:down|trapped)",
    "(?:fell|falling|fallen|jumped|slipped|went|drove|ran) (?:in|into|through|off|under|from|"
    r"out) (?:\w+ ){0,2}(?:canal|river|water|lake|pool|pond|ice|creek|well|hole|tracks|roof|"
    "bridge|window|balcony|train|ditch)",
    r"(?:want|wants|wanted|about|going|gonna|ready|looks?|threatening) (?:\w+ ){0,2}to (?:jump|die|end it)",
    r"suicid\w+",
    r"(?:railing|ledge|edge|side) of (?:the|a) (?:\w+ )?(?:bridge|overpass|roof|building)",
    "end (?:my|his|her) life",
    "(?:noose|overpass|bridge) and (?:wont|is|looks)",
    rf"(?:my|his|her) {_BODY_PART} (?:\w+ ){{0,2}}(?:hurts?|numb|closing|tight|swelling|swollen|"
    "swelled|racing|pounding|burns?|burning)",
    "(?:chest|heart|stomach) pains?",
    r"(?:trouble|difficulty|hard|struggling) (?:to )?breath\w*",
    "short(?:ness)? of breath",
    r"anaphyla\w+",
    r"(?:cut|slit|cutting|slitting) (?:my|his|her) \w+",
    "having (?:the|a|her) baby",
    "(?:broken|broke) (?:my |his |her |a )?(?:leg|arm|hip|bone|back|neck)",
    "cant (?:stand|walk|talk|speak|see|swallow)",
    "(?:burns?|burning|hurts?|stings?|stinging) (?:my|our|his|her|everyones) (?:eyes|throat|lungs|skin)",
    "leaking (?:gas|fuel|something|chemicals?)",
    "suspicious (?:package|bag|backpack|device|box|man|person|guy)",
    "(?:pipe|car) bomb",
    one_of(
        """unconscious unresponsive lifeless passed_out slumped oding od_ing bleeding convulsing in_labor
        giving_birth swallowed poisoned choking dead_body man_down jumper allergic_reaction epipen
        insulin diabetic numb electrocuted heat_?stroke hypothermia frostbite miscarrying water_broke
        contractions baby_is_coming fumes chemical toxic hazmat wires_sticking ticking"""
    ),
    # roads
    "(?:drove|crashed|plowed|slammed|smashed|ran|backed|rammed|drives|went) (?:straight |right "
    r")?into (?:the|a|my|our|some|another) (?:\w+ ){0,3}(?:building|house|store|shop|crowd|pole|"
    "tree|ditch|people|bakery|wall|bus|restaurant|school|cyclist|pedestrian)",
    r"(?:going|driving|drove|coming|headed|heading|car|truck|driver|flying) (?:\w+ )?(?:the "
    ")?wrong (?:way|side)",
    r"driver (?:\w+ )?on the (?:highway|freeway)",
    "(?:asleep|passed out|slumped) (?:at|over|behind) the wheel",
    "(?:car|truck|bus|van) (?:just )?(?:crashed|flipped|rolled|overturned)",
    rf"(?:{_PERSON}|he|she|they) .{{0,30}}(?:walking|running|standing|sitting|lying|laying|"
    "wandering|crawling) (?:in|into|through|on|onto|along|across|in the middle of) (?:the |a "
    ")?(?:traffic|highway|freeway|interstate|tracks|railroad|middle)",
    "(?:still|are|is|driver|people|someone) (?:still )?(?:trapped|pinned)",
    "moving (?:car|van)",
    "ran over (?:a|my|the|some)",
    one_of("into_the_front_of swerving drunk_driver flipped_over"),
    # children, sex, animals
    r"(?:lock|locked|left|trapped|alone|stuck) (?:\w+ ){0,2}in (?:a|the|my|her|his) (?:\w+ "
    ")?(?:car|truck|van)",
    rf"{_CHILD} (?:is |was |walking |running )*(?:wandering|missing|alone|gone|lost|by (?:him|"
    "her)self|locked|crying alone)",
    rf"(?:missing|lost) {_CHILD}",
    rf"cant find (?:my|our|the) (?:{_CHILD}|{_PERSON})",
    "(?:expos(?:ed|ing|es)|flash(?:ed|ing|es)|touch(?:ing|ed)|undress(?:ing|ed)) (?:him|her|"
    "them)?sel(?:f|ves)",
    rf"(?:flash|touch|film|photograph|lur|approach|offer)(?:ing|ed) (?:\w+ )?{_CHILD}",
    "naked (?:man|guy|woman|person|in)",
    r"(?:peek|look|peer|spy)ing (?:in|into|through) (?:\w+ )?windows?",
    r"(?:dogs?|pit ?bulls?|animal|coyotes?|bear|lion) (?:has|have|got|is|are|just) (?:\w+ "
    rf"){{0,3}}(?:{_PERSON}|by the|loose and|cornered|attack\w*|biting|mauling)",
    "(?:dementia|alzheimers?|autistic|confused|disoriented|elderly|disabled) .{0,30}(?:walked|"
    "wandered|wandering|left|missing|ran|gone|got out|lost|walking)",
    "(?:walked|wandered|ran) (?:off|away)",
    r"(?:not|didnt|hasnt|never|isnt) (?:\w+ )?(?:come|came|comes) home",
    r"(?:restraining|protective|protection|no contact) order .{0,30}(?:here|outside|at|violat\w+|"
    "come|coming|near|in)",
    "(?:the )?order says",
    r"flashlights? (?:\w+ ){0,2}(?:in|inside|moving|around|through|beam)",
    "(?:closed|empty|vacant|locked) .{0,20}(?:light|someone|people|movement)",
    "(?:strange|unknown|random|weird) (?:man|guy|person|woman|dude|men|people) (?:is )?(?:in|at|"
    "inside|outside|on)",
    "(?:wont|refuses to|refusing to|will not) (?:leave|go away|go|stop|get out)",
    "you(?:re| are) not my",
    "dont know (?:him|this man|this person|that man)",
    "legs (?:over|hanging|dangling)",
    "(?:hanging|dangling) (?:off|from|over)",
    "(?:struggl|wrestl|tussl)ing with",
    "(?:swinging|lunging|charging) at",
    "squaring (?:off|up)",
    r"(?:with|has) a (?:\w+ )?(?:bottle|pipe|stick|rock|brick|chain|shovel|saw|grinder|bolt cutters?)",
    r"hear(?:ing)? (?:\w+ ){0,3}(?:yelling|shouting|screaming|arguing|fighting|thuds|banging|"
    "crashing|moaning|sobbing|a struggle|calling|crying)",
    r"(?:im|i am|were|we are) (?:\w+ )?(?:scared|afraid|terrified|in danger|not safe|locked in|"
    "barricaded|being)",
    "follow(?:s|ing) me",
    "(?:my|the) window again",
    one_of("pants_down no_pants behind_me"),
    # somebody is seen doing what is not usual
    rf"{_WHO} (?:who )?(?:is|are|was just) (?:\w+ly )?(?!{_USUAL}\b)\w{{2,}}ing",
    rf"(?:theyre|hes|shes|someones|somebodys) (?!{_USUAL}\b)\w{{2,}}ing",
    r"taking (?:the|my|his|her|off) (?:\w+ ){0,2}(?:wheels?|tires?|doors?|radio|battery|parts)",
    # help
    r"^(?:please )?help(?: (?:me|us))?(?: please)?(?: (?:he|she|they|now|someone)\b.*)?$",
    r"come (?:quick\w*|fast|now)",
    r"(?:call|send|need|get) (?:\w+ ){0,3}(?:police|cops|911|officers?|ambulance|medics?|help) "
    r"(?:\w+ )?(?:now|quick\w*|asap|fast|immediately|right away|here)",
    "sos",
    "please hurry",
)
WITH_NOW = (
    "(?:steal|stole|stolen|rob|robbed|robbery|break|broke|breaking|broken|fight|fighting|drug "
    r"deal|dealing)\w*",
    r"(?:crash|accident|wreck|stab|stabbed|shot|shooting|gun|grabbed|snatched|attacked|hit|racing|races)\w*",
    r"(?:cutting|smashing|painting|vandal\w+|drunk|swerving|prowl\w*|trespass\w*|assault\w*|"
    r"threat\w*|burglar\w*)",
    "(?:chok|punch|kick|drag|chas|push|shov|scream|yell|throw|threw|takeover|hurt|choked|weapon|"
    r"knife|loot)\w*",
)
NOW = (
    "right (?:now|this|outside)",
    "as i (?:type|write|speak)",
    "this (?:minute|second|moment|very|instant)",
    "(?:minutes?|seconds?|moment|moments) ago",
    "still (?:here|there|on|going|in|inside|outside|at|out|parked|walking|fighting)",
    "quick(?:ly)?",
    one_of(
        """now just currently at_this_moment at_the_moment in_progress happening going_on hurry asap
        tonight_he immediately"""
    ),
)
PRESENT = (
    r"\w{3,}ing",
    one_of(
        """is are am hes shes theyre im theres someones somebodys wont cant isnt arent has hear see smell"""
    ),
)
OVER = (
    "the other (?:day|night|week)",
    "over the (?:summer|winter|weekend|holidays?)",
    "on (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "in (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    "(?:the )?(?:spring|summer|fall|winter))",
    r"most (?:days|nights|\w+days)",
    "could (?:you|we|i|an)",
    "can (?:you|we|i)",
    "want to (?:know|renew|report|add)",
    "where (?:do|can)",
    "who (?:do|handles|can)",
    "how (?:do|can)",
    r"thank\w*",
    one_of(
        """last yesterday ago used_to years? months? weeks? was were had_been before stopped earlier
        recently since between every always often usually sometimes weekends? all_the_time all_day each
        nightly at_night keep afternoons mornings evenings daily weekly whenever constantly until
        around_here would_like may might if never nobody no_one do_i_need camera_from fireworks almost
        permit afraid_of parade toys? painted hoops for_days trees?"""
    ),
)
