"""The words and phrases, English and Spanish, that `keywords` looks for; all bare, as `bare_words` leaves them."""

import re

STOP_KEYWORDS = frozenset(
    """
    stop|stopall|stop all|quit|end|revoke|optout|opt out|opt me out|cancel|cancelled|unsubscribe|unsubscribed
    unsub|unsubscribe all|cancel all|end all|quit all|stopp|stpo|sotp|unsuscribe|unsubcribe|remove|remove me
    stop it|stop this|stop that|no more|discontinue|cease|desist|cease and desist|arret|stop stopall
    alto|para|paren|pare|parar|basta|ya basta|basta ya|cancelar|cancela|cancele|cancelen|baja|dar de baja|darme de baja
    no mas|ya no mas|ya no|detener|detenga|detenganse|detente|salir|salirme|fin|terminar|finalizar|suspender
    eliminar|quitar|borrar|desuscribir|desuscribirme|desuscribirse|dejen|dejar de recibir|no molestar|no molesten
    توقف|قف|ايقاف|الغاء|اوقف
    """.replace("\n", "|").replace("    ", "").strip("|").split("|")
)
START_KEYWORDS = frozenset(
    "start|unstop|start again|restart|resume|subscribe|resubscribe|opt in|optin|opt me in|rejoin"
    "|comenzar|iniciar|inicio|volver|empezar|reanudar|reiniciar|suscribir|suscribirme|alta|activar|ابدا|بدء".split("|")
)
HELP_KEYWORDS = frozenset("help|info|information|ayuda|informacion|more info|mas informacion|مساعدة|معلومات".split("|"))
COURTESIES = frozenset(
    """
    please pls plz plse thanks thank thx ty you now ok okay k hi hello hey sir maam mam just immediately asap already
    again kindly omg ugh everything texts text messages message texting msgs sms
    por favor porfavor porfa porfis gracias ya ahora oiga oigan hola bueno senor senora inmediatamente mismo mensajes textos
    """.split()
)

# --- A wish to stop, said as a whole clause -------------------------------------------------------------

_US = r"(?:me|us|my (?:phone|cell|number)|this (?:phone |cell )?number|this phone|here)"
_KIND = (
    r"(?:texts?|text messages?|messages?|msgs?|sms|texting|messaging|stuff|crap|spam|notifications?"
    r"|surveys?|questions?|questionnaires?|updates?|notices?|alerts?)"
)
_THESE = r"(?:(?:any|all|all of|of|these|those|the|your|this|that|more|other|further|damn|stupid|annoying|text|sms) )*"
_THINGS = rf"(?:{_THESE}{_KIND}(?: (?:and|or) {_THESE}{_KIND})?)"
_TAIL = (
    r"(?: (?:please|pls|plz|thanks|thank you|thx|now|right now|immediately|again|ever|ever again|any ?more|anymore"
    r"|at all|already|ok|okay|at once|today|all the time|so much|from (?:you|you guys|the police)|to (?:me|us|this number)"
    r"|at (?:this|my) (?:phone |cell )?number|on (?:this|my) (?:phone|number|cell)|about (?:this|it|that)"
    r"|or (?:ill|i will|im going to) .{1,60}))*"
)
_LEAD = (
    r"(?:(?:please|pls|plz|just|kindly|ok|okay|hey|hi|hello|yo|no|nah|look|listen|omg|ugh|wtf|seriously|thanks|thank you"
    r"|so|and|but|then|again|for the last time|sir|maam|i mean|im asking you to|i am asking you to|wrong number"
    r"|wrong person|this is the wrong number|you have the wrong number|u have the wrong number|you got the wrong number"
    r"|(?:can|could|would|will) (?:you|u|ya)(?: guys| all)?|i (?:really )?(?:want|need|would like|d like) (?:you|u)(?: guys| all)? to"
    r"|id like you(?: guys)? to|i (?:already )?(?:said|told (?:you|u)(?: guys)?|asked (?:you|u))(?: to| already)?"
    r"|you (?:guys )?need to|do me a favor and|i do not know you|i dont know you) )*"
)
_ENGLISH = "|".join(
    (
        rf"(?:stop|quit|cease|end) (?:texting|messaging|contacting|bothering|writing|sending|spamming|calling|harassing|hitting up|blowing up)"
        rf"(?: (?:and|or) (?:texting|messaging|contacting|calling|writing))?(?: to)?(?: {_US})?(?: (?:with )?{_THINGS})?",
        rf"stop asking(?: me| us)? {_THINGS}",
        rf"stop (?:with )?{_THINGS}",
        r"stop (?:it|this|that|everything|now)(?: all)?",
        rf"(?:end|cancel|halt|discontinue) (?:my (?:subscription|texts|messages)|{_THINGS})",
        rf"(?:dont|do not|never|quit|pls dont|no need to)(?: you)?(?: ever)? (?:text|message|msg|contact|bother|write|text or call|call or text|send)(?: to)?(?: {_US})(?: {_THINGS}| anything(?: else)?)?",
        rf"(?:dont|do not) send(?: {_US})? (?:{_THINGS}|anything(?: else)?)",
        r"(?:just )?leave (?:me|us)(?: the (?:hell|fuck|heck))? (?:alone|be)|let me be",
        rf"(?:take|get|remove|delete|drop|erase|scratch) (?:{_US}|my name|my info|my contact) (?:off|off of|from|out of|out)(?: of)?(?: (?:this|the|your|that|ur|any|all))+(?: \w+){{0,2}} (?:lists?|database|system|contacts|thread|texts?|messages)",
        rf"(?:take|get) (?:{_US}) off(?: the| this| your)? list|take me off|(?:remove|unsubscribe|delete|erase) (?:me|us|my (?:phone )?number|this number)(?: from (?:this|the|your|these|all)(?: \w+){{1,2}})?",
        rf"(?:opt|count) (?:me|us) out(?: of (?:this|these|all|your)?(?: ?\w+){{1,2}})?|lose (?:my|this) number|forget my number",
        rf"i (?:want|wish|would like|d like|choose|am choosing|am going|need) to (?:opt out|unsubscribe|be removed|be taken off|be left alone|stop (?:getting|receiving) {_THINGS})(?: (?:of|from) .{{1,30}})?",
        rf"(?:id like|i want|im) (?:to (?:opt out|unsubscribe)|out|opting out|unsubscribing)(?: (?:of|from) .{{1,30}})?|i (?:opt out|unsubscribe|quit)",
        rf"i (?:dont|do not|no longer|never)(?: really)? (?:want|wish|need|care|wanna|care for|want to get|want to receive|wish to receive|wanna get|want to be sent)(?: (?:any|to (?:get|receive|have)))? {_THINGS}",
        r"i (?:dont|do not|no longer) (?:want|wish|wanna)(?: to)? (?:be )?(?:texted|messaged|contacted|bothered|text)",
        r"i (?:dont|do not) want (?:you|u|you guys|the police|anyone|yall) (?:texting|messaging|contacting|to text|to message|to contact|to write)(?: to)? me",
        r"i dont want to hear from (?:you|u|you guys|yall|the police)",
        rf"(?:no|not any) more(?: of)? {_THINGS}|no (?:texts?|messages?|surveys?|updates?)|enough(?: already)?(?: of| with) {_THINGS}",
        r"i (?:revoke|withdraw|take back)(?: my)? (?:consent|permission)|i do not consent(?: to .{1,40})?|i dont consent(?: to .{1,40})?",
        r"you (?:do not|dont) have (?:my )?(?:permission|consent) to (?:text|contact|message)(?: me)?",
        r"i (?:do not|dont) give (?:you )?(?:permission|consent) to (?:text|contact|message) me",
        r"(?:fuck|f|piss|screw|buzz|bug|eff) off|go away|get lost|fuck you stop|kick rocks",
        r"never contact me|do not contact|dont contact|do not text|dont text|no contact|no texting|no text",
        r"stop",
        r"unsubscribe|opt out|quit",
    )
)
_COSAS = (
    r"(?:(?:mas|los|las|estos|estas|esos|esas|sus|tus|tantos|tantas|ningun|ninguna|otro|otra|de|todos|todas|ya|este|esta|ese|su|un|una|ni) )*"
    r"(?:mensajes?|mensajitos?|textos?|sms|msjs?|notificaciones|comunicaciones|cosas|spam|encuestas?|preguntas|cuestionarios?|actualizaciones|avisos?|alertas)"
)
_COLA = (
    r"(?: (?:por favor|porfavor|porfa|gracias|muchas gracias|ya|ahora|ahora mismo|mas|nunca|nunca mas|nada|nada mas|jamas|otra vez|de nuevo|ok|si"
    r"|inmediatamente|a este (?:numero|telefono|celular)|a mi (?:numero|telefono|celular)|de una vez|o (?:los|las) \w+(?: \w+){0,3}|a mi|de la policia))*"
)
_ANTES = (
    r"(?:(?:por favor|porfavor|porfa|ya|oiga|oigan|hola|buenas|miren|mire|disculpe|disculpen|perdon|senores|gracias|gracias pero|no|y|pero|entonces|que"
    r"|numero equivocado|es numero equivocado|se equivoco de numero|tienen el numero equivocado|tiene el numero equivocado"
    r"|les pido que|le pido que|les dije que|le dije que ya|quiero que|quisiera que|pido que|solicito que|favor de|pueden|podrian|puede|podria|ya les dije que|haga el favor de|me pueden|me puede) )*"
)
_MANDAR = r"(?:escrib(?:an?|as|ir|irme|irnos)|mand(?:en?|es|ar|arme|arnos)|envi(?:en?|es|ar|arme|arnos)|contact(?:en?|es|ar|arme|arnos)|molest(?:en?|es|ar|arme|arnos)|texte(?:en?|es|ar|arme)|mensaje(?:en?|es|ar|arme)|fastidi(?:en?|ar|arme)|habl(?:en?|es)|busquen?)"
_SPANISH = "|".join(
    (
        rf"no (?:me|nos|le|les) (?:vuelvan? a |vuelvas a )?{_MANDAR}(?: {_COSAS})?",
        rf"no (?:vuelvan?|vuelvas) a {_MANDAR}(?: {_COSAS})?",
        rf"no (?:manden?|envien?|escriban?|molesten?)(?: {_COSAS})?",
        rf"(?:dejen?|deja|dejes|paren?|para|parar|dejar|cesen?) (?:ya )?(?:de|con) (?:(?:{_MANDAR}|joder|chingar|estar molestando)(?: {_COSAS})?|{_COSAS})",
        rf"(?:me )?(?:quiten?|quita|quitar|saquen?|saca|sacar|borren?|borra|borrar|eliminen?|elimina|eliminar|remuevan?|retiren?)(?:me|nos)?"
        rf"(?: (?:mi|este|el) (?:numero|telefono|nombre))?(?: (?:de|del) (?:(?:la|su|sus|esa|esta|esas|tu|el|este|las) )*(?:lista|listas|sistema|base de datos|contactos))",
        r"(?:quiten|quitenme|borren|eliminen|borrenme|borra|elimine) (?:mi|este) (?:numero|telefono)|(?:quiten|quite|quita)me|(?:borren|borre)me|(?:eliminen|elimine)me",
        rf"(?:den|de|da|dar|dame|denme|deme)(?:me|nos)? de baja(?: de .{{1,30}})?|darme de baja(?: de .{{1,30}})?|me den? de baja|quiero la baja",
        rf"(?:ya )?no (?:quiero|deseo|necesito|queremos|quisiera) (?:(?:recibir|mas|que me llegue?n?|seguir recibiendo|ver) )*{_COSAS}",
        rf"(?:ya )?no (?:quiero|deseo) (?:que me|ser|mas) (?:{_MANDAR}|contactad[oa]|molestad[oa])(?: {_COSAS})?|no quiero (?:saber nada de ustedes|nada de ustedes|mas)",
        rf"(?:quiero|deseo|quisiera|necesito|solicito|me gustaria) (?:darme de baja|cancelar(?: {_COSAS})?|salir(?:me)?(?: de (?:la|esta|su) lista)?|desuscribirme|que me (?:quiten|borren|saquen|den de baja)(?: de .{{1,30}})?|dejar de recibir(?: {_COSAS})?)",
        rf"dejar de recibir {_COSAS}",
        r"(?:dejen|deje|deja)(?:me|nos) (?:en paz|tranquil[oa]s?|sol[oa]|de molestar)|(?:dejen|deje|deja)me ya",
        rf"(?:ya )?(?:no mas|basta de|alto a|alto|paren|parar|stop|cancelar|cancelen|ni un) {_COSAS}(?: mas)?|(?:cancelen|cancele|cancelar) (?:mi )?suscripcion",
        r"(?:revoco|retiro) mi (?:consentimiento|permiso|autorizacion)|no (?:autorizo|doy permiso)(?: .{1,40})?|no (?:tienen|tiene) (?:mi )?permiso(?: (?:de|para) .{1,40})?",
        r"no (?:me )?contactar|no mensajes|no textos|ya basta|basta ya|basta|no mas|ya no mas|vayanse|larguense",
    )
)
_ENGLISH_WISH = rf"{_LEAD}(?:{_ENGLISH}){_TAIL}"
_SPANISH_WISH = rf"{_ANTES}(?:{_SPANISH}){_COLA}"
WISH = re.compile(rf"{_ENGLISH_WISH}|{_SPANISH_WISH}")

# A wish at the end of a sentence that begins with something else: "im not maria stop texting me".
ENDING = re.compile(
    rf"(?<!to )(?<!not )(?<!dont )(?<!wont )(?<!cant )(?<!didnt )(?<!doesnt )(?<!never )(?<!would )(?<!wouldnt )(?<!couldnt )"
    rf"\b(?:(?:stop|quit) (?:texting|messaging|contacting)(?: {_US})|(?:dont|do not) (?:text|message|contact) me (?:again|any ?more)"
    rf"|leave me alone|no me (?:escriban|manden|molesten|contacten)(?: {_COSAS})?|dejen de (?:mandarme|escribirme|molestarme|enviarme)(?: {_COSAS})?"
    rf"|(?:take me off|remove me from) (?:this|your|the) list)(?:{_TAIL}|{_COLA})$"
)

# The words of a story about someone else; after them "stop texting me" is what was said to another.
ABOUT_OTHERS = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hes|shes|theyre|neighbou?rs?|ex|husband|wife|boyfriend|girlfriend|landlord|guy|man|woman|kids?|someone"
    r"|somebody|people|officers?|cop|told|tell|asked|ask|said|says|yelled|screamed|keeps?|kept|el|ella|ellos|ellas|vecinos?|vecina|esposo|esposa|marido"
    r"|novio|novia|hombre|mujer|alguien|oficial|dijo|dije|dijeron|grito|pedi|pidio|sigue|siguen|if|unless|until|why did|si|cuando)\b"
)

NAMES_EVERYTHING = re.compile(r"\b(?:all texts|all messages|everything|anything|todo)\b")
NAMES_SURVEYS = re.compile(r"\b(?:surveys?|questions?|questionnaires?|encuestas?|preguntas|cuestionarios?)\b")
NAMES_UPDATES = re.compile(r"\b(?:updates?|notices?|alerts?|notifications?|actualizaciones|avisos?|alertas|notificaciones)\b")

START_WISH = re.compile(
    r"(?:please |por favor |i changed my mind |cambie de opinion |ok |okay )*(?:start (?:texting|messaging|sending)(?: me)?(?: (?:texts|messages|surveys|updates))?"
    r"|start (?:the |my |your )?(?:texts|messages|surveys|updates)|resume (?:the |my )?(?:texts|messages|updates|surveys)"
    r"|(?:you can|you may) (?:text|message) me|sign me (?:back )?up|opt me back in|quiero (?:volver a )?recibir (?:sus |los )?mensajes"
    r"|vuelvan a (?:escribirme|mandarme mensajes)|pueden (?:volver a )?escribirme|volver a recibir mensajes)(?: again| please| por favor| otra vez| gracias| thanks)*"
)
WHO_ASKS = re.compile(
    r"(?:ok |hi |hey |hello |um |sorry |excuse me |hola |disculpe |perdon )*(?:who is this|whos this|who dis|who are you|whos texting(?: me)?|who is texting me"
    r"|what is this(?: for| about| number)?|whats this(?: for| about)?|is this (?:real|legit|a scam|spam|really the police|the police)|what number is this"
    r"|quien (?:es|eres|habla|escribe|me escribe)|quienes son(?: ustedes)?|que es esto|de quien es este numero|es esto (?:real|una estafa)|de que se trata)(?: please| por favor)?"
)
