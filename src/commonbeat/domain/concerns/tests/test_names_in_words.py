"""A report that names a person is not for everyone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.concerns.queries import public_concerns
from commonbeat.domain.concerns.rules import names_person
from commonbeat.ground.agency.models import Agency, Staff

NAMED = """
My neighbor Bob plays music until 3
John Miller parks in front of the hydrant every day
it is Mr. Alvarez from the third floor
the guy is called Dusty
his name is rick
Officer Reed never comes by
Maria Gonzalez sells things from her van
The house belongs to Kowalski
my ex Tony keeps driving by
Talk to Mrs Brown next door
El vecino Beto pone música
se llama Ramiro Peña
la señora Ortiz tira basura
Juan maneja muy rápido
su nombre es lupita
es de José Luis Campos
جاري أحمد يوقف سيارته هنا
اسمه طارق
محمد الخطيب يسرع كل يوم
""".strip().splitlines()
UNNAMED = """
Cars speed down Martin Street every morning
Graffiti at Washington Elementary School
The park on St. James Avenue has needles
Loud music on Friday and Saturday
A white Ford Focus with no plates
near Jordan Park by the river
Please send more patrols to Oak Hill
In May and June kids race here
My neighbor plays music until 3
the Spanish church on Main Street
Los carros corren en la Calle Juárez cada noche
Frente a la Escuela Benito Juárez
cerca del Parque San José
El vecino pone música
السيارات تسرع كل صباح قرب المدرسة
The Walmart parking lot
""".strip().splitlines()


@pytest.mark.req("C6")
@pytest.mark.parametrize("words", NAMED)
def test_name_is_known(words: str) -> None:
    assert names_person(words)


@pytest.mark.parametrize("words", UNNAMED)
def test_streets_days_and_schools_are_no_names(words: str) -> None:
    assert not names_person(words)


def test_staff_are_known_however_they_are_written() -> None:
    assert names_person("sam REED was there", {"Sam Reed"})
    assert names_person("officer Reed was there", {"Sam Reed"})
    assert not names_person("there is a reed in the pond", {"Sam Reed"})


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_gets_an_answer(text: str, known: list[str]) -> None:
    assert names_person(text, known) in (True, False)


@pytest.mark.req("C6")
def test_report_that_names_a_person_is_private(
    larkspur: Agency, send: Callable[..., Concern], hire: Callable[..., Staff]
) -> None:
    assert send(words="Mr. Alvarez paints the wall.").case.is_private
    assert send("extra_patrol", "Please come.", answers={"why": "My neighbor Bob scares us."}).case.is_private
    assert not send(words="Somebody paints the wall on Martin Street.").case.is_private
    assert public_concerns(larkspur).count() == 1
