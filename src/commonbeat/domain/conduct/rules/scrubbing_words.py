"""The words by which the scrubber knows a title, a relation, a safe capital or a reason for doubt."""

import re

LABELS = {
    "en": {
        "link": "[link]",
        "e-mail": "[e-mail]",
        "handle": "[account]",
        "number": "[number]",
        "date": "[date]",
        "plate": "[plate]",
        "address": "[address]",
        "place": "[place]",
        "phone": "[phone]",
        "name": "[name]",
    },
    "es": {
        "link": "[enlace]",
        "e-mail": "[correo]",
        "handle": "[cuenta]",
        "number": "[número]",
        "date": "[fecha]",
        "plate": "[placa]",
        "address": "[dirección]",
        "place": "[lugar]",
        "phone": "[teléfono]",
        "name": "[nombre]",
    },
}
MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre"
)
NUMBER_WORD = (
    r"zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|double|triple|"
    r"cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
)
TITLES = (
    r"officers?|ofc|sgt|sergeant|deputy|deputies|detectives?|det|lt|lieutenant|capt|captain|chief|sheriff|"
    r"trooper|cpl|corporal|dispatcher|operator|agents?|oficial(?:es)?|agente|sargento|teniente|capitán|capitan|"
    r"jefe|jefa|operadora?|despachadora?|polic[ií]a"
)
# After these a name follows, whatever its capitals.
LEAD_INS = (
    r"my name is|my name's|name is|my full name is|me llamo|mi nombre es|mi nombre completo es|se llama"
)
# After these a name follows only when it is written with a capital.
NAME_LEADS = (
    r"i am|i'm|im|this is|soy|habla|le habla|call me|ask for|pregunte por|from|de parte de|named|called|"
    r"mr|mrs|ms|miss|dr|sr|sra|srta|don|doña|señora?|señorita|mr\.|mrs\.|ms\.|dr\.|sr\.|sra\.|srta\."
)
RELATIONS = (
    r"(?:my|our|his|her|their)\s+(?:\w+\s+)?(?:son|daughter|husband|wife|mother|father|mom|mum|dad|brother|sister|"
    r"grandson|granddaughter|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|niece|nephew|neighbou?r|"
    r"friend|boyfriend|girlfriend|partner|fianc[ée]e?|roommate|boss|baby|child|kid|boy|girl|dog|cat|ex)"
    r"|(?:mi|nuestr[oa]|su)\s+(?:hij[oa]|espos[oa]|marido|mujer|madre|padre|mamá|papá|mama|papa|herman[oa]|"
    r"niet[oa]|abuel[oa]|t[ií][oa]|prim[oa]|sobrin[oa]|vecin[oa]|amig[oa]|novi[oa]|pareja|bebé|niñ[oa]|jef[ea]|perr[oa]|gat[oa])"
)
# What may stand with a capital inside a sentence and is nobody's name.
SAFE_CAPITALS = frozenset(
    re.findall(
        r"\S+",
        """
abril agent agente agosto amazing american april august awesome bless captain chief christmas city
ciudad cpr day december departamento department deputy det detective diciembre dios dispatcher
domingo easter ems enero english español father's febrero february fire friday glad god gracias
grateful great halloween happy i i'd i'll i'm i've im impressed inglés ive january jesus jueves
julio july june junio lieutenant lord lt lunes march martes marzo may mayo miércoles monday mother's
new november noviembre october octubre ofc officer officers oficial ok okay operator pd police
policía sargento satisfied saturday september septiembre sergeant señor sgt sheriff so sorry spanish
sunday sábado thank thankful thanks thanksgiving thursday trooper tuesday tv us usa very veterans
viernes wednesday well wow year you
""",
    )
)
# What may open a sentence before a verb and is nobody's name.
STARTERS = frozenset(
    re.findall(
        r"\S+",
        """
a además after agente ahora alguien all also although an and anoche any atención attitude ayer ayuda
because before both but cada call communication como cuando department dispatch dispatcher donde
during each el ella ellas ellos esa ese eso esta estas este esto estos even every everybody everyone
everything experience experiencia gracias he help her here his how hoy if it its just la las le les
lo los me mi mis muy my más nada nadie no nobody nos nosotros not nothing now o officer officers
oficial oficiales one operator or our overall pero police policía porque que quien response service
servicio she si since some someone still su sus sí también te that the their then there these they
this those though three toda todas today todo todos tonight trato two un una usted ustedes visit we
what when where which while who why y yes yesterday you your él
""",
    )
)
# Words that point to something personal; what they point to may already have been taken out.
POINTERS = (
    r"addresse?s?|birthday|born|social security|ssn|password|my number|call me at|text me at|"
    r"reach me|contact me|i live|we live|lives? (?:at|on|in)|moved to|works? at|dirección|cumpleaños|"
    r"seguro social|contraseña|mi número|ll[aá]m[ea](?:me|nme)|vivo|vivimos|vive en|trabaj[ao] en"
)
# Facts about health, harm and status: not the officer's to read without a look.
FACTS = (
    r"medicat\w+|diagnos\w+|cancer|hiv|overdos\w+|suicid\w+|rape[ds]?|assault\w*|abus\w+|pregnan\w+|miscarr\w+|"
    r"autis\w+|bipolar|schizo\w+|dementia|alzheimer\w*|rehab|addict\w+|restraining order|protective order|"
    r"undocumented|immigra\w+|visa|medicament\w+|diagnóstic\w+|cáncer|vih|sobredosis|viol(?:ó|ada|ación)|"
    r"agresi\w+|embaraz\w+|demencia|adicci\w+|orden de (?:protección|alejamiento)|indocumentad\w+|inmigra\w+"
)
# "thanks from ann": a name in small letters at the end.
SIGNED_SMALL = r"(?:from|de parte de|atte)\s+\w+\s*[.!]?\s*$"
