"""What people write into a report: danger that is there now, and what only sounds like it. All invented."""

NOW = """
Someone is breaking into my neighbor's house right now
a man is trying to kick in the door next door
two guys are stealing the catalytic converter off my car as I type this
I hear gunshots on Maple Street
shots fired behind the school
there is a man with a gun in the park
he has a knife and he is yelling at people
People are fighting in the parking lot right now
my neighbor is beating his wife I can hear her screaming
a woman is screaming for help
someone is following me home
a car keeps following me and I am scared
He is trying to get into my car
there is someone in my backyard with a flashlight
I think there is a burglar in the house across the street
the store is being robbed
I am being robbed
They are smashing the windows of the church
kids are setting fire to the playground
the garage is on fire
smoke coming from the abandoned building
a man is passed out on the sidewalk and not breathing
there was just a crash and people are hurt
a child is locked in a hot car
a little boy is wandering alone on the highway
someone is attacking a dog walker
a dog is biting a child
drunk driver swerving all over the road right now
he is threatening to kill everyone
he said he is going to shoot up the school
a guy is pointing a gun at cars
they are dragging a girl into a van
somebody is trying to abduct a kid
a man just grabbed a woman's purse and ran
someone just stole my bike and is still on the corner
I just saw a man get stabbed
my ex is outside my house and won't leave
he is banging on my door and threatening me
a drug deal is happening right now outside my window and one has a gun
he wants to kill himself and is standing on the bridge
help me please he is here
call the police now they are shooting
street racing going on right now people could die
someone is cutting the locks on the bikes at the library right now
there is a bomb in the bag
Están robando la casa de mi vecino ahora mismo
hay un hombre armado en el parque
un hombre con una pistola amenaza a la gente
se oyen disparos en la calle Olmo
están disparando
alguien está tratando de entrar a la casa de al lado
le está pegando a su esposa, se oyen los gritos
una mujer grita pidiendo ayuda
me están siguiendo
un carro me sigue desde la escuela
me están robando
están rompiendo los vidrios de la tienda
hay un incendio en el edificio
se está quemando el garaje
un señor está tirado y no respira
acaban de chocar y hay heridos
un niño está encerrado en un carro con el calor
un perro está mordiendo a un niño
se están peleando en la esquina con cuchillos
acaban de apuñalar a alguien
dice que va a matar a todos
mi ex está afuera de mi casa y no se va
está golpeando mi puerta y me amenaza
se quiere matar, está en el puente
auxilio, vengan rápido
se están llevando a una niña en una camioneta
hay un ladrón adentro de la casa
un borracho está manejando ahora mismo por toda la calle
se están robando mi carro en este momento
رجل يحاول اقتحام بيت جاري الآن
أسمع إطلاق نار
هناك رجل معه مسدس في الحديقة
شخص يحمل سكينا ويهدد الناس
يضرب زوجته الآن
امرأة تصرخ طلبا للنجدة
شخص يلاحقني
حريق في المبنى
طفل محبوس في سيارة حارة
لا يتنفس
يسرقون المتجر الآن
النجدة ساعدوني
there's a guy trying car doors up and down my street
A group of teens is jumping a boy behind the mall
I can hear a lady crying please stop through the wall
there is a fight outside the bar
hay una pelea afuera del bar
escuché balazos
me quieren pegar
gun shots
two men with masks are entering the bank
a car crashed into the house and the driver is trapped
my house is getting broken into
هناك شجار بالسكاكين في الشارع
شخص يكسر باب الجيران
man down on the corner of 5th
she got pushed out of a moving car
a stranger has my daughter
they're throwing rocks at cars from the overpass
someone is peeking in my window
guy with no pants chasing joggers
I've been shot
somebody's hot wiring a car across the street
hay gente rompiendo carros en el estacionamiento
un hombre se metió a mi casa
mi vecino está gritando y tirando cosas a su mujer
شخص دخل بيتي
رجل ينزف في الشارع
"""

NOT_NOW = """
Cars speed down Oak Avenue every morning
People race their cars here on weekends
My car was broken into last week
someone broke into our garage in March
there was a shooting here two years ago and we would like more patrol
We heard gunshots last night but I think they were fireworks
fireworks every night in July
A car has been parked in front of the hydrant for three days
The abandoned van has flat tires
graffiti on the wall of the library
someone painted a gun on the wall
Kids cross here and cars don't stop
my bike was stolen on Monday
I lost my wallet near the bus stop
I found a set of keys
please drive by more often, we feel unsafe at night
the neighbor's dog barks all day
loud music every Friday until two
The house on the corner has people coming and going at all hours
I think they sell drugs there
needles in the park
we are going on vacation, please watch the house
a driver ran the stop sign and almost hit me yesterday
the streetlight is out and it feels dangerous
drunk people leave the bar around 2 and shout
people were fighting outside the bar last Saturday
My neighbor threatened me last year
a man used to follow my daughter home from school, it stopped in May
someone wrote hateful words on our church
a stranger yelled a slur at me last week
trucks speed through the school zone at pick-up time
a dead raccoon on the road
a stray cat had kittens under my porch
tents under the bridge and trash
somebody dumps trash in the alley every week
They keep breaking the windows of the bus shelter
someone stole the sign last month
porch packages get stolen around here before Christmas
the fire hydrant is blocked by a truck
The bushes hide the stop sign
a killer view but no parking
this parking is killing us
my kids are scared to walk past the loose dog
There is a man who sleeps in the doorway and needs help
could an officer come to our block meeting
can you help me with a parking permit
I need help getting an abandoned car towed
the shot put field gate is broken
knife and bottle left in the playground grass
would like a speed trailer on Elm Street
motorcycles race at night in summer
there is a burning smell from the factory most days
people burn leaves in the fall
a hit and run damaged my mailbox on Tuesday
The crossing guard was almost hit two weeks ago
someone tried to open car doors on our street, we have it on camera from Sunday
the alarm at the shop goes off all the time
Los carros pasan muy rápido todas las mañanas
hacen carreras los fines de semana
el mes pasado robaron mi carro
anoche se oyeron cohetes
hay un carro abandonado desde hace semanas
pintaron la pared de la escuela
música muy fuerte cada viernes
el perro del vecino ladra todo el día
perdí mi cartera
encontré unas llaves
quisiera más patrullas por la noche
hace dos años hubo un tiroteo aquí
la semana pasada se pelearon afuera del bar
creo que venden drogas en esa casa
se estacionan frente al hidrante
tiran basura en el callejón
unas personas viven debajo del puente
me gritaron insultos el martes pasado
el semáforo no sirve y es peligroso
nos vamos de vacaciones, vigilen la casa por favor
¿me pueden ayudar con un permiso?
السيارات تسرع كل صباح
سيارة مهجورة منذ أسابيع
موسيقى عالية كل يوم جمعة
كتابة على جدار المدرسة
سرقت دراجتي الأسبوع الماضي
فقدت محفظتي
وجدت مفاتيح
نريد دوريات أكثر في الليل
كان هناك شجار قبل شهر
كلب الجيران ينبح طوال اليوم
the light at 5th and Main is broken
people park on the sidewalk
can you check the speed on Pine
a couch was dumped in the alley
the guy next door revs his truck at 5 am
kids on dirt bikes in the park
Estacionan en doble fila
My neighbor runs a car repair shop from his driveway
homeless man yelling at people daily
a man is feeding pigeons
my cat is missing
child wandering in street most afternoons
"""


def each(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
