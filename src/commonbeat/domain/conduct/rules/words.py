"""Whether words are praise, or tell of misconduct, in English and Spanish, with care for "not"."""

import re
import unicodedata

LOWEST_GOOD_RATING = 4
HIGHEST_BAD_RATING = 2

# What only the way a person was treated can be: said of anyone, it is worth a call.
_TREATMENT = (
    r"rude(?:ly|ness)?",
    r"racis[tm]\w*",
    r"racial(?:ly)?",
    r"slurs?",
    r"bigot\w*",
    r"discriminat\w+",
    r"profil(?:ed|ing)",
    r"disrespect\w*",
    r"unprofessional\w*",
    r"excessive(?:ly)? (?:force|rough|violent)",
    r"(?:too|so|very|really|unnecessarily) (?:rough|aggressive|violent)",
    r"brutal(?:ity|ly)?",
    r"manhandled",
    r"condescending",
    r"misconduct",
    r"corrupt(?:ion)?",
    r"bribe[ds]?",
    r"planted (?:evidence|drugs|it|something)",
    r"(?:illegal|unlawful)(?:ly)? (?:search\w*|stop\w*|arrest\w*|detain\w*|entry|entered)",
    r"(?:illegally|unlawfully|wrongfully|falsely) \w+",
    r"(?:false|wrongful) arrest",
    r"without (?:a|any) warrant",
    r"no warrant",
    r"abus(?:e of power|ed (?:his|her|their) (?:power|authority)|ive)",
    r"harass(?:ed|es|ing|ment)",
    r"(?:pulled|pointed|drew|aimed) (?:a|his|her|their) (?:gun|weapon|taser)",
    r"(?:tased|tasered|pepper ?sprayed)",
    r"(?:humiliat|mistreat|belittl|intimidat)\w+",
    r"(?:knee|kneeled|knelt) on (?:my|his|her|their)",
    r"(?:handcuffs|cuffs) (?:\w+ ){0,3}(?:tight|hurt)",
    r"(?:turned|switched) off (?:his|her|their|the) (?:body ?)?camera",
    r"(?:refused|would not|wouldn't|declined) to (?:give|tell|show) (?:me )?"
    r"(?:his|her|their|a) (?:name|badge)\w*",
    r"(?:refused|wouldn't) to (?:take|write|file) (?:a|my|the) report",
    r"(?:file|make|filing|making) (?:a |an )?(?:formal |official )?complaint",
    r"inappropriat\w+",
    r"groped?",
    r"(?:my )?(?:civil )?rights (?:were |was )?violated",
    r"violated my (?:civil )?rights",
    # Spanish, folded to plain letters
    r"grocer[oa]s?|groser\w+",
    r"maleducad\w+|mal educad\w+",
    r"irrespetuos\w+|falta(?:ron)? (?:de|el|al) respeto|faltaron al respeto|me falto al respeto",
    r"racismo|racial(?:es)?",
    r"discrimin\w+",
    r"prepotente\w*|arrogante\w*",
    r"fuerza excesiva|exceso de fuerza|uso de la fuerza",
    r"brutalidad\w*",
    r"humill\w+",
    r"maltrat\w+|malos tratos",
    r"abus(?:o de (?:poder|autoridad)|aron de)",
    r"acos(?:o|aron|ada|ado|aban)",
    r"corrupt\w+|soborn\w+|mordida",
    r"sin (?:una )?orden (?:judicial|de (?:cateo|registro))",
    r"(?:arresto|detencion|registro|cateo) (?:ilegal|injust\w+)",
    r"ilegalmente",
    r"me (?:pusieron|sembraron) (?:droga|drogas|pruebas)",
    r"(?:poner|presentar|hacer) una (?:queja|denuncia contra)",
    r"manose\w+",
    r"apunt(?:o|aron|aba) con (?:su|la|una) (?:pistola|arma)",
    r"(?:violaron|violo) mis derechos",
    r"estatus migratorio|mis papeles",
    r"poco profesional\w*",
)
# Deeds that a resident more often tells of an offender: they count unless another did them.
_DEEDS = (
    r"(?:hit|hits|punched|slapped|kicked|choked|slammed|tackled|shoved|pushed|grabbed|hurt|injured|beat) "
    r"(?:me|my|him|her|us|them)",
    r"(?:yelled|screamed|shouted|cursed|swore|cussed) at (?:me|my|us|him|her|them)",
    r"(?:threatened|insulted|mocked|bullied|ridiculed) (?:me|my|us|him|her|them|to)",
    r"(?:laughed|made fun|called) (?:at|of)? ?(?:me|us) ?(?:names|a liar|stupid|an idiot)?",
    r"touched me",
    r"(?:stole|took) (?:my|our) (?:money|cash|wallet|phone|purse|property|jewelry)",
    r"(?:lied|lies|lying) (?:to|about|on|in)",
    r"falsified",
    r"searched (?:my|me|our)",
    r"(?:was|were|is|are|smelled) (?:drunk|of alcohol)",
    # Spanish
    r"(?:me|nos|le|lo|la) (?:pego|pegaron|golpeo|golpearon|empujo|empujaron|pateo|patearon|jalo|jalaron|"
    r"lastimo|lastimaron|tiro al suelo|tiraron al suelo)",
    r"(?:me|nos|le|les) "
    r"(?:grito|gritaron|gritaba|insulto|insultaron|amenazo|amenazaron|ofendio|ofendieron)",
    r"se (?:burlo|burlaron|rio|rieron) de (?:mi|nosotros)",
    r"me (?:toco|tocaron|robo|robaron|quito|quitaron) ?(?:el dinero|mi \w+)?",
    r"(?:mintio|mintieron|mentira\w*|mentiros\w+)",
    r"(?:estaba|estaban) (?:borrach\w+|tomad\w+)",
)
_NOT = (
    r"(?:not|never|no|nor|neither|without|hardly|"
    r"(?:was|were|is|are|did|does|do|has|have|had|would|could)n'?t|"
    r"nunca|jamas|sin|ni|tampoco|nada|ningun\w*)"
)
# Up to three words may stand between "not" and the word it denies, but no new clause.
_DENIED = re.compile(rf"\b{_NOT}(?: (?!but\b|only\b|just\b|pero\b|solo\b|solamente\b)[\w']+){{0,3}} $")
_NOT_A_DENIAL = re.compile(
    r"\b(?:(?:not|no) (?:only|just|solo|solamente)|no doubt|sin duda"
    r"|(?:can'?t|cannot|couldn'?t|not|no puedo) (?:believe|creer))\b[^.;!?]*$"
)
_OTHERS = re.compile(
    r"\b(?:neighbou?rs?|ex|husband|wife|boyfriend|girlfriend|thief|thieves|robbers?|burglars?|suspects?|drivers?|"
    r"man|men|guys?|woman|kids?|teenagers?|teens|dogs?|brother|sister|father|mother|son|daughter|roommate|tenant|"
    r"landlord|customer|client|stranger|person|people|someone|somebody|who|burglar|intruder|attacker|coworker|"
    r"vecin\w+|esposo|esposa|marido|novio|novia|ladron\w*|hombre\w*|mujer|sospechos\w+|conductor\w*|"
    r"muchacho\w*|perro\w*|hermano|hermana|padre|madre|hijo|hija|alguien|persona|gente|cliente|inquilin\w+|"
    r"desconocid\w+|tipo|tipos|ratero\w*|que)\b[\w' ]{0,40}$"
)
_POLICE = re.compile(
    r"\b(?:officers?|cops?|police\w*|deput(?:y|ies)|sergeant|detectives?|dispatcher|operator|trooper|"
    r"oficial\w*|agentes?|policias?|sargento|detective|operador\w*|despachador\w*)\b"
)
_PRAISE = (
    r"thank(?:s|ful|ed|ing)?(?: you| u)?",
    r"thx|ty|tysm",
    r"grateful|gratitude|appreciat\w+",
    r"(?:great|good|excellent|amazing|awesome|wonderful|fantastic|outstanding|terrific|nice|super|best) "
    r"(?:job|work|service|officers?|people|person|guy|man|woman|help|experience|attitude)",
    r"(?:very|so|really|extremely|super|most) "
    r"(?:kind|helpful|professional|polite|patient|nice|caring|respectful|courteous)",
    r"amazing|awesome|excellent|wonderful|fantastic|outstanding|above and beyond|god bless|hero(?:es)?",
    r"compassion\w*",
    r"well done|kudos|bravo|keep up",
    r"gracias|agradec\w+|agradezco",
    r"excelentes?|maravillos\w+|estupend\w+|increible\w*",
    r"muy (?:amable\w*|atent\w+|profesional\w*|buen\w*|respetuos\w+)",
    r"buen (?:trabajo|servicio|trato)|dios (?:los|lo|la|les) bendiga|felicidades|felicito|heroes?",
)
_NO_PRAISE = re.compile(
    r"\b(?:no,? (?:thanks|thank you)|thanks for nothing|gracias por nada|no,? gracias|"
    r"thanks a lot for nothing|thanks anyway)\b"
)
_EMPTY = re.compile(
    r"^[\W\d_]*(?:no|none|nope|n\W?a|nothing|ok|okay|k|yes|yep|y|n|si|nada|ninguno|no comment\w*|"
    r"sin comentario\w*)?[\W\d_]*$"
)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b")


_TREATMENT_WORDS = _compiled(_TREATMENT)
_DEED_WORDS = _compiled(_DEEDS)
_PRAISE_WORDS = _compiled(_PRAISE)


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with straight apostrophes and lines as sentences."""
    bare = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u2018", "'")).lower()
    plain = "".join(c for c in bare if not unicodedata.combining(c)).strip()
    return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", ". ", plain))


def _clause_before(text: str, position: int) -> str:
    """Return what stands before, back to the last mark that ends a clause."""
    return re.split(r"[.;!?:,\n]", text[:position])[-1]


def _is_denied(text: str, position: int) -> bool:
    clause = _clause_before(text, position)
    return bool(_DENIED.search(clause)) and not _NOT_A_DENIAL.search(clause)


def _is_of_another(text: str, position: int) -> bool:
    """Tell whether someone other than the police is the doer in this clause."""
    clause = _clause_before(text, position)
    return bool(_OTHERS.search(clause)) and not _POLICE.search(clause)


def misconduct_words(text: str) -> tuple[str, ...]:
    """Return the words that tell of bad treatment by the police; none when they are denied.

    Errs towards hearing too much: a needless call costs minutes, an unheard one costs trust.
    """
    folded = fold(text)
    found = [
        hit.group()
        for hit in _TREATMENT_WORDS.finditer(folded)
        if hit.group() == "no warrant" or not _is_denied(folded, hit.start())
    ]
    found += [
        hit.group()
        for hit in _DEED_WORDS.finditer(folded)
        if not _is_denied(folded, hit.start()) and not _is_of_another(folded, hit.start())
    ]
    return tuple(dict.fromkeys(word.strip() for word in found))


def thanks_words(text: str) -> tuple[str, ...]:
    """Return the words of praise that are not denied ("no thanks", "not helpful")."""
    folded = _NO_PRAISE.sub(" ", fold(text))
    return tuple(hit.group() for hit in _PRAISE_WORDS.finditer(folded) if not _is_denied(folded, hit.start()))


def is_thanks(rating: int | None, comment: str) -> bool:
    """Tell whether a comment, with the rating that came with it (1-5 or none), is for the officer to read."""
    if _EMPTY.match(fold(comment)) or misconduct_words(comment):
        return False
    if rating is not None and rating <= HIGHEST_BAD_RATING:
        return False
    return (rating is not None and rating >= LOWEST_GOOD_RATING) or bool(thanks_words(comment))


def cause_of(rating: int | None, comment: str) -> str:
    """Return why a person must be called back ("misconduct_words", "low_rating"), or ""."""
    if misconduct_words(comment):
        return "misconduct_words"
    return "low_rating" if rating is not None and rating <= HIGHEST_BAD_RATING else ""
