"""How people say in Spanish that they want no more texts, that they want them back, or who is asking."""

import re


def _any(*ways: str) -> str:
    return f"(?:{'|'.join(ways)})"


THINGS = (
    r"(?:(?:mas|el|la|los|las|estos|estas|esos|esas|sus|tus|tantos|tantas|ningun|ninguna|otro|otra|de|todos"
    r"|todas|ya"
    r"|este|esta|ese|su|un|una|ni) )*"
) + _any(
    "mensajes?|textos?|sms|notificaciones|comunicaciones|cosas|spam|encuestas?|preguntas|cuestionarios?",
    "actualizaciones|avisos?|alertas",
)
WRITE = _any(
    "escrib(?:an?|as|ir|irme|irnos)|mand(?:en?|es|ar|arme|arnos)|envi(?:en?|es|ar|arme|arnos)",
    "contact(?:en?|es|ar|arme|arnos)|molest(?:en?|es|ar|arme|arnos)|texte(?:en?|es|ar|arme)",
    "mensaje(?:en?|es|ar|arme)|fastidi(?:en?|ar|arme)|habl(?:en?|es)|busquen?",
)
ENOUGH = r"(?:dejen?|deja|dejes|paren?|para|parar|dejar|cesen?)"
LIST = (
    r"(?:de|del) (?:(?:la|su|sus|esa|esta|esas|tu|el|este|las) )*"
    r"(?:lista|listas|sistema|base de datos|contactos)"
)

LEAD = (
    r"(?:"
    + _any(
        "porfavor|porfa|ya|ya estuvo|oiga|oigan|hola|buenas|miren|mire|disculpe|disculpen|perdon",
        "senores|gracias",
        "gracias pero|no|no gracias|no me interesa|y|pero|entonces|que|les pido que|le pido que",
        "les dije que|les pedi que|favor de",
        "(?:es )?numero equivocado|se equivoco de numero|tienen? el numero equivocado|haga el favor de",
        "quiero que|quisiera que|pido que|solicito que|(?:me )?(?:pueden?|podrian?)|como (?:puedo )?",
    )
    + " )*"
)
TAIL = (
    r"(?: "
    + _any(
        "porfavor|porfa|gracias|muchas gracias|ya|ahora|ahora mismo|mas|nunca|nunca mas|nada|nada mas",
        "jamas|ok",
        "otra vez|de nuevo|inmediatamente|de una vez|a mi|de la policia|si",
        "a (?:este|mi) (?:numero|telefono|celular)",
    )
    + ")*"
)

_WANT = r"(?:quiero|deseo|quisiera|necesito|solicito|me gustaria|prefiero|queremos)"
WISHES = (
    rf"no (?:me|nos|le|les) (?:vuelv(?:an?|as) a )?{WRITE}(?: {THINGS})?",
    rf"no vuelv(?:an?|as) a {WRITE}(?: {THINGS})?",
    rf"no (?:manden?|enviar|envien?|escrib(?:an?|ir|irme)|molest(?:en?|ar)|mandar|mandarme)(?: {THINGS})?",
    rf"{ENOUGH} (?:ya )?(?:de|con) (?:(?:{WRITE}|joder|chingar|estar molestando)(?: {THINGS})?|{THINGS})",
    rf"(?:me )?(?:quit|sac|borr|elimin|retir|remuev)(?:en?|a|ar)(?:me|nos)?(?: (?:mi|este"
    rf"|el) (?:numero|telefono|nombre))? {LIST}",
    rf"(?:me )?saquen?(?:me|nos)?(?: (?:mi|este|el) (?:numero|telefono|nombre))? {LIST}",
    rf"(?:deteng|suspend|termin|cancel|elimin)(?:an?|en?|ar|er) {THINGS}",
    rf"desuscrib(?:an?|ir|e)(?:me|nos)?(?: {LIST})?",
    r"(?:den?|dar|da) de baja (?:mi|este) (?:numero|telefono)|(?:nunca mas|nunca|jamas) (?:me|nos) " + WRITE,
    r"(?:quiten?|borren?|borra|eliminen?) (?:mi|este) (?:numero|telefono)|(?:quiten?|borren?|eliminen?)me",
    r"(?:den|de|da|dar|dame|denme|deme)(?:me|nos)? de baja(?: de .{1,30})?|me den? de baja|quiero la baja",
    rf"(?:ya )?no {_WANT} (?:(?:recibir|mas|que me lleguen?|seguir recibiendo|ver|contestar) )*{THINGS}",
    rf"(?:ya )?no {_WANT} (?:que me|ser|mas) (?:{WRITE}|contactad[oa]|molestad[oa])(?: {THINGS})?",
    r"no quiero (?:saber nada de ustedes|nada de ustedes|mas)|(?:ya )?me quiero dar de baja",
    rf"{_WANT} (?:darme de baja|cancelar(?: {THINGS})?|salir(?:me)?(?: {LIST})?|desuscribirme"
    rf"|dejar de recibir(?: {THINGS})?)",
    rf"{_WANT} que me (?:quiten|borren|saquen|den de baja)(?: {LIST})?|dejar de recibir {THINGS}",
    r"dej(?:en?|a)(?:me|nos) (?:en paz|tranquil[oa]s?|sol[oa]s?|de molestar|ya)",
    rf"(?:ya )?(?:no mas(?! preguntas?\b)|basta de|alto a|alto|paren|parar|stop|cancelar|cancelen"
    rf"|ni un) {THINGS}(?: mas)?",
    r"(?:cancelen|cancele|cancelar) (?:mi )?suscripcion",
    r"(?:revoco|retiro) mi (?:consentimiento|permiso|autorizacion)",
    rf"no (?:autorizo|doy permiso)(?: (?:para |a )?(?:que me )?(?:{WRITE}|{THINGS}))?",
    rf"no tienen? (?:mi )?permiso (?:de|para) {WRITE}",
    r"no (?:me )?contactar|no mensajes|no textos|ya basta|basta ya|basta|no mas|ya no mas|vayanse|larguense",
    r"(?:ya )?paren?le|no (?:chinguen|frieguen|jodan)",
    rf"(?:ya )?no (?:quiero|deseo|voy a|me interesa) (?:participar|(?:hacer|contestar|llenar"
    rf"|tomar)(?: {THINGS})?)",
    rf"no {_WANT} (?:seguir )?(?:recibir|recibiendo) (?:nada|mas)",
    rf"(?:como )?(?:me quito|me salgo|cancelo|paro)(?: {LIST}| {THINGS})?",
    r"(?:quitar|borrar|eliminar) (?:mi|este) (?:numero|telefono)|no me (?:escribieran|mandaran|molestaran)",
    rf"(?:ya )?estuvo bueno (?:de|con) {THINGS}",
)
WISH = f"{LEAD}{_any(*WISHES)}{TAIL}"

# The same at the end of a sentence that begins with something else: "no soy maria dejen de escribirme".
ENDING = (
    r"\b"
    + _any(
        rf"no me (?:escriban|manden|molesten|contacten)(?: {THINGS})?",
        rf"dejen de (?:mandarme|escribirme|molestarme|enviarme)(?: {THINGS})?",
    )
    + TAIL
)
REPORTED = "dijo|dije|dijeron|diga|digale|digan|grito|gritaba|pedi|pidio|pide|sigue|siguen|si|cuando"
OTHERS = "el|ella|ellos|ellas|vecin[oa]s?|espos[oa]|marido|novi[oa]|hombre|mujer|alguien|oficial|ex"

START = (
    r"(?:porfavor |cambie de opinion |ok )*"
    + _any(
        r"quiero (?:volver a )?recibir (?:sus |los )?mensajes|volver a recibir mensajes",
        r"vuelvan a (?:escribirme|mandarme mensajes)|pueden (?:volver a )?escribirme",
    )
    + r"(?: porfavor| otra vez| gracias)*"
)
WHO = (
    r"(?:hola |disculpe |perdon )*"
    + _any(
        r"quien (?:es|eres|habla|escribe|me escribe)|quienes son(?: ustedes)?|que es esto|de que se trata",
        r"de quien es este numero|es(?:to)? (?:esto )?(?:real|una estafa)|quien me (?:manda|mando) esto",
    )
    + r"(?: porfavor)?"
)
_WISH = re.compile(WISH)


def is_wish(said: str) -> bool:
    """Return whether the bare words are a wish to stop, said in Spanish."""
    return bool(_WISH.fullmatch(said))
