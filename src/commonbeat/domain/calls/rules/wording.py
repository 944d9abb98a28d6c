"""The words that come with the texts about calls: drafts, until a named person of the agency approves them.

They say nothing about what happened, as someone else may read the phone. The Spanish keeps to letters of the
GSM alphabet, so that none of it costs double.
"""

DRAFTS: dict[str, dict[str, str]] = {
    "call_received": {
        "en": (
            "{agency}: We have your call to us. You do not need to answer this text. "
            "In danger now? Call 911. Reply HELP for help, STOP to end texts."
        ),
        "es": (
            "{agency}: Ya tenemos su llamada. No hace falta responder a este texto. "
            "¿Hay peligro? Llame al 911. Responda AYUDA para ayuda, ALTO para parar."
        ),
    },
    "call_on_the_way": {
        "en": (
            "{agency}: About your call to us: someone is on the way. "
            "In danger now? Call 911. Reply HELP for help, STOP to end texts."
        ),
        "es": (
            "{agency}: Sobre su llamada: alguien ya va hacia usted. "
            "¿Hay peligro? Llame al 911. Responda AYUDA para ayuda, ALTO para parar."
        ),
    },
    "call_delayed": {
        "en": (
            "{agency}: About your call to us: it takes longer, and you are still in line. "
            "In danger now? Call 911. Reply HELP for help, STOP to end texts."
        ),
        "es": (
            "{agency}: Sobre su llamada: vamos a tardar, pero usted sigue en la lista. "
            "¿Hay peligro? Llame al 911. Responda AYUDA para ayuda, ALTO para parar."
        ),
    },
    "case_assigned": {
        "en": (
            "{agency}: About your call to us: one person now looks after it and may call you. "
            "Reply HELP for help, STOP to end texts."
        ),
        "es": (
            "{agency}: Sobre su llamada: una persona se ocupa de ella y tal vez le llame. "
            "Responda AYUDA para ayuda, ALTO para parar."
        ),
    },
}
