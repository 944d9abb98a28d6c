"""What those who work for the city, and its residents, write about a concern, in each language."""

QUESTION = {
    "en": "On which days is it worst?",
    "es": "¿Qué días es peor?",
    "ar": "في أي أيام يكون الأمر أسوأ؟",
}
ANSWER = {
    "en": "Mostly on weekdays, around six.",
    "es": "Sobre todo entre semana, como a las seis.",
    "ar": "غالبًا في أيام الأسبوع نحو السادسة.",
}
WORKED = {
    "en": "We went there, dealt with it and looked again a week later.",
    "es": "Fuimos al lugar, lo resolvimos y volvimos a mirar una semana después.",
    "ar": "ذهبنا إلى المكان وعالجنا الأمر، ثم عدنا بعد أسبوع للتأكد.",
}
DECLINED = {
    "en": "We read it with care. There is nothing here that we can act on.",
    "es": "Lo leímos con cuidado. No hay nada aquí sobre lo que podamos actuar.",
    "ar": "قرأناه بعناية. لا يوجد هنا ما يمكننا التصرف بشأنه.",
}
NOT_FIXED = {
    "en": "It is as bad as before.",
    "es": "Está igual que antes.",
    "ar": "الوضع كما كان من قبل.",
}
CARRIED_OVER = "The road is theirs."
PUT_OFF = "We looked at the place and put the work on the plan."
MENDED = "Mended."
PLATE_IS_NOT_PUBLIC = "A number plate points at a person."
FACE_IS_NOT_PUBLIC = "A face could be seen in it."
