"""Whether a text says that someone is in danger now, in English or Spanish.

A miss can cost a life and a false alarm costs an answer that says "call 911", so each phrase is taken as
danger unless its own sentence tells of the past, of others' news or of no danger. Words of suicide are
taken as danger in any tense.
"""

import re

from commonbeat.engine.messaging.rules.normalise import bare_words

SENTENCE_ENDS = re.compile(r"[.!?;\n…]+")
LONGEST = 1600


def _phrases(*lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines)})\b")


_WEAPON = r"(?:a |the |his |her )?(?:gun|knife|weapon|rifle|pistol|machete|bomb)"
_THEY = r"(?:he|she|they|someone|somebody|a man|a guy|the guy|my \w+|a stranger|people|hes|shes|theyre)"
_IS = r"(?:is|s|are|re)?"

_DANGER = _phrases(
    # weapons
    rf"(?:has|have|got|holding|with|pulled|waving|pointing|brought) {_WEAPON}",
    r"(?:shots (?:fired|being fired)|shooting at|gunshots?|hear(?:ing)? (?:gun ?shots|shots|shooting)|active shooter)",
    r"(?:been|got|was just|just got|is) (?:shot|stabbed)",
    # breaking in, following, holding
    r"(?:breaking|broke|trying to (?:break|get)|forcing (?:his|her|their) way) in(?:to)?(?: (?:my|the|our) \w+)?",
    r"(?:someone|somebody|a man|he|she|they)(?:s| is| are)? in(?:side)? my (?:house|home|apartment|room|yard|car)",
    r"(?:intruder|prowler)s?(?: in| inside| outside)?|home invasion",
    r"(?:following|chasing|stalking|coming after|attacking|robbing|strangling|choking|beating|raping) (?:me|us|her|him)",
    r"(?:wont|will not|doesnt|not) let (?:me|us) (?:go|leave|out)|(?:locked|trapped) (?:me )?(?:in|inside|up)",
    r"(?:am|im|being|been|got|was) (?:kidnapped|abducted|held hostage|attacked|robbed|raped|assaulted|trapped)",
    # violence
    r"(?:hitting|hurting|punching|kicking|threatening|beating up) (?:me|us|her|him|my \w+|the kids|a \w+)",
    r"(?:hit|hurt|choked|stabbed|shot|punched) me (?:again|now|just now)|just (?:hit|punched|stabbed|shot|choked) (?:me|her|him)",
    rf"(?:{_THEY} ?{_IS} |{_THEY} )?(?:gonna|going to|will|wants to|trying to|threatened to|gon) (?:kill|shoot|stab|hurt) "
    r"(?:me|us|her|him|them|everyone|everybody|my \w+|the kids|someone)",
    r"(?:come|hes|shes|theyre|is|came) back (?:and|with) (?:hes |he is |is )?(?:a )?(?:angry|gun|knife|drunk|yelling|pounding)",
    r"(?:being|getting) (?:beaten|beat up|jumped|mugged|raped)|(?:are|started) fighting (?:right now|outside|with)",
    r"afraid (?:for my life|he will|hes going to|to go home)|scared for my life|fear(?:ing)? for my life|in danger|not safe right now",
    # medical, fire
    r"(?:cant|cannot|can not|not|isnt|stopped|barely|trouble) (?:breathe|breathing)|(?:unconscious|unresponsive|not responding|passed out)",
    r"(?:wont|not|cant) wake up|heart attack|chest pains?|having a (?:stroke|seizure)|(?:overdosed|overdosing|overdose|od(?:ing|ed)?)",
    r"bleeding (?:bad|badly|a lot|out|everywhere|heavily|so much)|(?:a lot|lots) of blood|choking",
    r"(?:house|home|apartment|building|car|kitchen|room) (?:is )?on fire|theres a fire|there is a fire|smell (?:of )?gas|gas leak",
    r"(?:drowning|baby is coming|giving birth)|(?:bad|car) (?:accident|crash|wreck) (?:right now|just now|just happened|people hurt|someone is hurt)",
    # calls for help
    r"help (?:me|us)(?: please| now)?$|^(?:please )?help (?:me|us)|help help|(?:i|we) need (?:help (?:now|right now|asap|immediately|please)|an ambulance|police (?:now|here|right now))",
    r"(?:send|call|get|need) (?:me |us )?(?:the |an? )?(?:police|cops?|officers?|help|ambulance|paramedics|911|someone)"
    r" (?:now|right now|asap|quick|quickly|fast|immediately|please hurry|to my|here)|please hurry|^(?:please )?(?:call|dial) 911",
    r"(?:this is|its|it is|have|having|theres) an? (?:real )?emergency|^emergency(?: (?:please|help|now))?$|^911(?: .*)?$|sos",
)
_PELIGRO = _phrases(
    r"(?:tiene|tienen|trae|traen|saco|con|apunta con|apuntando con) (?:un |una |el |la )?(?:arma|pistola|cuchillo|rifle|navaja|machete|bomba)",
    r"(?:disparando|disparos|balazos|tiroteo|balacera|le dispararon|me dispararon|lo apunalaron|apunalado|apunalada)",
    r"(?:se |estan? |quiere |quieren |tratan? de |tratando de |intentan? )(?:estan? )?(?:meter(?:se)?|metiendo(?:se)?|metiendose|entrar|entrando) (?:a|en|por) (?:mi|la|nuestra) (?:casa|apartamento|ventana|puerta|cuarto)",
    r"(?:hay|esta) (?:alguien|un hombre|un extrano|un ladron) (?:en|dentro de|afuera de|adentro de) (?:mi|la) (?:casa|apartamento|cuarto|yarda|patio)|(?:ladron|ladrones) (?:en|dentro)",
    r"(?:me|nos|le|la|lo) (?:estan? )?(?:pegando|golpeando|siguiendo|persiguiendo|atacando|ahorcando|asaltando|robando|amenazando|violando|lastimando|secuestrando)",
    r"(?:pegandome|golpeandome|siguiendome|persiguiendome|atacandome|amenazandome|ahorcandome|lastimandome)",
    r"(?:me|nos|la|lo) (?:va|van|quiere|quieren) a? ?(?:matar|pegar|golpear|lastimar|violar)|(?:va|van|quiere|quieren) (?:a )?(?:matarme|matarnos|pegarme|lastimarme|golpearme|matarla|matarlo)",
    r"no (?:me|nos) (?:deja|dejan) (?:salir|ir)|(?:estoy|estamos) (?:encerrad|atrapad|secuestrad)[oa]s?|me (?:tiene|tienen) (?:encerrad|secuestrad)[oa]",
    r"no (?:puedo|puede|esta) respira(?:r|ndo)|no respira|(?:esta )?inconsciente|no (?:despierta|responde|reacciona)|se desmayo|infarto|ataque al corazon|sobredosis|convulsiones|convulsionando",
    r"(?:sangrando|sangra|desangrando|mucha sangre)(?: mucho)?|se (?:esta )?(?:ahoga(?:ndo)?|quema(?:ndo)?|incendia(?:ndo)?)|(?:hay|es) (?:un )?(?:incendio|fuego|fuga de gas)|huele a gas",
    r"(?:manden?|envien?|necesito|necesitamos|llamen?) (?:a )?(?:(?:la|una|un|al) )?(?:policia|ambulancia|ayuda|patrulla|911)(?: (?:ya|ahora|ahorita|rapido|urgente|inmediatamente|a mi casa|por favor))",
    r"(?:necesito|necesitamos|manden) (?:una )?ambulancia|^(?:por favor )?ayud(?:a|en|e)(?:me|nos)|(?:ayudame|ayudenme|ayudeme)(?: por favor)?$|auxilio|socorro",
    r"(?:es|esto es|tengo) una emergencia|^emergencia(?: (?:por favor|ayuda))?$|(?:estoy|estamos) en peligro|temo por mi vida|miedo (?:de que me mate|por mi vida)",
    r"(?:volvio|regreso|regresa|esta de vuelta|ya esta aqui) (?:y |con )(?:.{0,20} )?(?:arma|pistola|cuchillo|borracho|golpeando|gritando|enojado)",
)
_SUICIDE = _phrases(
    r"(?:kill(?:ing)? myself|end(?:ing)? my life|end it all|take my (?:own )?life|suicidal|hurt(?:ing)? myself|cut(?:ting)? myself)",
    r"(?:want|wanna|going|ready|rather) (?:to )?(?:die|be dead)|better off (?:dead|without me)|(?:dont|do not) want to (?:live|be alive|be here)(?: anymore| any more)?$",
    r"(?:no reason to live|cant go on(?: anymore| like this)?|(?:she|he|my \w+) (?:is|wants to) (?:suicidal|kill (?:himself|herself|themselves)))",
    r"(?:committing|commit|thinking (?:of|about)|thoughts of) suicide|took (?:all )?(?:my|the|a (?:lot|bunch|bottle) of) pills",
    r"(?:quiero|voy a|pienso|mejor) (?:morir(?:me)?|matarme|suicidarme|quitarme la vida|acabar con (?:mi vida|todo))",
    r"no quiero (?:seguir )?(?:vivir|viviendo)|ya no quiero vivir|(?:se quiere|quiere|va a|se va a) (?:matarse|matar el mismo|suicidarse|suicidar|quitarse la vida)|me (?:quiero|voy a) (?:morir|matar|suicidar)|me tome (?:todas )?(?:las|muchas) pastillas",
)
_PAST = _phrases(
    r"last (?:night|week|month|year|time|summer|winter|fall|spring|\w+day)|yesterday|ago|when|before|used to|that (?:day|night)|years?|months?",
    r"was|were|had|did|didnt|happened|called|came|arrived|reported|stopped|arrested|if|would|could|should|might|movie|tv|show|news|video|game|training|drill",
    r"no|not an?|isnt an?|never|nobody|without|thought|heard about|ayer|anoche|pasad[oa]|hace|cuando|antes|estaba|estaban|era|fue|fueron|habia|tenia|llame|llamamos|llego|llegaron|si|pelicula|noticias|nadie|nunca|no es|no hay|no era|pense|crei",
)
_NOW = _phrases(
    r"now|just|again|still|here|outside|hurry|please|help|right now|is back|hes back|currently|ahora|ahorita|otra vez|de nuevo|todavia|sigue|aqui|afuera|ayuda|ayudenme|rapido|urgente"
)


def is_emergency(text: str) -> bool:
    """Return whether any sentence speaks of danger now."""
    return any(_is_danger(" ".join(bare_words(part))) for part in SENTENCE_ENDS.split(text[:LONGEST]))


def _is_danger(sentence: str) -> bool:
    if _SUICIDE.search(sentence):
        return True
    found = _DANGER.search(sentence) or _PELIGRO.search(sentence)
    if not found:
        return False
    around = f"{sentence[: found.start()]} {sentence[found.end() :]}"
    return not _PAST.search(around) or bool(_NOW.search(around))
