"""The words that `keywords` looks for, and how English and Spanish wishes fit together; all bare."""

import re

from commonbeat.engine.messaging.rules import english, spanish

STOP_KEYWORDS = frozenset(
    [
        *("stop", "stopall", "stop all", "quit", "end", "revoke", "optout", "opt out", "opt me out"),
        *("cancel", "cancelled", "unsubscribe", "unsubscribed", "unsub", "unsuscribe", "unsubcribe"),
        *("unsubscribe all", "cancel all", "end all", "quit all", "stop stopall", "stopp", "stpo", "sotp"),
        *("remove", "remove me", "stop it", "stop this", "stop that", "no more", "discontinue", "cease"),
        *("desist", "cease and desist", "arret", "halt", "terminate"),
        *("alto", "para", "paren", "pare", "parar", "parale", "parenle", "basta", "ya basta", "basta ya"),
        *("cancelar", "cancela", "cancele", "cancelen", "baja", "dar de baja", "darme de baja"),
        *("no mas", "ya no mas", "ya no", "detener", "detenga", "detenganse", "detente", "salir", "salirme"),
        *("fin", "terminar", "finalizar", "suspender", "eliminar", "quitar", "borrar", "dejen"),
        *("desuscribir", "desuscribirme", "desuscribirse", "dejar de recibir", "no molestar", "no molesten"),
        *("توقف", "قف", "ايقاف", "الغاء", "اوقف"),
    ]
)
START_KEYWORDS = frozenset(
    [
        *("start", "unstop", "start again", "restart", "resume", "subscribe", "resubscribe", "rejoin"),
        *("opt in", "optin", "opt me in", "comenzar", "iniciar", "inicio", "volver", "empezar"),
        *("reanudar", "reiniciar", "suscribir", "suscribirme", "alta", "activar", "ابدا", "بدء"),
    ]
)
HELP_KEYWORDS = frozenset(
    [
        *("help", "info", "information", "more info"),
        *("ayuda", "informacion", "mas informacion", "مساعدة", "معلومات"),
    ]
)
COURTESIES = frozenset(
    [
        *("please", "thanks", "thank", "you", "now", "right", "ok", "okay", "k", "hi", "hello", "hey", "sir"),
        *("maam", "mam", "just", "immediately", "asap", "already", "again", "kindly", "omg", "ugh", "texts"),
        *("text", "messages", "message", "texting", "sms", "everything", "nope"),
        *("por", "favor", "porfavor", "porfa", "gracias", "ya", "ahora", "mismo", "oiga", "oigan", "hola"),
        *("bueno", "senor", "senora", "inmediatamente", "mensajes", "textos"),
    ]
)

# The way people type, to the way the patterns are written.
SPELLINGS = {
    "txt": "text", "txts": "texts", "txting": "texting", "msg": "message", "msgs": "messages",
    "u": "you", "ur": "your", "yall": "you", "pls": "please", "plz": "please", "plse": "please",
    "mssg": "message", "plez": "please", "dnt": "dont", "thx": "thanks", "thnx": "thanks", "ty": "thanks",
    "anymore": "more", "im": "i am", "id": "i would", "ill": "i will", "wanna": "want to", "cannot": "cant",
    "mensajito": "mensaje", "mensajitos": "mensajes", "msj": "mensaje", "msjs": "mensajes",
    "xfa": "porfa", "q": "que",
}  # fmt: skip
CONTRACTIONS = {
    "do not": "dont", "does not": "doesnt", "will not": "wont", "any more": "more", "opt-out": "opt out",
    "text messages": "texts", "text message": "text", "phone number": "number", "cell number": "number",
    "i d like": "i would like", "por favor": "porfavor",
}  # fmt: skip

UNMISTAKABLE = frozenset({"stop", "unsubscribe"})
WISH = re.compile(f"{english.WISH}|{spanish.WISH}")
ENDING = re.compile(f"(?:{english.ENDING}|{spanish.ENDING})$")
START_WISH = re.compile(f"{english.START}|{spanish.START}")
WHO_ASKS = re.compile(f"{english.WHO}|{spanish.WHO}")

# After these words "stop texting me" is what one person said to another, and not said to us.
REPORTED = re.compile(rf"\b(?:{english.REPORTED}|{spanish.REPORTED})\b")
SAID_BY_OTHERS = re.compile(
    rf"\b(?:{english.OTHERS}|{spanish.OTHERS}) (?:{english.REPORTED}|{spanish.REPORTED})\b"
)
ABOUT_OTHERS = re.compile(rf"\b(?:{english.REPORTED}|{spanish.REPORTED}|{english.OTHERS}|{spanish.OTHERS})\b")

NAMES_EVERYTHING = re.compile(r"\b(?:all texts|all messages|everything|anything|todo)\b")
NAMES_SURVEYS = re.compile(
    r"\b(?:surveys?|survey me|questions?|questionnaires?|participat\w+|asking|ask (?:me|us)|participar"
    r"|contestar|encuestas?|preguntas|cuestionarios?)\b"
)
NAMES_UPDATES = re.compile(
    r"\b(?:updates?|notices?|alerts?|notifications?|actualizaciones|avisos?|alertas|notificaciones)\b"
)
