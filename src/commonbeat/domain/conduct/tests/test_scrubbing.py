"""What is taken out of a thank-you, what is left alone, and what a person has to look at."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.conduct.rules import scrub

# (as sent, what must not be left in it)
PERSONAL = [
    ("Officer Reed was kind. Call me at 555-555-0142.", ["0142"]),
    ("You can reach me on (555) 555-0142 any time", ["0142"]),
    ("my cell is 555.555.0142 thanks", ["0142"]),
    ("text +1 555 555 0142", ["0142"]),
    ("5555550142 is my number", ["0142"]),
    ("Llámeme al 555 555 0142, gracias", ["0142"]),
    ("number five five five oh one four two", ["five five"]),
    ("es el cinco cinco cinco cero uno cuatro dos", ["cinco cinco"]),
    ("write to jane.doe@example.com", ["jane", "example"]),
    ("jane at gmail dot com is my mail", ["jane", "gmail"]),
    ("mi correo es juana arroba correo punto com", ["juana", "correo punto"]),
    ("find me @janedoe77", ["janedoe"]),
    ("see https://example.com/p/jane", ["example", "jane"]),
    ("www.janes-cakes.com thanks", ["janes"]),
    ("my site janecakes.com", ["janecakes"]),
    ("I live at 1420 Maple Street", ["1420", "Maple"]),
    ("came to 1420 maple st apt 3b fast", ["1420", "maple", "3b"]),
    ("12 N. Oak Ave, Larkspur", ["12", "Oak"]),
    ("at 9 Elm Court Unit 4", ["9", "Elm", "4"]),
    ("They came to 77 Birch Hill Road right away", ["77", "Birch"]),
    ("the corner of Oak Avenue", ["Oak"]),
    ("near 5th Street", ["5th"]),
    ("apt 12C is mine", ["12C"]),
    ("PO Box 1234", ["1234"]),
    ("zip code 02139", ["02139"]),
    ("Larkspur, MA 02139", ["02139"]),
    ("Vivo en calle Robles 45", ["Robles", "45"]),
    ("en la avenida Juárez #120", ["Juárez", "120"]),
    ("colonia Centro, calle 5 de Mayo 12", ["Centro", "12"]),
    ("departamento 4B", ["4B"]),
    ("at 42.36012, -71.05890", ["42.36", "71.05"]),
    ("plate ABC-1234", ["ABC", "1234"]),
    ("license plate 7XYZ123", ["7XYZ"]),
    ("my tag is KLM 456", ["KLM", "456"]),
    ("las placas son ABC 12 34", ["ABC", "34"]),
    ("a blue car 8ABC123 hit the fence", ["8ABC123"]),
    ("I was born 03/04/1961", ["03/04", "1961"]),
    ("DOB 3-4-61", ["3-4-61"]),
    ("date of birth March 4, 1961", ["March", "1961"]),
    ("nací el 4 de marzo de 1961", ["marzo", "1961"]),
    ("mi fecha de nacimiento es 04/03/1961", ["04/03"]),
    ("my social is 123-45-6789", ["123-45"]),
    ("SSN 123 45 6789", ["6789"]),
    ("case 26-001234 went well", ["001234"]),
    ("incident number LK2600123", ["LK2600123"]),
    ("Report # 88123", ["88123"]),
    ("reporte número 2600456", ["2600456"]),
    ("folio A-5512", ["5512"]),
    ("my license D1234567", ["D1234567"]),
    ("the account 12345678901", ["12345678901"]),
    ("My name is john smith and I am thankful", ["john", "smith"]),
    ("my name's Ann", ["Ann"]),
    ("I'm Maria Lopez", ["Maria", "Lopez"]),
    ("I am Peter van Dijk", ["Peter", "Dijk"]),
    ("I’m Joan O’Neil", ["Joan", "Neil"]),
    ("This is Bob", ["Bob"]),
    ("me llamo José Pérez", ["José", "Pérez"]),
    ("mi nombre es ana lopez", ["ana", "lopez"]),
    ("Soy Ana, muchas gracias", ["Ana"]),
    ("my son Tyler was scared", ["Tyler"]),
    ("they helped my neighbor Ruth", ["Ruth"]),
    ("mi hijo Mateo está bien", ["Mateo"]),
    ("ayudó a mi vecina Carmen Ruiz", ["Carmen", "Ruiz"]),
    ("Mrs. Baker says thanks", ["Baker"]),
    ("la señora Ramos también", ["Ramos"]),
    ("He was great. Sincerely, Ann Lee", ["Ann", "Lee"]),
    ("Gracias por todo.\n- Rosa", ["Rosa"]),
    ("Great help! Regards, Tom", ["Tom"]),
]

CLEAN = [
    "Officer Reed was kind and patient with us.",
    "Thank you to Dispatcher Kim, who stayed on the line.",
    "Great job by Officer Lane and Sgt. Cole.",
    "They came at 3 am, two officers, in 10 minutes!",
    "He came on Tuesday, May 4th, and again in June.",
    "I'm so grateful. God bless you all.",
    "I am thankful for the police in Larkspur.",
    "They explained everything in Spanish.",
    "5 stars, 10/10, would recommend",
    "El oficial García fue muy amable y atento.",
    "Muchas gracias, llegaron en cinco minutos.",
    "Soy muy agradecida con la policía.",
    "Nos ayudaron el viernes por la noche.",
    "We called 911 twice and both times they were polite.",
    "She helped my mother and my little brother.",
]

IN_DOUBT = [
    "Thanks to the officer who found Biscuit.",
    "Maria was helped by him at once.",
    "She told me about my cancer treatment and was gentle.",
    "He stayed with me after the assault.",
    "Me ayudó cuando mi hija intentó suicidarse.",
    "THANK YOU OFFICER REED YOU ARE THE BEST",
    "شكرا جزيلا للشرطة",
    "Спасибо за помощь",
    "thanks for everything from ann",
    "I live right behind the blue house.",
    "code 4471 opens the gate",
]


@pytest.mark.req("A10")
@pytest.mark.parametrize(("sent", "gone"), PERSONAL)
def test_personal_details_are_taken_out(sent: str, gone: list[str]) -> None:
    found = scrub(sent, language="es" if re.search("gracias|calle|mi |nac", sent.lower()) else "en")
    assert not [detail for detail in gone if detail.lower() in found.text.lower()], found.text
    assert found.removed


@pytest.mark.parametrize("sent", CLEAN)
def test_praise_without_details_stays_as_it_was(sent: str) -> None:
    found = scrub(sent, keep=["Sam Reed", "Larkspur"])
    assert found.text == sent
    assert found.doubts == ()


@pytest.mark.parametrize("sent", IN_DOUBT)
def test_what_is_uncertain_is_left_to_a_person(sent: str) -> None:
    assert scrub(sent).doubts


def test_the_sentences_in_doubt_can_be_left_out() -> None:
    found = scrub(
        "Officer Reed was kind. Biscuit was lost and he found her. Thank you so much!", keep=["Sam Reed"]
    )
    assert found.without_doubts() == "Officer Reed was kind. Thank you so much!"


def test_a_name_of_the_staff_may_stay() -> None:
    assert scrub("It was Sam Reed who came.", keep=["Sam Reed"]).doubts == ()
    assert scrub("It was Sam Reed who came.").doubts


@given(st.from_regex(r"[2-9]\d{2}[-. ]?[2-9]\d{2}[-. ]?\d{4}", fullmatch=True), st.sampled_from(CLEAN))
def test_no_telephone_number_survives_in_any_praise(number: str, praise: str) -> None:
    for text in (f"{number} {praise}", f"{praise} {number}", f"{praise} Call {number}."):
        assert number not in scrub(text).text


@given(st.text(max_size=300))
def test_scrubbing_twice_changes_nothing_more(text: str) -> None:
    once = scrub(text).text
    assert scrub(once).text == once


@given(st.text(alphabet="ab .A1-@,/", max_size=200))
def test_any_text_is_survived(text: str) -> None:
    found = scrub(text)
    assert all(doubt in found.text for doubt in found.doubts)
