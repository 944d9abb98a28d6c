"""What people write of danger that is there while they write it, one phrase a line; all invented."""

PHRASES = """
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
theres a dude outside with a baseball bat hitting cars
My boyfriend just choked me and he's in the other room
neighbors upstairs are fighting again and I heard something break and now its quiet
a kid fell in the canal and I can't see him
guy waving something that looks like a pistol at the bus stop on Grant
lady slumped over the wheel at the light, wont wake up
They're inside the house, I'm hiding in the closet
some guy is dragging his girlfriend by her hair in the parking lot
old man on the floor next door, I can see him through the window and he isn't moving
my son says he took a whole bottle of pills
person on the railing of the overpass looks like he's about to jump
someone is going through my truck right this second
two cars just wrecked at Pine and 4th, one guy is stuck
I smell gas really strong in our building and people feel dizzy
a man tried to pull my daughter into his car, he's still parked out front
big crowd outside the club, bottles flying, someone's down
flames coming out of the apartment above the laundromat
he's got my phone and won't let me leave the apartment
I hear a woman yelling get off me get off me in the alley
somebody is cutting the fence at the copper yard
car going the wrong way on route 9 with no lights
dog has a little girl by the arm at the playground
I think my roommate is OD'ing, lips are blue
a guy exposed himself to kids at the park and he's still walking around there
someone keeps jiggling my door knob, I'm home alone
pop pop pop sounds like a gun behind the gas station
a man with a hammer is chasing people down the block
my stepdad is drunk and says he will kill us tonight
they are loading TVs out of the closed electronics store
woman in a bathrobe bleeding from her head walking in traffic
hay un tipo con un bate golpeando los carros aquí afuera
mi esposo me acaba de ahorcar y está en la sala
los de arriba se están peleando otra vez, se rompió algo y ya no se oye nada
un niño se cayó al canal y no lo veo
un muchacho anda apuntando con algo como pistola en la parada
una señora desmayada sobre el volante, no reacciona
se metieron a la casa, estoy escondida en el baño
están jalando a una muchacha de los pelos para subirla al carro
un viejito tirado en el piso al lado, lo veo por la ventana y no se mueve
mi hijo se tomó un frasco de pastillas
hay alguien en la baranda del puente, parece que se va a aventar
un hombre anda abriendo los carros de la calle
chocaron dos carros y uno quedó atrapado
huele mucho a gas en el edificio y nos sentimos mareados
un señor quiso subir a mi hija a su carro y sigue afuera
se están aventando botellas afuera del antro y hay uno tirado
sale humo y lumbre del departamento de arriba
no me deja salir y me quitó el teléfono
oigo a una mujer gritando suéltame en el callejón
están cortando la cerca de la obra para sacar el cobre
va un carro en sentido contrario sin luces por la ruta 9
un perro agarró a una niña del brazo en el parque
creo que mi compañero se está muriendo, tiene los labios azules
un hombre se está desnudando enfrente de los niños
alguien está moviendo la perilla de mi puerta y estoy sola
se oyeron como tres balazos atrás de la gasolinera
un hombre con un martillo viene correteando a la gente
mi padrastro está borracho y dice que nos va a matar
están sacando televisiones de la tienda cerrada
una mujer llena de sangre caminando entre los carros
my chest hurts and my arm is numb
flashlights moving around inside the pharmacy and it closed an hour ago
a man is struggling with a little girl who keeps saying you're not my dad
I think my water broke and the baby is coming
my throat is closing up I ate peanuts
a teenager on the roof of the parking garage with her legs over the side
the guy downstairs has been hitting his kid for ten minutes, the kid is crying no
some men are taking the wheels off a car on Fulton
somebody drove into the front of the bakery, the driver isn't answering
there's a strange man in the girls bathroom at the park
my mom has dementia and walked off an hour ago in her nightgown
he is at my window again, the order says he can't come here
I can hear shouting and thuds from 4B and then a kid crying
a truck is leaking something that burns my eyes
someone left a bag by the ballot box with wires sticking out
two women are swinging at each other by the bus station, one has a bottle
me duele mucho el pecho y no siento el brazo
hay luces de linterna adentro de la farmacia y ya cerró
un hombre forcejea con una niña que dice que no es su papá
se me rompió la fuente y ya viene el bebé
se me está cerrando la garganta, comí cacahuates
una jovencita está en el techo con las piernas colgando
el de abajo lleva diez minutos pegándole a su niño
unos hombres le están quitando las llantas a un carro en la Fulton
un carro se metió a la panadería y el chofer no contesta
mi mamá tiene demencia y se salió hace una hora en camisón
está otra vez en mi ventana y tiene orden de no acercarse
oigo golpes y gritos en el 4B y luego un niño llorando
una camioneta está tirando un líquido que arde en los ojos
dejaron una mochila con cables afuera de la casilla
dos mujeres se están dando con botellas en la central
me viene siguiendo un tipo desde el metro y ya casi llego a mi casa
he just hit me and took the baby
my husband is smashing everything in the kitchen and I locked myself in the bathroom
they're beating up a homeless man by the bus station
a woman fell off her bike and she is not getting up
my dad is having chest pain and sweating
somebody is pounding on all the doors on our floor with a bat
there's blood on the stairs and someone moaning
three men just pulled a guy out of his car
a kid has a gun at the skate park
my neighbor texted me that her husband is hurting her
smoke is coming from under the door across the hall
a car is upside down in the ditch, wheels still turning
two people are shooting at each other from cars
my daughter hasn't come home from school and her phone is off
a man is following girls around the store taking pictures
someone is in the elevator and won't let us out
people are trapped in the elevator and one can't breathe
an old lady is lost in the rain, she doesn't know her name
he is standing on the tracks and the train is coming
my son is not waking up and I found needles
a guy with his face covered is looking into cars with a screwdriver
they are breaking the glass door of the pharmacy
someone drove through the fence and ran from the car
a dog is attacking my cat and now it's after my kid
a man is yelling that he has a bomb at the courthouse
the power line came down and it's sparking on the wet street
I hear a baby crying in a parked car with the windows up
he put his hands around my neck
my stalker is sitting in his car outside my work
she cut herself and there is so much blood
a fight broke out at the game and someone pulled a knife
they are throwing bottles at the police and setting trash on fire
a girl is crying and says a man grabbed her behind the gym
somebody is screaming in the woods by the trail
a guy is hanging off the balcony drunk
my roommate is seeing things and has a kitchen knife
the man in 3C is threatening to burn the building down
a truck hit a cyclist and drove off, she's on the road
kids found a grenade or something like it in the creek
two men came to my door saying they're from the water company and pushed inside
I am bleeding and pregnant
my friend drank bleach
someone stole my car with my baby in the back seat
there is a body in the river
a man is beating his dog with a chain in the alley
a driver is asleep in the middle of the intersection, engine on
gas is hissing in the basement
a boy is hanging from the ice at the edge of the pond
me acaba de pegar y se llevó a la niña
mi esposo está rompiendo todo en la cocina y me encerré en el baño
le están pegando a un señor en la central de camiones
una muchacha se cayó de la bici y no se levanta
a mi papá le duele el pecho y está sudando
alguien está golpeando todas las puertas del piso con un bate
hay sangre en la escalera y alguien se queja
tres hombres bajaron a un señor de su carro
un muchacho trae una pistola en las patinetas
mi vecina me escribió que su esposo la está golpeando
sale humo por debajo de la puerta de enfrente
un carro quedó volteado en la zanja
se están disparando de carro a carro
mi hija no llegó de la escuela y no contesta
un hombre anda siguiendo a las muchachas y tomándoles fotos
hay gente atrapada en el elevador y una no puede respirar
una viejita anda perdida en la lluvia y no sabe su nombre
está parado en las vías y ya viene el tren
mi hijo no despierta y encontré jeringas
un tipo con la cara tapada anda viendo adentro de los carros
están quebrando el vidrio de la farmacia
un perro está atacando a mi gato y ahora va por mi niño
un hombre grita que trae una bomba en la corte
se cayó un cable de luz y está echando chispas
oigo llorar a un bebé en un carro cerrado
me puso las manos en el cuello
mi acosador está sentado en su carro afuera de mi trabajo
se cortó y hay mucha sangre
empezó una pelea en el partido y sacaron un cuchillo
una niña está llorando y dice que un hombre la agarró
alguien grita en el monte
mi compañero ve cosas y trae un cuchillo de cocina
el del 3C dice que va a quemar el edificio
una troca atropelló a un ciclista y se fue, está tirada en la calle
entraron dos hombres diciendo que eran del agua y me empujaron
estoy sangrando y embarazada
mi amiga tomó cloro
se llevaron mi carro con mi bebé adentro
hay un cuerpo en el río
un chofer está dormido en medio del cruce con el motor prendido
está silbando el gas en el sótano
un niño está agarrado de la orilla del hielo
رجل يضرب امرأة أمام المتجر
زوجي يكسر كل شيء وأنا مختبئة في الحمام
طفل وقع في الماء
سيارة انقلبت والسائق لا يتحرك
أشم رائحة غاز في البناية
شخص غريب داخل الشقة
يقول إنه سيقتلنا
أبي يشعر بألم في صدره ولا يستطيع التنفس
امرأة تنزف على الأرض
رجل يحاول فتح باب بيتي وأنا وحدي
"""
