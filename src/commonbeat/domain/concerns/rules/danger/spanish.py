"""Spanish: what is said of danger that is there now. All bare words, without accents."""

from commonbeat.domain.concerns.rules.danger.bare import one_of, with_endings

_ANY = r"(?:\w+ ){0,3}"
_PERSON = one_of(
    """alguien gente personas? hombres? mujer(?:es)? nin[oa]s? muchach[oa]s? chic[oa]s? tipos?
    senor(?:a|es|as)? viej[oa]s? viejit[oa]s? bebe hij[oa]s? espos[oa] marido novi[oa] mama papa madre
    padre abuel[oa]s? abuelit[oa] herman[oa]s? vecin[oa]s? joven(?:es)? amig[oa]s? companer[oa]s?
    padrastro madrastra sujetos? individuos? ladron(?:es)? ex ella ell[oa]s"""
)
_CHILD = one_of("nin[oa]s? bebe hij[oa]s? chamac[oa]s? sobrin[oa]s? niet[oa]s? muchachit[oa]s?")
_ARM = one_of(
    """pistolas? armas? cuchillos? navajas? machetes? rifles? escopetas? bates? martillos? hachas? tubos?
    palos? fierros? desarmador bombas? granadas? metralletas? cuernos?"""
)
_HOLD = one_of(
    """con tiene tienen trae traen saco sacaron apunta apuntan apuntando cargando como amenaza amenazando
    lleva llevan agitando"""
)
_AND = with_endings(
    """golpe pate ahorc estrangul apunal acuchill dispar balace amenaz corret arrastr secuestr manose rob
    asalt saque quem incendi quebr forz brinc trep avent lanz agarr atac ahog sangr mat desnud masturb
    espi asom llev convulsion asfixi peg jal lastim acos empuj grit apunt abus desangr tirote tumb""",
    "ando",
    "andome",
    "andonos",
    "andose",
    "andol[oae]s?",
)
_IENDO = with_endings(
    """persigu sigu romp mord mur met extorsion agred met hir""",
    "iendo",
    "iendome",
    "iendol[oae]s?",
    "iendonos",
)
_HARMED = with_endings(
    """golpe pate ahorc estrangul apunal acuchill dispar amenaz arrastr secuestr manose rob asalt agarr
    atac peg jal empuj lastim balace tumb aplast""",
    "o",
    "aron",
)
_PLACE = one_of(
    """casa cuarto bano recamara departamento garaje cochera patio techo azotea tienda escuela iglesia
    banco oficina edificio carros? coches? camionetas? trocas? sala cocina ventanas? puertas? negocio
    local"""
)

# What people do beside others every day; whatever else somebody is seen doing right then is heard.
_USUAL = one_of(
    """estacionando viviendo durmiendo acampando alimentando tirando jugando fumando haciendo trabajando
    pintando usando dejando caminando vendiendo rentando corriendo teniendo yendo viniendo siendo
    manejando parando esperando hablando cantando bailando construyendo moviendo pidiendo diciendo
    buscando tratando queriendo tomando orinando lavando arreglando reparando acelerando ladrando
    creciendo poniendo bebiendo quedando pasando causando bloqueando cruzando"""
)
_IS = one_of("esta estan anda andan viene vienen va van")

ACUTE = (
    # arms and shots
    rf"{_HOLD} {_ANY}{_ARM}",
    "armad[oa]s? en",
    rf"{_PERSON} armad[oa]s?",
    r"(?:oigo|oyen|oi|oimos|oyeron|escucho|escuche|escuchan|escuchamos|escucharon) (?:\w+ "
    r"){0,3}(?:tiros|gritos|explosion\w*|cuetazos|golpes)",
    "se oyen (?:los )?gritos",
    r"(?:pegaron|dieron|metieron) (?:\w+ )?(?:un tiro|tiros|un balazo|una punalada|punaladas)",
    one_of("a_mano_armada hay_una_bomba balazos? balacera tiroteo disparos"),
    # someone harmed, held, chased or threatened
    rf"{_AND}",
    rf"{_IENDO}",
    rf"(?:me|nos|lo|la|le|los|las|les) (?:\w+ ){{0,3}}{_HARMED}",
    rf"{_HARMED} a {_ANY}{_PERSON}",
    "(?:me|nos|lo|la|le|se) (?:acaba|acaban|va|van|quiere|quieren|quiso|trata|intenta|sigue) "
    "(?:de |a )?(?:ahorcar|golpear|pegar|matar|apunalar|atacar|robar|violar|llevar|secuestrar|"
    "lastimar|tirar|aventar|asaltar|quemar|suicidar|seguir|persiguiendo|agarrar)",
    r"(?:va|van|quiere|quieren|dice que|amenaza con|quiso|quisieron|trato de|intento) (?:\w+ "
    r"){0,3}(?:matar\w*|aventar\w*|lastimar\w*|apunalar\w*|disparar\w*|violar\w*|quemar\w*|"
    r"secuestrar\w*|llevarse|suicidar\w*|tirarse|morir\w*|hacer(?:me|le|nos|se) dano)",
    "(?:quiso|quisieron|quiere|trato de|trata de|intento|intenta) (?:subir|jalar|meter|agarrar|"
    rf"llevar\w*|tocar) a {_ANY}{_PERSON}",
    r"(?:me|nos) (?:\w+ )?(?:sigue|siguen|persigue|persiguen|siguiendo|amenaza|amenazan|tiene encerrad\w+)",
    "no (?:me|nos|la|lo) (?:deja|dejan) (?:salir|ir|en paz)",
    "(?:me|le|nos) (?:quito|quitaron) (?:el|mi|la|las) (?:telefono|celular|llaves|hij[oa])",
    r"secuestr\w+",
    r"rehen\w*",
    "hay (?:un |una |unos |unas |muchos )?(?:pelea|rina|robo|asalto|herid[oa]s?|muert[oa]s?|"
    "choque|secuestro|incendio|fuego|lesionad[oa]s?|golpiza|pleito|intruso|disparos|explosion)",
    "(?:se|me|nos) (?:estan? |andan? |vienen? )?(?:peleando|agarrando a (?:golpes|palos)|dando de golpes)",
    r"(?:estoy|estamos|esta) (?:\w+ )?escondid[oa]s?",
    "estoy sol[oa]",
    rf"(?:se llevo|se llevaron|tiene) a? ?mi {_CHILD}",
    "enmascarad[oa]s?",
    "encapuchad[oa]s?",
    one_of("a_golpes a_palos a_patadas a_batazos pasamontanas"),
    # cries
    r"grita(?:ndo)? (?:\w+ ){0,2}(?:ayuda|auxilio|sueltame|dejame|ya no|no)",
    "pidiendo (?:ayuda|auxilio)",
    "vengan (?:rapido|ya|pronto)",
    r"manden (?:\w+ ){0,3}(?:ya|rapido|policia|ambulancia|patrulla)",
    "^(?:por favor )?ayud(?:a|en|enme|eme|enos)(?: por favor)?$",
    "urge (?:una )?(?:ambulancia|patrulla)",
    one_of("sueltame auxilio socorro"),
    # at a house, a shop or a car
    "se (?:metio|metieron|mete|meten|estan metiendo|esta metiendo|quiere meter|subio|subieron|"
    rf"brinco|brincaron) (?:a|en|por|al) {_ANY}{_PLACE}",
    r"(?:entro|entraron) (?:un|a mi|alguien|unos|a robar)\w*",
    "(?:tratando|trata|tratan|intenta|intentan|intentando|quiere|quieren) (?:de )?(?:entrar|"
    "meterse|abrir|forzar)",
    "(?:moviendo|jalando|forzando|abriendo|golpeando|pateando|tocando|revisando|rompiendo|"
    rf"checando|probando) {_ANY}(?:perilla|chapa|manija|manijas|puertas?|ventanas?|candados?|"
    "carros?|coches?|trocas?|camionetas?|rejas?)",
    "(?:cortando|sacando|cargando|llevandose|robandose|arrancando|desarmando|desvalijando) "
    r"(?:\w+ ){0,5}(?:cerca|candados?|cadenas?|cables?|cobre|tienda|casa|negocio|bodega|llantas?|"
    "catalizador|bicis?|bicicletas?|carros?|teles?|televisiones|televisores|cosas|mercancia|"
    "portones?)",
    rf"(?:{_PERSON} (?:esta |anda )?(?:adentro|dentro|escondid[oa]|metid[oa])|ladron(?:es)? "
    "(?:adentro|dentro|en))",
    "afuera de mi (?:casa|puerta|ventana) y no se va",
    "golpeando (?:mi|la) puerta",
    "pateando (?:mi|la) puerta",
    rf"hay (?:alguien|un hombre|un tipo|gente) (?:en|adentro|dentro|afuera) (?:de )?mi {_PLACE}",
    # fire, gas
    "(?:se|esta|estan) (?:esta |estan )?(?:quemando|incendiando)",
    "sale (?:mucho )?humo",
    "(?:hay|es) (?:un )?fuego",
    r"(?:fuga|olor|huele) (?:\w+ ){0,2}(?:de |a )gas",
    r"cables? (?:\w+ )?(?:tirados?|sacando chispas)",
    one_of("lumbre llamas incendio explosion exploto"),
    # body
    "no (?:respira|reacciona|responde|se mueve|despierta|se despierta|puede respirar|puedo respirar)",
    "desmay(?:ad[oa]|o|aron)",
    "sangr(?:a|e)",
    r"desangra\w*",
    r"convuls\w+",
    "ahog(?:a|ando|andose)",
    r"atragant\w+",
    r"(?:labios|cara) (?:\w+ )?(?:azul(?:es)?|morad[oa]s?)",
    r"(?:se tomo|tomo|trago) (?:\w+ ){0,3}(?:pastillas|veneno|cloro)",
    r"envenen\w+",
    rf"{_PERSON} (?:esta |quedo |anda )?(?:tirad[oa]s?|herid[oa]s?|atrapad[oa]s?|prensad[oa]s?|"
    "muert[oa]|desmayad[oa]|golpead[oa]s?|desnud[oa]|encerrad[oa]s?|baleado)",
    "quedo (?:atrapad[oa]|prensad[oa]|tirad[oa])",
    r"(?:esta|hay) (?:\w+ ){0,3}(?:tirad[oa]s?|herid[oa]s?|atrapad[oa]s?)(?: en| y|$)",
    "(?:se cayo|se cayeron|cayo|caido) (?:al|en el|del|de la|por) (?:canal|rio|agua|lago|alberca|"
    "pozo|vias?|techo|puente|barranco|balcon|ventana|azotea|hielo)",
    "(?:baranda|barandal|orilla|borde|cornisa) del (?:puente|techo|edificio)",
    "se (?:quiere|va a|piensa|iba a) (?:matar|aventar|tirar|ahorcar|suicidar|quitar la vida)",
    r"suicid\w+",
    "duele (?:mucho |el |la |su |mi )*(?:pecho|corazon|brazo|cabeza|estomago|panza)",
    "dolor (?:de|en el) pecho",
    "no (?:siento|siente) (?:el|la|los|las|mi|su)",
    "entumid[oa]",
    r"(?:cierra|cerrando|hinch\w+) (?:la|el|mi|su) (?:garganta|cara|lengua)",
    r"no (?:puede|puedo) (?:respirar|levantar\w*|hablar|mover\w*|tragar|salir)",
    r"electrocut\w+",
    "azucar (?:baja|alta)",
    "se corto (?:las|la|el)",
    "(?:viene|nace|naciendo) el bebe",
    "(?:se )?(?:fracturo|quebro) (?:el|la)",
    "(?:arde|arden|irrita|quema) (?:en |la |los )*(?:ojos|garganta|piel)",
    "toxic[oa]s?",
    r"(?:mochila|paquete|bolsa|caja|maleta) (?:\w+ ){0,2}(?:sospechos[oa]|con cables|que hace tic)",
    "(?:chofer|conductor) no (?:contesta|sale|responde)",
    "se (?:metio|estrello|impacto) (?:a|en|contra) ",
    r"(?:demencia|alzheimer|autis\w+|confundid[oa]|desorientad[oa]) .{0,30}(?:salio|fue|anda|"
    "perdio|aparece|escapo)",
    "no ha (?:regresado|llegado|vuelto)",
    r"orden de (?:\w+ )?(?:acercarse|restriccion|alejamiento|proteccion) .{0,25}(?:esta|vino|"
    "afuera|aqui|viene)",
    "(?:esta|vino|afuera) .{0,40}orden de",
    "(?:luces|luz|linternas?) (?:de linterna )?(?:adentro|dentro|en|moviendose)",
    r"(?:extran[oa]|desconocid[oa]) (?:\w+ )?(?:en|adentro|dentro|afuera)",
    "no se (?:quiere ir|va|quieren ir|van)",
    r"forcej\w+",
    "(?:dando|dandose) (?:con|de|golpes|patadas|punetazos)",
    "piernas (?:colgando|por fuera|afuera)",
    "colgando (?:del|de la)",
    "(?:golpes|gritos) y (?:gritos|golpes)",
    "quitando(?:le)? (?:las|los|el|la) (?:llantas|rines|bateria|espejos|estereo)",
    r"(?:oigo|escucho|se oye|se oyen) (?:\w+ ){0,3}(?:llorando|llanto|golpes|gritos|gritando|pelea|vidrios)",
    "tengo (?:mucho )?miedo",
    "me (?:anda|viene|va|sigue) (?:siguiendo|persiguiendo|molestando)",
    r"estoy (?:\w+ )?(?:en peligro|encerrad[oa]|atrapad[oa]|herid[oa])",
    one_of(
        """inconsciente infarto derrame sobredosis dando_a_luz mareados hay_heridos hay_un_muerto
        quitarse_la_vida falta_el_aire cuesta_respirar reaccion_alergica insulina rompio_la_fuente
        contracciones parto golpe_de_calor hipotermia vapores quimicos? choco_contra no_aparece
        botellazos? tenemos_miedo me_voy_a_morir voy_a_morir"""
    ),
    # somebody is seen doing what is not usual
    rf"{_PERSON} (?:\w+ )?{_IS} (?!{_USUAL}\b)\w{{2,}}(?:ando|iendo|yendo)(?:l[oae]s?|se|me|nos)?",
    rf"(?:se|me|le|les|lo|la|nos) {_IS} (?!{_USUAL}\b)\w{{2,}}(?:ando|iendo|yendo)",
    # roads, children, sex, animals
    r"(?:va|viene|manejando|maneja|circulando|conduciendo) (?:\w+ ){0,3}en (?:sentido contrario|contra)",
    r"zigzag\w*",
    r"(?:manejando|maneja|conduciendo) (?:\w+ ){0,3}(?:borracho|tomado)",
    r"borracho (?:\w+ )?(?:manej|conduc)\w+",
    r"(?:chocaron|choco|volco|se volco|atropell\w+) .{0,30}(?:atrapad\w*|herid\w*|tirad\w*|"
    r"prensad\w*|volcad\w*)",
    "(?:caminando|corriendo|parad[oa]|acostad[oa]) (?:entre|en medio de|por) (?:los|la|las|el) "
    "(?:carros|autopista|carretera|vias|trafico)",
    r"(?:encerrad[oa]|solit?[oa]|dejaron) (?:\w+ )?en (?:un|el|su) (?:carro|coche|auto)",
    rf"{_CHILD} (?:\w+ )?(?:solit?[oa]|perdid[oa]|desaparecid[oa])",
    "no (?:encuentro|encontramos) a mi",
    rf"se perdio mi {_CHILD}",
    r"ensenando(?:le|les)? (?:\w+ ){0,2}(?:partes|pene|genitales)",
    rf"tocando a (?:\w+ )?{_CHILD}",
    rf"perros? (?:\w+ )?(?:agarro|agarraron|mordio|ataco|esta mordiendo|tiene|trae) a? ?{_ANY}{_PERSON}",
    one_of("atropellaron_a desaparecio_mi violador"),
)
WITH_NOW = (
    "rob(?:o|aron|ando|ar)",
    "pele(?:a|an|ando)",
    "choc(?:o|aron|ar|ando)",
    r"apunal\w+",
    r"dispar\w+",
    r"asalt\w+",
    r"golpe\w+",
    r"amenaz\w+",
    r"ladron\w*",
    r"romp\w+",
    r"ahorc\w+",
    r"atropell\w+",
    r"grit\w+",
    one_of("borracho carreras drogas pistola arma cuchillo"),
)
NOW = (
    "ahora(?: mismo)?",
    "en este (?:momento|instante)",
    "siguen? (?:aqui|ahi|alli|afuera|adentro|dentro|en)",
    r"hace (?:\w+ )?(?:minutos?|segundos?|rato|ratito|momento|momentito)",
    one_of("ahorita acaban?_de acabo_de todavia rapido ya_mismo urgente justo aqui_afuera"),
)
PRESENT = (
    r"no \w+",
    r"\w{2,}(?:a|ie)ndo",
    one_of("esta estan estoy anda andan viene vienen hay sale oigo escucho veo tiene trae huele"),
)
OVER = (
    "pasad[oa]s?",
    r"hace (?:\w+ )?(?:dias?|semanas?|mes|meses|anos?|tiempo|poco)",
    "desde (?:hace|que|ayer|anoche|la (?:primavera|semana)|el (?:mes|ano|verano|invierno|otono|lunes))",
    "(?:el|los) (?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)",
    "en (?:el |la )?(?:verano|invierno|primavera|otono|enero|febrero|marzo|abril|mayo|junio|"
    "julio|agosto|septiembre|octubre|noviembre|diciembre)",
    "(?:en las|por las) (?:fiestas|noches|tardes|mananas)",
    r"agradec\w+",
    "quiero (?:agregar|saber|agradecer)",
    "arbol(?:es)?",
    one_of(
        """ayer anoche cada siempre a_veces seguido antes todas todos_los fines hubo era fue cohetes diario
        casi cuando nunca si entre_el gracias quisiera necesito a_quien donde permiso pintaron desfile
        me_pueden podrian le_tengo_miedo preocupa raices"""
    ),
)
