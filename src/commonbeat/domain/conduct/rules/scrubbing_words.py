"""The words by which the scrubber knows a title, a relation, a safe capital or a reason for doubt."""

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
LEAD_INS = r"my name is|my name's|name is|my full name is|me llamo|mi nombre es|mi nombre completo es|se llama"
# After these a name follows only when it is written with a capital.
NAME_LEADS = r"i am|i'm|i’m|im|this is|soy|habla|le habla|call me|ask for|pregunte por|from|de parte de|named|called|mr|mrs|ms|miss|dr|sr|sra|srta|don|doña|señora?|señorita|mr\.|mrs\.|ms\.|dr\.|sr\.|sra\.|srta\."
RELATIONS = (
    r"(?:my|our|his|her|their)\s+(?:\w+\s+)?(?:son|daughter|husband|wife|mother|father|mom|mum|dad|brother|sister|"
    r"grandson|granddaughter|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|niece|nephew|neighbou?r|"
    r"friend|boyfriend|girlfriend|partner|fianc[ée]e?|roommate|boss|baby|child|kid|boy|girl|dog|cat|ex)"
    r"|(?:mi|nuestr[oa]|su)\s+(?:hij[oa]|espos[oa]|marido|mujer|madre|padre|mamá|papá|mama|papa|herman[oa]|"
    r"niet[oa]|abuel[oa]|t[ií][oa]|prim[oa]|sobrin[oa]|vecin[oa]|amig[oa]|novi[oa]|pareja|bebé|niñ[oa]|jef[ea]|perr[oa]|gat[oa])"
)
# What may stand with a capital inside a sentence and is nobody's name.
SAFE_CAPITALS = frozenset(
    """
    i i'm i’m i've i’ve i'll i’ll i'd i’d im ive ok okay god jesus lord dios señor monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november december
    christmas thanksgiving easter halloween lunes martes miércoles jueves viernes sábado domingo enero febrero marzo
    abril mayo junio julio agosto septiembre octubre noviembre diciembre english spanish american español inglés
    police department pd policía departamento officer officers ofc sgt sergeant deputy detective det lt lieutenant
    captain chief sheriff trooper dispatcher operator agent oficial agente sargento city ciudad us usa ems cpr
    fire tv thank thanks gracias great amazing awesome very so well wow bless you happy grateful thankful glad
    impressed satisfied sorry new year veterans day mother's father's
    """.split()
)
STARTERS = frozenset(
    """
    the a an this that these those he she they we it you my our his her their your its there here what when where
    who how why which one two three both all everyone everybody someone nobody nothing everything each every some
    any no not yes just also and but or if because since while after before during although though still even
    then now today yesterday tonight officer officers police dispatch dispatcher operator department service
    response help communication attitude experience visit call everything overall el la los las un una él ella
    ellos ellas nosotros usted ustedes mi mis su sus esto esta este eso ese esa estos estas todo todos toda todas
    nada nadie alguien quien como cuando donde porque pero y o si no sí muy más también además ahora hoy ayer
    anoche gracias oficial oficiales policía agente servicio ayuda atención trato experiencia lo le les nos me te
    que cada
    """.split()
)
# Words that point to something personal; what they point to may already have been taken out.
POINTERS = (
    r"addresse?s?|birthday|born|social security|ssn|password|my number|call me at|text me at|reach me|contact me|"
    r"i live|we live|lives? (?:at|on|in)|moved to|works? at|dirección|cumpleaños|seguro social|contraseña|"
    r"mi número|ll[aá]m[ea](?:me|nme)|vivo|vivimos|vive en|trabaj[ao] en"
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
