"""Phrases that no rule was made from: danger that is there now, and what only sounds like it.

All are invented. Nothing here may be taken over into the rules: what was goes to `rules/danger/`.
"""

IN_DANGER = """
4 guys in ski gear just ran into the jewelry place with bags
my ex put a tracker on my car and he just pulled in behind me at work
theres a fire in the trash chute at Hillcrest towers
he's outside the daycare yelling that he'll take the kids no matter what
my sister texted me code word and now she isn't picking up, she's on a date with him
boat flipped on the reservoir, two heads in the water
neighbor's grandson is shooting squirrels with a rifle toward the playground
some lady is leaving a toddler in the stroller and walking off
a bunch of cars doing donuts at 5th and Main and they just clipped a guy
the clerk looks terrified and a man keeps his hand in his jacket at the register
I took too much, I don't want to be here anymore
a guy climbed the crane and is yelling
door was forced and I hear footsteps upstairs
my coworker got his hand stuck in the press
bull got out and is charging cars on county road 12
cuatro tipos encapuchados corrieron a la joyería con mazos
mi ex me puso un rastreador y se acaba de estacionar detrás de mí en el trabajo
hay lumbre en el ducto de basura de las torres Hillcrest
está afuera de la guardería gritando que se lleva a los niños
mi hermana me mandó la palabra clave y ya no contesta, está con él
se volteó una lancha en la presa y hay dos en el agua
el nieto del vecino tira con rifle hacia los juegos
una señora dejó al niño en la carriola y se fue
unos carros haciendo donas en la quinta y ya le dieron a uno
la cajera se ve asustada y un hombre no saca la mano de la chamarra
me tomé demasiadas, ya no quiero estar aquí
un hombre se subió a la grúa y está gritando
forzaron la puerta y oigo pasos arriba
a mi compañero se le atoró la mano en la prensa
se salió un toro y embiste a los carros en el camino 12
"""

OTHERWISE = """
we need a fire lane sign at Hillcrest towers
my ex's old car is still in my driveway, can it be towed
two boats on trailers have been parked on our block since June
the daycare pickup line backs up into the intersection
someone left a stroller at the bus stop
cars did donuts at 5th and Main over the weekend, tire marks everywhere
the crane at the site starts at 5:30 every day
squirrels chewed through the cable box
can you send someone to talk to our scout troop about bike safety
cattle gate on county road 12 is hanging by one hinge
the jewelry store lights shine in my bedroom
he parks his work truck over the sidewalk all week
lady on the second floor feeds about thirty cats
kids left a bonfire ring and cans at the reservoir
is it legal to shoot a pellet rifle in my own yard
necesitamos un letrero de carril de bomberos en las torres
el carro viejo de mi ex sigue en mi cochera, ¿lo pueden remolcar?
hay dos lanchas en remolques estacionadas desde junio
la fila de la guardería llega hasta el cruce
alguien dejó una carriola en la parada
el fin de semana hicieron donas en la quinta, quedaron las marcas
la grúa de la obra empieza a las cinco y media cada día
las ardillas mordieron el cable
¿puede venir alguien a hablarles a los scouts de bicicletas?
la puerta del corral en el camino 12 está colgando de una bisagra
las luces de la joyería alumbran mi recámara
deja su troca de trabajo encima de la banqueta toda la semana
la señora del segundo piso alimenta como treinta gatos
dejaron latas y una fogata vieja en la presa
¿es legal tirar con rifle de postas en mi patio?
"""
