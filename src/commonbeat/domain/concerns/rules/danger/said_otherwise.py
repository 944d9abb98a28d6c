"""What people write of what is over, usual or no danger, one phrase a line; all invented."""

PHRASES = """
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
somebody shot out the streetlight with a BB gun over the summer
the kids next door shoot hoops until midnight
I was robbed in April and would like to add something to my report
the fire station siren wakes the baby every night
can we get a gun lock from you
they are killing the trees by cutting the roots for the new sidewalk
a car is parked facing the wrong way on our street
the crossing signal is broken and people run across
his dog bit my dog last month and still has no leash
the neighbor smokes weed on the porch and the smoke comes into our unit
my catalytic converter got stolen sometime between Friday and Sunday
someone left a knife block and old pans on the curb
the burnt out car behind the school has been there since spring
Where do I take old ammunition and fireworks
there's an armed forces parade, will Main be closed
our block was hit by tagging again
My daughter is afraid of the man who sits at the bus stop
delivery drivers are always fighting over the loading zone
people drag race on the frontage road most Saturdays
the bar lets people out drunk and they pee in my yard
I want to thank the officer who helped when my father had a heart attack
a tree is down across the sidewalk on Birch
the house alarm next door goes off whenever it is windy
my ex is allowed to pick up the kids on Sunday, who do I ask about exchanges at the station
the ice cream truck music is driving us crazy
trash cans knocked over by raccoons again
I locked myself out last week and the locksmith scratched the door, who handles complaints
a bus driver honks right under my window at five
dead deer on the shoulder of route 9
the gas station has a broken price sign hanging low
alguien rompió el foco de la calle con una pistola de balines en el verano
los muchachos tiran al aro hasta la medianoche
hace un mes me robaron la bicicleta y quiero agregar un dato
la sirena de los bomberos despierta al bebé todas las noches
¿dan candados para pistolas?
cortaron las raíces del árbol y se está muriendo
estacionan los carros en sentido contrario en nuestra calle
el semáforo de peatones no sirve y la gente cruza corriendo
un perro mordió al mío el mes pasado y sigue sin correa
el humo del asador del vecino entra a mi cuarto los domingos
me robaron el catalizador entre el viernes y el domingo
alguien dejó cuchillos viejos y ollas en la banqueta
el carro quemado detrás de la escuela lleva ahí desde la primavera
¿dónde entrego municiones viejas?
hay un desfile de las fuerzas armadas, ¿cierran la calle Principal?
pintaron una pistola en la barda del parque
le tengo miedo al señor que se sienta en la parada
los repartidores se pelean siempre por el lugar de carga
corren carros en la lateral casi todos los sábados
los del bar salen borrachos y orinan en mi patio
quiero agradecer al oficial que ayudó cuando mi papá tuvo un infarto
se cayó un árbol en la banqueta de la calle Abedul
la alarma de al lado suena cuando hay viento
necesito ayuda para un permiso de fiesta en la calle
el camión de helados nos trae locos con la música
los mapaches tiran los botes de basura otra vez
mi hijo perdió su celular en el parque
el vecino dispara cohetes en las fiestas
hay un venado muerto a la orilla de la ruta 9
hay vidrios rotos en la parada desde hace días
the flashlight on my dash was taken out of my car over the weekend, do I need a report
who do I call about a wheel clamp on my car
there is a car on blocks with no wheels on Fulton, been there two weeks
the bakery puts its tables across the sidewalk
the bathroom in the park has no lock on the girls side
can an officer talk to my mother's memory care group about wandering
I have a protective order and want to know how to renew it
kids throw snowballs at buses after school
a truck leaks oil wherever it parks on our street
a lost backpack is hanging on the fence by the library
someone wrote die on the bus shelter
the couple in 4B argue a lot and I worry about the little one
the baby swing at the playground is cut
my son was bullied on the bus and hit, it was in September
the basketball crowd yells and swears until eleven
how do I give a child's car seat to someone who needs it
I saw two people exchange money in a parked car on Monday
we need a crossing guard because a child could get hit
the ambulance crew was wonderful to my wife
a rooster screams at four every morning
me sacaron la linterna del carro el fin de semana, ¿necesito reporte?
¿a quién llamo por un cepo en mi carro?
hay un carro sin llantas en la Fulton desde hace dos semanas
la panadería pone mesas en la banqueta
el baño del parque no tiene seguro del lado de las niñas
tengo una orden de protección y quiero saber cómo renovarla
los niños avientan bolas de nieve a los camiones saliendo de la escuela
un camión tira aceite donde se estaciona
hay una mochila perdida colgada en la reja de la biblioteca
la pareja del 4B discute mucho y me preocupa el chiquito
cortaron el columpio del parque
a mi hijo lo molestaban en el camión, eso fue en septiembre
los del básquet gritan groserías hasta las once
vi a dos personas cambiar dinero en un carro el lunes
un gallo grita a las cuatro cada mañana
the park gate is left open after dark
our neighbors set up a trampoline against our fence
can someone check the timing of the light at Oak and 3rd
cars block the driveway during school drop off
the old couch on the corner has been there a month
scooters are left all over the sidewalk downtown
a moving truck takes up four spots every weekend
there is a pothole in front of the fire station
the bus stop bench is broken
street sweeping tickets are unfair, the sign is hidden
my neighbor's rooster wakes us up
delivery vans idle outside my window
a sign for the school zone fell down
teenagers hang out behind the store and leave cans
someone keeps dumping mattresses in the alley
the barking starts at six and does not stop until noon
please tell me how to get a copy of a crash report
I lost my phone on the green line bus
found a set of car keys at the playground
we'd like an officer at our block party in June
the new speed bumps are too loud
construction begins before seven on Saturdays
someone painted over the mural on Elm
an RV has been on our street for three weeks
people let their dogs off leash at the field
the house with the tall grass looks empty
leaf blowers all day long
there are needles in the planter by the bank
a car with expired plates sits by the church
I saw a coyote near the creek last night
the bike lane is full of parked cars
our church was tagged over the weekend
kids play ball in the street until late
my package was taken from the porch on Thursday
the bar's speakers shake our windows
can the police come to our school for career day
motorcycles with loud pipes go by every night
the crosswalk paint has worn off
someone is running a garage out of his yard
shopping carts pile up under the bridge
how long can a trailer be parked on the street
we are away from the 3rd to the 20th, please check the house
the tenant upstairs smokes in the stairwell
I was yelled at by a neighbor last month about parking
we think somebody goes through the recycling at night
un remolque lleva tres semanas en nuestra calle
los carros tapan la cochera a la salida de la escuela
el sillón viejo de la esquina lleva un mes
dejan los patines por toda la banqueta
hay un bache enfrente de los bomberos
la banca de la parada está rota
me dieron una multa injusta, el letrero está tapado
el gallo del vecino nos despierta
las camionetas de entrega se quedan prendidas
se cayó el letrero de la zona escolar
los muchachos se juntan atrás de la tienda y dejan latas
alguien sigue tirando colchones en el callejón
el perro ladra desde las seis hasta el mediodía
¿cómo saco copia de un reporte de choque?
perdí mi teléfono en el camión
encontré unas llaves de carro en el parque
quisiéramos un oficial en nuestra fiesta de la cuadra
la construcción empieza antes de las siete los sábados
pintaron encima del mural de la Elm
la gente suelta a sus perros en la cancha
la casa del zacate alto parece vacía
sopladores de hojas todo el día
hay jeringas en la maceta del banco
un carro con placas vencidas está junto a la iglesia
vi un coyote cerca del arroyo anoche
el carril de bicis está lleno de carros
pintaron nuestra iglesia el fin de semana
los niños juegan pelota en la calle hasta tarde
me quitaron un paquete del porche el jueves
las bocinas del bar mueven las ventanas
¿puede ir la policía a la escuela a platicar?
las motos ruidosas pasan cada noche
se borró la pintura del cruce
los carritos del súper se juntan debajo del puente
¿cuánto tiempo puede estar un remolque en la calle?
salimos del 3 al 20, por favor revisen la casa
el de arriba fuma en las escaleras
un vecino me gritó el mes pasado por el estacionamiento
السيارات تقف على الرصيف كل يوم ولا نستطيع المرور
إشارة المرور في الشارع معطلة
القمامة متروكة خلف المدرسة
شتمني رجل في الحافلة الأسبوع الماضي
صرخ أحدهم علينا في الشارع بسبب ملابسنا يوم الجمعة
أريد تصريحا لحفلة في الحي
ضجيج البناء يبدأ قبل السابعة
أضواء الشارع لا تعمل منذ شهر
الأطفال يلعبون الكرة في الشارع حتى وقت متأخر
كسروا زجاج سيارتي قبل أسبوعين
I am grateful to the officer who came on Tuesday, he was kind
our dog was lost and you found her, thank you
a bar leaves its doors open and we cannot sleep
the hedge hides the stop sign and drivers do not see it
a trailer stands on our corner, two tires are flat
un bar deja abiertas las puertas y no podemos dormir
muchas gracias a los oficiales que vinieron el martes
los motores no dejan dormir a los niños
"""
