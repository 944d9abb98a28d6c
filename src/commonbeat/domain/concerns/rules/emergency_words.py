"""The words by which danger that is there now is known, in three languages; all bare words."""

import re


def _any_of(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


_ARMS = r"(?:guns?|pistols?|rifles?|kni(?:fe|ves)|machetes?|weapons?|axes?|bats?)"
_BODY = r"(?:someone|somebody|a (?:man|woman|guy|kid|boy|girl|child|stranger)|he|she|they|people|men|guys)"
_HARMING = (
    r"(?:attack|beat|chok|hit|punch|kick|rap|stab|shoot|strangl|robb|hurt|abduct|kidnapp|grabb|dragg"
    r"|bit)ing"
)
_LOOTING = r"(?:steal|smash|loot|burn|cutt|break|robb|vandaliz|damag)ing"

# Danger by itself, unless the clause says that it is over, or usual.
ACUTE = _any_of(
    # arms and shots
    rf"(?:with|has|have|holding|waving|pointing|pulled|swinging) (?:a |an |the |his |her )?{_ARMS}",
    r"(?:hear|hearing|heard) (?:\w+ )?(?:gun ?shots?|shots|shooting)|(?:gun ?shots?|shots) (?:fired|now)",
    r"(?:is|are|hes|theyre|someones) shooting|armed (?:man|men|robber\w*)|active shooter|at gunpoint",
    r"(?:there is|theres|has|planted) a bomb|bomb threat|shoot up (?:the|my|our|a) \w+",
    # someone harmed, held or followed
    rf"(?:is|are|hes|shes|theyre|someones|being|getting) (?:\w+ )?{_HARMING}",
    r"(?:am|is|are|im) being (?:robbed|attacked|beaten|followed|chased|held|stabbed|mugged|raped"
    r"|stalked)",
    r"(?:is|are|keeps?|theyre|hes) (?:following|chasing|stalking) (?:me|us|her|him|a \w+|my \w+)",
    r"(?:is|are|hes|shes) (?:threatening|going|about|trying) to (?:kill|shoot|stab|hurt|rape|abduct"
    r"|grab)",
    rf"{_BODY} (?:is |are )?(?:screaming|crying|yelling|begging) for help|hear (?:her|him"
    rf"|someone) scream\w*",
    r"(?:trying|wants?|going|about) to (?:abduct|kidnap|kill|jump off)",
    r"(?:kill|hurt|hang|shoot) (?:himself|herself|myself|themselves)",
    r"threatening (?:me|us|to|everyone|people|her|him)|hostage|(?:is|are) fighting"
    r"|fight(?:ing)? right now",
    # at a house or a car
    r"(?:break|breaking|trying to (?:break|get|kick)|kicking|climbing|forcing"
    r"|getting) (?:\w+ )?in(?:to)? "
    r"(?:my|the|our|his|her|their|a|someones|somebodys)",
    r"(?:is|are) (?:breaking|kicking|banging|pounding) (?:in|down|on|at|into)",
    rf"{_BODY} (?:is )?(?:in|inside|outside|at|on) (?:my|our) (?:house|home|yard|backyard|garage|door"
    rf"|porch|car)",
    r"(?:burglar|intruder|prowler|robber|thief)s? (?:is |are )?(?:in|inside|at|outside|there)",
    r"(?:outside|at) my (?:house|home|door|window) and (?:wont|will not|refuses|doesnt)",
    rf"(?:is|are|theyre|someones) {_LOOTING}|being (?:robbed|burgled|looted|stolen|broken into)",
    r"setting (?:a )?fires?|setting .{1,20} on fire",
    # fire, breath, blood, roads
    r"(?:is|are) on fire|house fire|there is a fire|smoke (?:coming|pouring)|(?:is|are) burning down"
    r"|gas leak",
    r"not breathing|cant breathe|unconscious|unresponsive|passed out|overdos(?:e|ed|ing)|bleeding"
    r"|drowning",
    r"(?:people|someone|somebody|he|she) (?:are|is) hurt|collapsed|heart attack|seizure",
    r"(?:locked|left|trapped) in (?:a|the) (?:hot )?car|(?:child|boy|girl|kid"
    r"|toddler) (?:is )?(?:wandering|missing)",
    r"(?:drunk driver|wrong way|driver) (?:\w+ )?(?:swerving|on the (?:highway|freeway))",
    r"^(?:please )?help(?: (?:me|us))?(?: please)?(?: (?:he|she|they|now|someone)\b.*)?$|sos",
    r"call (?:the )?(?:police|cops|911) (?:now|quick)|send (?:the |an? )?(?:police|officer"
    r"|ambulance) (?:now|quick)",
    # what is seen and heard, in the words of bystanders
    r"(?:there is|theres|having|in) (?:a |an )?(?:big |bad |huge )?(?:fist ?fight|fight|brawl|robbery"
    r"|break ?in)",
    r"(?:there is|theres) (?:a |an )?(?:shooting|stabbing|burglary|assault|riot|intruder|prowler"
    r"|shooter)",
    r"gun ?shots?|gunfire|jumping (?:a|the|him|her|someone) \w+|(?:is|are) jumping (?:him|her|someone)",
    r"trying (?:the |all |every )?(?:\w+ )?(?:door ?)?(?:handles|doors)|(?:masked|hooded) (?:man|men"
    r"|people|guys?)",
    r"(?:with|in|wearing) (?:ski )?masks?|(?:scream|screams|screaming|crying) (?:and "
    r"|please )?(?:stop|help|no)",
    r"(?:hear|hearing) (?:a |someone |some |loud )*(?:\w+ )?(?:scream\w*|glass breaking|crying for help)",
    r"(?:is|are|driver|people|someone) (?:still )?trapped|(?:car|truck|bus) (?:just )?crashed"
    r"|flipped over",
    r"broken into|home invasion|carjack\w*|just (?:hit|punched|shot|stabbed|robbed|attacked|grabbed) \w+",
    r"(?:hit|punched|shot|stabbed|robbed|attacked) me|(?:pulled|pulls) a (?:gun|knife)|(?:wont"
    r"|refuses to) let me",
    r"hay (?:un |una |unos )?(?:pelea|rina|robo|asalto|tiroteo|balacera|herid[oa]s?|muert[oa]|choque"
    r"|secuestro)",
    r"(?:escuche|escucho|oi|oimos|escuchamos) (?:\w+ )?(?:balazos|disparos|tiros|gritos)|balazos",
    r"(?:me|nos|lo|la) quieren? (?:pegar|matar|robar|golpear|violar|llevar)|enmascarad[oa]s?"
    r"|encapuchad[oa]s?",
    r"شجار|طعن|سطو|عراك|ملثم\w*|رصاص|يكسر\w*|يتعارك\w*|حادث سير|عالق\w* في",
    r"(?:chasing|shoving|strangling|stabbing|robbing|looting|mugging|beating|choking|kidnapping"
    r"|hot ?wiring)",
    r"(?:throwing|hurling) (?:rocks|bricks|bottles|stones|things)|peeking|prowling|man down"
    r"|moving (?:car|van)",
    r"(?:been|got|getting) (?:shot|stabbed|beaten|attacked|mugged|hit by a \w+)",
    r"(?:has|took|grabbed) my (?:daughter|son|kids?|child|baby)",
    r"(?:rompiendo|pegando|golpeando|apunalando|atacando|robando|asaltando|peleando|tirando cosas)\w*",
    r"se (?:metio|metieron|mete|estan metiendo) (?:a|en|por) (?:mi|la|una)|entro (?:un|a mi|alguien)\w*",
    r"دخل (?:بيت|منزل|شقت)\w*|في بيتي|ينزف\w*|يركل\w*",
    # Spanish
    r"(?:hombre|tipo|persona|alguien|senor|muchacho)s? armad[oa]s?|armad[oa]s? en",
    r"(?:con|tiene|trae|saco|apunta con) (?:un |una |el |la )?(?:pistola|arma|cuchillo|navaja|machete"
    r"|rifle|cuchillos)",
    r"(?:oigo|oyen|oi|escucho|escuchan) (?:\w+ )?(?:disparos|balazos|tiros)|disparando|balacera",
    r"(?:esta|estan|me|le|lo|la|se|nos) (?:esta |estan )?(?:peg|golpe|atac|rob|asalt|amenaz|viol|apunal"
    r"|lastim|"
    r"quem|incendi|ahog|mordi|pele|romp|dispar|llev|ahorc)(?:ando|iendo)(?:me|nos|le|lo|la|se)?",
    r"(?:esta|estan) mordiendo|(?:me|nos|la|lo) (?:esta |estan )?(?:siguiendo|persiguiendo|sigue|siguen"
    r"|persigue)",
    r"(?:tratando|trata|tratan|intenta|intentan|intentando|quiere) (?:de )?(?:entrar|meterse|matar\w*)",
    r"grita(?:ndo)? (?:pidiendo )?(?:ayuda|auxilio)|pidiendo (?:ayuda|auxilio)|se oyen (?:los )?gritos",
    r"(?:hay|es) (?:un )?(?:incendio|fuego)|fuga de gas|no respira|inconsciente|sangrando|hay heridos"
    r"|se ahoga",
    r"(?:encerrad[oa]|solo) en (?:un|el) (?:carro|coche|auto)|ladron(?:es)? (?:adentro|dentro|en)",
    r"(?:va|van|quiere) a matar\w*|se quiere matar|se va a (?:matar|tirar)|me amenaza|nos amenaza",
    r"afuera de mi casa y no se va|golpeando (?:mi|la) puerta|hay una bomba",
    r"auxilio|socorro|vengan (?:rapido|ya|pronto)|^(?:por favor )?ayud(?:a|en|enme|eme"
    r"|enos)(?: por favor)?$",
    # Arabic
    r"(?:معه|معهم|يحمل|يحملون|بيده|شاهر\w*) (?:\w+ )?(?:مسدس\w*|سلاح\w*|سكين\w*|بندقيه)|مسلح\w*",
    r"(?:اسمع|نسمع|سمعت) (?:اطلاق|صوت)? ?(?:اطلاق )?(?:نار|رصاص|الرصاص)|يطلق\w* (?:النار|نار)|قنبله",
    r"يحاول\w* (?:اقتحام|الدخول|خطف|قتل|كسر)|يقتحم\w*|يقتحمون|لص (?:في|داخل)",
    r"يضرب\w*|يهدد\w*|يلاحق\w*|يطارد\w*|يتبعني|يخطف\w*|يتشاجرون|يعتدي\w*|يهاجم\w*|تعرض ل\w+ الان",
    r"يسرق\w* (?:\w+ )?الان|تصرخ (?:طلبا )?(?:ل?لنجده|ل?لمساعده)|يصرخ\w* (?:طلبا )?(?:ل?لنجده|ل?لمساعده)",
    r"حريق (?:في|داخل)|يحترق|تحترق|لا يتنفس|لا تتنفس|ينزف|تنزف|فاقد الوعي|محبوس\w* في سياره",
    r"النجده|ساعدوني|انقذوني|اغيثوني|يريد ان (?:يقتل|ينتحر)\w*",
)

# Crime or danger that is only urgent with a word for "now" in the same clause.
URGENT_WITH_NOW = _any_of(
    r"(?:steal|stole|stolen|rob|robbed|robbery|break|broke|breaking|broken|fight|fighting|drug deal"
    r"|dealing)\w*",
    r"(?:crash|accident|wreck|stab|stabbed|shot|shooting|gun|grabbed|snatched|attacked|hit|racing"
    r"|races)\w*",
    r"(?:cutting|smashing|painting|vandal\w+|drunk|swerving|prowl\w*|trespass\w*|assault\w*|threat\w*"
    r"|burglar\w*)",
    r"rob(?:o|aron|ando|ar)|pele(?:a|an|ando)|choc(?:o|aron|ar|ando)|apunal\w+|dispar\w+|borracho"
    r"|carreras|asalt\w+",
    r"golpe\w+|amenaz\w+|drogas|ladron\w*|romp\w+",
    r"سرق\w*|يسرق\w*|شجار|حادث|ضرب\w*|طعن\w*|مخدرات|سكران|سباق",
)
NOW_SAID = _any_of(
    r"right now|now|just|as i (?:type|write|speak)|this (?:minute|second|moment|very)|currently"
    r"|at this moment",
    r"in progress|happening|still (?:here|there|on|going)|going on|hurry|quick(?:ly)?",
    r"ahora(?: mismo)?|ahorita|en este momento|acaban? de|todavia|sigue(?:n)?|rapido|ya mismo",
    r"الان|حالا|للتو|في هذه اللحظه|ما زال\w*|بسرعه",
)
# The clause tells of what is over, usual, feared or asked for.
OVER = _any_of(
    r"last|yesterday|ago|used to|years?|months?|weeks?|was|were|had been|before|stopped|earlier|recently",
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:january|february|march|april|may|june|july"
    r"|august)",
    r"every|always|often|usually|sometimes|weekends?|all the time|all day|each|most days|nightly"
    r"|at night|keep|afternoons|mornings|evenings|daily|weekly",
    r"around here|would like|could you|might|may|if|never|nobody|no one|camera from|fireworks|almost",
    r"ayer|anoche|pasad[oa]s?|hace|cada|siempre|a veces|seguido|antes|todas|todos los|fines|hubo|era"
    r"|fue|cohetes",
    r"امس|الماضي|الماضيه|كل|دائما|احيانا|قبل|منذ|كان|كانت",
)
