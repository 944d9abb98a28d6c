"""The words this app sends by itself, in each language it knows; an agency may replace them by approved ones.

They are answers that must never wait for an approval: the one confirmation of STOP, help, danger. The Spanish
keeps to letters of the GSM alphabet, so that none of it costs double.
"""

from enum import StrEnum


class Wording(StrEnum):
    """The keys of the templates that the app itself asks for."""

    STOPPED_ALL = "auto-stop-all"
    STOPPED_SURVEYS = "auto-stop-surveys"
    STOPPED_UPDATES = "auto-stop-updates"
    STARTED = "auto-start"
    HELP = "auto-help"
    EMERGENCY = "auto-emergency"
    LANGUAGE = "auto-language"


SHIPPED: dict[Wording, dict[str, str]] = {
    Wording.STOPPED_ALL: {
        "en": (
            "{agency}: You will get no more texts from us. To get them again, reply START. "
            "For help, reply HELP. In danger? Call or text 911."
        ),
        "es": (
            "{agency}: Usted ya no va a recibir textos de esta oficina. Para recibirlos de nuevo, responda "
            "INICIAR. AYUDA para ayuda. ¿Hay peligro? Llame al 911."
        ),
        "ar": (
            "{agency}: لن تصلك رسائل منا بعد الآن. لاستلامها من جديد أرسل: ابدأ. عند الخطر اتصل بالرقم 911."
        ),
    },
    Wording.STOPPED_SURVEYS: {
        "en": (
            "{agency}: You will get no more surveys. You may still get updates about a call you make. "
            "Reply STOP to end all texts, START to get surveys again."
        ),
        "es": (
            "{agency}: Ya no va a recibir encuestas. Tal vez reciba avisos sobre una llamada suya. "
            "Responda ALTO para parar todo, INICIAR para recibirlas."
        ),
        "ar": "{agency}: لن تصلك استبيانات. قد تصلك أخبار عن مكالمتك. أرسل: توقف لإيقاف الكل، ابدأ للعودة.",
    },
    Wording.STOPPED_UPDATES: {
        "en": (
            "{agency}: You will get no more updates about your calls. You may still get a short survey. "
            "Reply STOP to end all texts, START to get updates."
        ),
        "es": (
            "{agency}: Ya no va a recibir avisos sobre sus llamadas. Tal vez reciba una encuesta corta. "
            "Responda ALTO para parar todo, INICIAR para recibirlos."
        ),
        "ar": (
            "{agency}: لن تصلك أخبار عن مكالماتك. قد يصلك استبيان قصير. أرسل: توقف لإيقاف الكل، ابدأ للعودة."
        ),
    },
    Wording.STARTED: {
        "en": (
            "{agency}: You will get our texts again: updates about your calls and short surveys. "
            "Msg & data rates may apply. STOP to end, HELP for help."
        ),
        "es": (
            "{agency}: Va a recibir nuestros textos de nuevo: avisos sobre sus llamadas y encuestas cortas. "
            "Puede haber cargos. ALTO para parar, AYUDA para ayuda."
        ),
        "ar": (
            "{agency}: ستصلك رسائلنا من جديد: أخبار عن مكالماتك واستبيانات قصيرة. "
            "أرسل: توقف للإيقاف، مساعدة للمساعدة."
        ),
    },
    Wording.HELP: {
        "en": (
            "{agency}: We text people who call us: updates and a short survey, a few texts a call. "
            "Msg & data rates may apply. Questions? Call {phone}. In danger? Call or text 911. "
            "Reply STOP to end."
        ),
        "es": (
            "{agency}: Mandamos textos a quienes nos llaman: avisos y una encuesta corta, pocos por llamada. "
            "Puede haber cargos. ¿Preguntas? Llame al {phone}. ¿Hay peligro? Llame al 911. "
            "Responda ALTO para parar."
        ),
        "ar": (
            "{agency}: نرسل لمن يتصل بنا أخبارا واستبيانا قصيرا، رسائل قليلة لكل مكالمة. قد تطبق رسوم. "
            "للأسئلة اتصل بالرقم {phone}. عند الخطر اتصل بالرقم 911. أرسل: توقف للإيقاف."
        ),
    },
    Wording.EMERGENCY: {
        "en": (
            "{agency}: In danger? Call or text 911 now. This number is not watched. "
            "Thinking of suicide? Call or text 988, day or night."
        ),
        "es": (
            "{agency}: ¿Hay peligro? Llame o mande un texto al 911 ahora. Nadie vigila estos mensajes. "
            "¿Piensa en el suicidio? Llame al 988 a toda hora."
        ),
        "ar": (
            "{agency}: هل أنت في خطر؟ اتصل أو أرسل رسالة إلى 911 الآن. لا أحد يراقب هذا الرقم. "
            "هل تفكر في الانتحار؟ اتصل بالرقم 988."
        ),
    },
    Wording.LANGUAGE: {
        "en": "{agency}: We will text you in English. Para español, responda ES.",
        "es": "{agency}: Le mandaremos textos en español. For English, reply EN.",
        "ar": "{agency}: سنراسلك بالعربية. For English, reply EN.",
    },
}

# What follows an English text to someone whose language has no approved words.
OFFER = {"es": "Para español, responda ES.", "ar": "للعربية أرسل AR"}


def shipped(key: str, language: str) -> tuple[str, str]:
    """Return the words for a key and their language; English where the language is not known here."""
    bodies = SHIPPED[Wording(key)]
    chosen = language if language in bodies else "en"
    return bodies[chosen], chosen


def with_offer(body: str, wanted: str) -> str:
    """Return an English text followed by an offer to go on in the person's own language."""
    return f"{body} {OFFER[wanted]}" if wanted in OFFER else body
