"""The words in which residents rate, skip, correct themselves and ask for a language, as folded."""


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


def _phrases(lines: str) -> frozenset[str]:
    return frozenset(part.strip() for part in lines.split(","))


NUMBERS = {
    1: _words("one uno una واحد واحده"),
    2: _words("two dos اثنان اثنين اتنين"),
    3: _words("three tres ثلاثه ثلاث تلاته"),
    4: _words("four cuatro اربعه اربع"),
    5: _words("five cinco خمسه خمس"),
}
LABELS = {
    1: _phrases("very bad, terrible, awful, horrible, worst, muy mal, muy malo, muy mala, pesimo, سيي جدا"),
    2: _phrases("bad, poor, mal, malo, mala, سيي"),
    3: _phrases("so so, soso, ok, okay, fair, average, neutral, regular, mas o menos, وسط, عادي"),
    4: _phrases("good, bien, bueno, buena, جيد"),
    5: _phrases(
        "very good, great, excellent, perfect, amazing, muy bien, muy bueno, muy buena, excelente, perfecto,"
        "جيد جدا, ممتاز"
    ),
}
VALUES = {word: value for value, words in NUMBERS.items() for word in words}
VALUES_OF_LABELS = {label: value for value, labels in LABELS.items() for label in labels}

DOES_NOT_APPLY = _phrases(
    "n a, na, not applicable, does not apply, doesnt apply, skip, pass, no opinion, no aplica, no aplicable,"
    "no se aplica, omitir, saltar, لا ينطبق, تخطي, تخط"
)
NO_COMMENT = _phrases(
    "no, nope, none, nothing, no comment, no comments, no thanks, no thank you, nada, ninguno, ninguna,"
    "no gracias, sin comentarios, sin comentario, لا, لا شكرا, لا شيء, لا شي"
)
LANGUAGES = {
    "en": _phrases("en, english, ingles, in english, en ingles, انجليزي, الانجليزيه"),
    "es": _phrases("es, espanol, spanish, en espanol, in spanish, اسباني"),
    "ar": _phrases("ar, arabic, arabe, in arabic, عربي, العربيه, بالعربي"),
}

CORRECTIONS = _words(
    """
    sorry oops meant mean change correction actually
    perdon quise corrijo cambio cambiar correccion
    عذرا اقصد
    """
)
# Words that may stand before a rating without changing it.
LEADS = CORRECTIONS | _words(
    """
    a an i id say its it is was my answer rating score number give you them would rate to please just
    definitely hi hello hey thanks thank
    un una le les doy seria es mi respuesta numero calificacion decir por favor el la gracias hola
    اجابتي هي تقييمي رقم شكرا مرحبا
    """
)
# A number before one of these counts something; it does not rate.
COUNTED = _words(
    """
    minute minutes min mins hour hours hr hrs day days week weeks month months year years time times
    officer officers cop cops car cars people guys men women kids of or and to am pm oclock th st nd rd
    percent miles
    minuto minutos hora horas dia dias semana semanas mes meses ano anos vez veces oficial oficiales
    policias patrulla patrullas personas de o y a
    دقيقه دقائق ساعه ساعات يوم ايام اسبوع شهر او و من
    """
)
# Words that may stand after a rating and add nothing to it.
TAILS = _words(
    """
    star stars point points thanks thank you please
    estrella estrellas punto puntos gracias
    نجوم نجمه شكرا
    """
)
