"""The words by which a name is known: what leads to one, common given names, and capitals that are none."""

TITLES = (
    r"mr|mrs|ms|miss|mister|dr|doctor|officer|ofc|sgt|sergeant|deputy|detective|det|lt|lieutenant"
    r"|captain|capt|"
    r"coach|pastor|father|sister|brother|uncle|aunt|sr|sra|srta|don|doña|señor|señora|señorita"
    r"|oficial|agente|"
    r"sargento|profesora?|maestr[oa]|tí[oa]"
)
# After these a name follows when it is written with a capital.
LEADS = (
    r"named|called|name is|names are|name's|known as|goes by|belongs to|owned by|i am|i'm|this is|from|"
    r"se llama|llamad[oa]|me llamo|mi nombre es|su nombre es|conocid[oa] como|de nombre|soy|es de"
)
RELATIONS = (
    r"neighbou?r|son|daughter|husband|wife|ex|boyfriend|girlfriend|brother|sister|mother|father"
    r"|cousin|friend|"
    r"landlord|tenant|roommate|teacher|boss|owner|guy|man|woman|kid|boy|girl|"
    r"vecin[oa]|hij[oa]|espos[oa]|marido|novi[oa]|herman[oa]|prim[oa]|amig[oa]|dueñ[oa]|inquilin[oa]"
    r"|joven|"
    r"muchach[oa]|señor"
)
# Given names that are hardly ever anything else; a capital and a second capital beside them make a name.
_GIVEN_LISTED = """
james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony
mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey
ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory
alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas
peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan
arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne
randy mason vincent liam roy bobby caleb bradley russell lucas mary patricia jennifer linda elizabeth
barbara susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly margaret donna michelle
carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley
emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia
heather helen catherine diane julie victoria joyce lauren kelly christina ruth joan virginia judith
evelyn hannah andrea megan cheryl jacqueline madison teresa abigail sophia martha sara gloria janice
kathryn ann isabella judy charlotte julia amber alice jean denise frances danielle marilyn natalie
beverly diana brittany theresa kayla alexis doris lori tiffany carlos luis jorge miguel pedro manuel
francisco antonio jesus alejandro ricardo fernando roberto eduardo javier rafael sergio raul mario oscar
diego andres ramon enrique ruben hector guadalupe rosa carmen ana juana margarita veronica leticia alma
yolanda lupe esperanza pablo santiago mateo jaime ivan omar ahmed mohamed mohammed muhammad ali hassan
hussein ibrahim mustafa khalid youssef fatima aisha layla maryam zainab tony mike dave bob bill jim
steve chris dan matt nick sam alex ben greg jake josh kate liz jen
"""
GIVEN = frozenset(_GIVEN_LISTED.split())
# Capitals that begin a place, a month, a brand or a sentence rather than a person.
_PLACE_WORDS_LISTED = """
street st avenue ave road rd boulevard blvd drive dr lane ln court ct place pl way circle park school
elementary middle high church bridge river creek lake mall plaza store market library hospital station
center centre bar restaurant hotel motel apartments building parking lot highway hwy route interstate
north south east west n s e w county city town district zone field stadium theater gas bank shop
university college academy community neighborhood calle avenida escuela parque iglesia puente tienda
mercado rio biblioteca colonia barrio bulevar camino carretera plaza hill hills heights grove garden
gardens trail
"""
PLACE_WORDS = frozenset(_PLACE_WORDS_LISTED.split())
ARABIC_LEADS = r"اسمه|اسمها|يدعى|تدعى|المدعو|السيد|السيده|جاري|جارتي|صديقي|الضابط|الشرطي|ابن|بنت"
ARABIC_GIVEN = (
    r"محمد|احمد|علي|حسن|حسين|خالد|يوسف|ابراهيم|مصطفى|عمر|عبدالله|فاطمه|عائشه|مريم|زينب|ليلى|سعيد|كريم"
    r"|سمير|"
    r"طارق|هدى|نور|رنا|سلمى|ماجد|وليد|فهد|سامي|جمال|عادل"
)
