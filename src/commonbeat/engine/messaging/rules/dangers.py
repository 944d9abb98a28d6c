"""The words of danger, English and Spanish, that `emergencies` looks for; all bare words."""

import re


def _any_of(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")


_WEAPON = (
    r"(?:a |the |his |her |an )?(?:guns?|kni(?:fe|ves)|weapons?|rifle|pistol|machete|bomb|bat|axe)"
    r"(?! (?:permit|safety|house|license))"
)
_WHO = (
    r"(?:me|us|her|him|them|everyone|everybody|someone|the kids|my \w+"
    r"|(?:his|her) (?:wife|husband|girlfriend|kids?))"
)
_HURTING = (
    r"(?:hitting|hurting|punching|kicking|threatening|beating up|beating|choking|strangling|attacking"
    r"|robbing)"
)
_HOME = r"(?:my|our) (?:house|home|apartment|room|yard|backyard|garage|door|window|car|place)"

ENGLISH = _any_of(
    # weapons
    rf"(?:has|have|had|got|holding|with|pulled|waving|pointing|brought) {_WEAPON}",
    r"gunpoint|(?:someone|somebody|people|he|they)(?: is| are)? shooting(?! (?:off|hoops|fireworks))",
    r"shots (?:are )?(?:fired|being fired)|shooting at",
    r"(?:hear|heard|hearing)(?: \w+)? (?:gun ?shots|shots|shooting)|^gun ?shots (?!turned)",
    r"(?:been|is) a shooting|active shooter|(?:been|got|was|just) (?:just )?(?:shot|stabbed)",
    # someone at or in the house
    r"(?:breaking|broke|trying to (?:break|get)|forcing (?:his|her|their) way) in(?:to)?"
    r"(?: (?:my|the|our) \w+)?",
    rf"(?:someone|somebody|a man|he|she|they)(?:s| is| are)? (?:in|inside|outside|at) {_HOME}",
    rf"(?:man|guy|stranger|person|someone|he) (?:in|inside) {_HOME}|hiding in|intruders?|prowlers?",
    r"home invasion",
    r"(?:pounding|banging|kicking) (?:on|at|in|down) (?:the|my|our) (?:door|window)",
    r"break(?:ing)? (?:my|the|our) (?:door|windows?)",
    r"(?:is|hes|shes) (?:here|at my door|outside) and (?:wont|refuses)",
    r"(?:hear|hearing) (?:someone )?screaming|(?:screaming|yelling|crying) for help",
    r"(?:restraining|protective|protection) order (?:and )?(?:(?:he|she)(?:s| is)) (?:here|back|outside|at)",
    r"(?:hes|shes|he is|she is) back$|^help (?:hes|shes) back",
    # following, holding
    r"(?:following|chasing|stalking|coming after|raping|kidnapping) (?:me|us|her|him)",
    r"(?:wont|will not|doesnt|not) let (?:me|us) (?:go|leave|out)",
    r"(?:locked|trapped) (?:me )?(?:in|inside|up)",
    r"(?:being|getting) (?:followed|chased|attacked|robbed|beaten|beat up|jumped|mugged|raped|held)",
    r"(?:am|im|been|got|was) (?:kidnapped|abducted|held hostage|attacked|robbed|raped|assaulted|trapped)",
    # violence
    rf"{_HURTING} (?:{_WHO}|a \w+|each other)",
    r"(?:threatening|threatened|threatens) to (?:kill|hurt|shoot|stab)",
    rf"(?:gonna|going to|gon|will|hell|wants to|trying to|tried to) (?:kill|shoot|stab|hurt|rape) {_WHO}",
    r"(?:hit|hurt|choked|stabbed|shot|punched) me (?:again|now|just now)",
    r"just (?:hit|punched|stabbed|shot) \w+",
    r"fighting (?:right now|outside|with (?:knives|guns))|in danger",
    r"(?:dont feel|not) safe (?:right now|he|she|they)",
    r"(?:afraid|scared|fear|fearing|terrified)"
    r" (?:for my life|(?:that )?(?:he|hes|she) (?:will|is going to|going to))",
    r"(?:he|she|they|someone) (?:just )?raped me",
    r"(?:gonna|going to|will) (?:hurt|kill|shoot|stab) (?:somebody|a \w+)",
    r"(?:theres|there is) a bomb|bomb threat",
    r"(?:someone|he|she|they) (?:took|has|grabbed) my (?:child|kids?|baby|son|daughter)",
    r"they have my (?:child|kids?|baby|son|daughter)$",
    r"my (?:child|kid|baby|son|daughter|little \w+) (?:is|has been|went) missing|^kidnapped",
    r"(?:he|she|they) wont leave$",
    # breath, blood, fire
    r"(?:cant|cannot|can not|not|isnt|stopped|barely|trouble) (?:breathe|breathing)",
    r"unconscious|unresponsive|not responding|passed out|(?:wont|not|cant) (?:wake|waking) up",
    r"choking(?! on these)",
    r"heart attack|chest pains?|having a (?:stroke|seizure)|overdos(?:ed|ing|e)|od(?:ing|ed)",
    r"(?:im|am|is|hes|shes) bleeding|bleeding (?:bad|badly|a lot|out|everywhere|so much)",
    r"(?:a lot|lots) of blood",
    r"(?:house|home|apartment|building|car|kitchen|room) (?:is )?on fire|(?:theres|there is) a fire|gas leak",
    r"smell (?:of )?gas|smoke (?:coming|pouring|from)|drowning|baby is coming",
    r"(?:crash|accident|wreck) (?:right now|just now|(?:people|someone)(?: is| are)? hurt)",
    r"(?:house|home|building|apartment|garage) is burning|(?:cant|cannot) wake (?:\w+ )?(?:\w+ )?up",
    r"gas smell",
    r"(?:he|she|my \w+) (?:just )?(?:collapsed|fainted)$|(?:is|are) having a (?:stroke|seizure)",
    r"had a stroke$|my (?:\w+ )?car is in the water",
    # calls for help
    r"^(?:please )?help (?:me|us)(?: (?:please|now|he|she|they|hes|shes|theyre|im|someone|i cant).*)?$",
    r"help help|^please help$|^help (?:he|she|they|hes|shes|theyre|someone|im) .*",
    r"(?:send|need) (?:an ambulance|paramedics)|^(?:please )?send help(?: please)?$",
    r"(?:i|we) need (?:the |an )?(?:police|cops|officers?|help)"
    r" (?:now|right now|at my|here|asap|immediately)(?! with)",
    r"(?:send|call|get|need) (?:me |us )?(?:the |an? )?(?:police|cops?|officers?|help|911|someone)"
    r" (?:now|right now|asap|quick|quickly|fast|immediately|hurry|please hurry|to my|for me)(?! with)",
    r"please hurry|^come quick(?:ly)?|^(?:please )?(?:call|dial) 911(?: .*)?",
    r"^911(?: (?:please|help|now|emergency))?$|^sos$",
    r"(?:this is|its|it is|have|having|theres) an? (?:real )?emergency|^emergency(?: (?:please|help|now))?$",
)

_WEAPON_ES = r"(?:un |una |el |la )?(?:arma|pistola|cuchillo|rifle|navaja|machete|bomba|bate)"
_HOME_ES = (
    r"(?:a|en|por|dentro de|adentro de|afuera de) (?:mi|la|nuestra)"
    r" (?:casa|apartamento|ventana|puerta|cuarto|patio)"
)
_HARMING_ES = (
    r"(?:peg|golpe|atac|ahorc|asalt|rob|amenaz|viol|lastim|secuestr|dispar|apunt)ando|siguiendo|persiguiendo"
)
_TO_HARM_ES = r"(?:matar|pegar|golpear|lastimar|violar|disparar)"

SPANISH = _any_of(
    rf"(?:tiene|tienen|trae|traen|saco|con|apunta con|apuntando con) {_WEAPON_ES}",
    r"armad[oa]s?|disparando|disparos|balazos|tiroteo|balacera|(?:me|le|lo|la) dispararon",
    r"apunal(?:aron|ado|ada)",
    r"(?:intenta|intentan|quiere|quieren) (?:entrar|meterse)$",
    rf"(?:meter|meterse|metiendo|metiendose|entrar|entrando|entro|metio) {_HOME_ES}",
    r"(?:tratan?|tratando) de (?:entrar|meterse)",
    rf"(?:hay|esta) (?:alguien|un hombre|un extrano|un ladron) {_HOME_ES}|alguien (?:esta )?{_HOME_ES}",
    r"se metieron (?:a|en) mi (?:casa|apartamento|cuarto)|(?:me|lo|la) (?:apunalo|disparo|secuestro)",
    r"(?:peg|golpe|atac|lastim|ahorc)and(?:ole|ola|olo|oles)|(?:voy a|va a) (?:matarl[oa]s?|dispararl[ea]s?)",
    r"(?:desaparecio|secuestraron|se llevaron|se robaron) (?:a )?mi (?:hij[oa]|bebe|nin[oa])",
    r"^(?:policia|ambulancia)(?: (?:por favor|ayuda|rapido|ya))?$",
    r"(?:ladron|ladrones) (?:en|dentro)|se metio (?:un|alguien)|peleando con|golpeando (?:la|mi) puerta",
    rf"(?:me|nos|le|la|lo) (?:estan? )?(?:{_HARMING_ES})",
    r"(?:me|nos) (?:amenazan?|pegan?|golpean?|pego y|secuestraron)",
    r"(?:pegando|golpeando|siguiendo|persiguiendo|atacando|amenazando|ahorcando|lastimando)(?:me|nos|la|lo)",
    r"(?:pegando|golpeando|atacando|lastimando|ahorcando) (?:a|al) (?:\w+)",
    rf"(?:me|nos|la|lo) (?:va|van|quiere|quieren) (?:a )?{_TO_HARM_ES}",
    rf"(?:va|van|quiere|quieren) (?:a )?{_TO_HARM_ES}(?:me|nos|la|lo)",
    r"no (?:me|nos) dejan? (?:salir|ir)|(?:estoy|estamos|tienen?) (?:encerrad|atrapad|secuestrad)[oa]s?",
    r"no (?:puedo|puede|esta|pueden) respira(?:r|ndo)|no respira|inconsciente",
    r"no (?:despierta|reacciona)|se desmayo",
    r"infarto|ataque al corazon|sobredosis|convulsion(?:es|ando)|sangrando|sangra|desangrando|mucha sangre",
    r"se (?:esta )?(?:ahoga|ahogando|quema|quemando|incendia|incendiando)",
    r"(?:hay|es) (?:un )?(?:incendio|fuego)",
    r"fuga de gas|huele a gas|(?:necesit(?:o|amos)|manden|envien|llamen a) (?:una |la "
    r"|al )?(?:ambulancia|911)",
    r"(?:manden?|envien?|necesit(?:o|amos)|llamen) (?:a )?(?:(?:la|una|un|al) )?(?:policia|ayuda|patrulla)"
    r" (?:ya|ahora|ahorita|rapido|urgente|inmediatamente|a mi casa|porfavor|por favor)",
    r"^(?:por favor )?(?:ayuda|ayuden|ayude)(?:me|nos)(?: por favor)?",
    r"^ayuda (?:me|nos|por favor|hay|esta|estan)\b.*",
    r"auxilio|socorro|vengan (?:ya|rapido|pronto)|^llamen al 911|(?:es|esto es|tengo) una emergencia",
    r"^emergencia(?: (?:por favor|ayuda))?$",
    r"(?:estoy|estamos) en peligro|temo por mi vida|miedo (?:de que me (?:mate|pegue|golpee)|por mi vida)",
    r"(?:volvio|regreso|ya esta aqui) (?:y |con )(?:.{0,20} )?(?:arma|pistola|cuchillo|borracho"
    r"|golpeando|gritando)",
)

SUICIDE = _any_of(
    r"(?:kill(?:ing)?|hurt(?:ing)?|cut(?:ting)?|shoot(?:ing)?|hang(?:ing)?) myself|end(?:ing)? my life",
    r"end it (?:all|tonight|today)|took pills",
    r"take my (?:own )?life|suicidal|better off (?:dead|without me)",
    r"(?:rather|wish i (?:was|were)) (?:be )?dead",
    r"(?:want|wanna|going|ready) (?:to )?(?:die|be dead)(?! (?:of|laughing))|no reason to live",
    r"cant go on(?: like this| anymore)?$",
    r"(?:dont|do not) want to (?:live|be alive|be here)(?: anymore| any more)?$",
    r"(?:im|i am) going to jump(?! through)|want to end it$|(?:commit|committing) suicide",
    r"(?:thinking|thoughts|talking) (?:of|about) suicide",
    r"took (?:all )?(?:my|the|too many|a (?:lot|bunch|bottle|handful) of) pills",
    r"kill (?:himself|herself|themselves)",
    r"(?:quiero|voy a|pienso) (?:morir(?:me)?|matarme|suicidarme|quitarme la vida"
    r"|acabar con (?:mi vida|todo))",
    r"no quiero (?:seguir )?(?:vivir|viviendo)|(?:quiere|va a) (?:matarse|suicidarse|quitarse la vida)",
    r"se (?:quiere|va a) (?:matar|suicidar|quitar la vida)|me (?:quiero|voy a) (?:morir|matar|suicidar)",
    r"me tome (?:todas )?(?:las|muchas) pastillas",
)

# Signs, in the words around the danger, that it is over, supposed, denied or seen on a screen.
OVER = _any_of(
    r"last (?:night|week|month|year|time|summer|winter|fall|spring|\w+day)|yesterday|ago|when|before|used to",
    r"that (?:day|night)|years?|months?|was|were|had|did|didnt|wouldnt|couldnt|happened|called|arrived",
    r"reported|stopped|gone",
    r"(?:you|police|officers?|cops?|they|deput\w+|ambulance) came|on \w+day|took|arrested|if|would",
    r"could|should|might|movie|tv|show|news|video|game|training|drill|class|fireworks",
    r"no|not an?|isnt an?|never|nobody|without|thought|thanks for|thank you for",
    r"ayer|anoche|pasad[oa]|hace|cuando|antes|estaba|estaban|era|fue|fueron|habia|tenia|llame|llamamos|llego",
    r"llegaron|si|pelicula|noticias|nadie|nunca|no es|no hay|no era|pense|crei|gracias por",
)
# Signs that it goes on all the same.
STILL = _any_of(
    r"now|just|again|still|here|outside|hurry|please|help|is back|hes back|shes back|currently",
    r"ahora|ahorita|otra vez|de nuevo|todavia|sigue|aqui|afuera|ayuda|ayudenme|rapido|urgente",
)
