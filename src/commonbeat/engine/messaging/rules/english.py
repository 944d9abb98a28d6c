"""How people say in English that they want no more texts, that they want them back, or who is asking."""


def _any(*ways: str) -> str:
    return f"(?:{'|'.join(ways)})"


US = (
    r"(?:me|us|my (?:phone|cell|number|mom|kid|child|family|wife|husband|home)"
    r"|this (?:number|phone|cell)|here)"
)
KIND = _any(
    "texts?|messages?|sms|texting|messaging|stuff|crap|garbage|junk|spam|notifications?",
    "surveys?|questions?|questionnaires?|updates?|notices?|alerts?",
)
THESE = (
    r"(?:(?:any|all|all of|of|these|those|the|your|this|that|more|other|further|damn|stupid|annoying"
    r"|text|sms) )*"
)
THINGS = rf"(?:{THESE}{KIND}(?: (?:and|or) {THESE}{KIND})?)"
WRITING = _any(
    "texting|messaging|contacting|bothering|bugging|writing|sending|spamming|calling|harassing|emailing",
    "hitting up|blowing up|communicating with",
)
WRITE = _any("text|message|contact|bother|bug|write|survey|harass|spam|text or call|call or text|email")
WANT = r"(?:want|wish|would like|choose|am choosing|am going|need|prefer|would rather|have decided)"
REFUSE = r"(?:i )?(?:dont|no longer|never|didnt)(?: really| even)? (?:want|wish|need|care|care for)"

LEAD = (
    r"(?:"
    + _any(
        "please|just|kindly|ok|okay|hey|hi|hello|yo|no|nah|nope|look|listen|omg|ugh|wtf|seriously",
        "thanks|thank you",
        "so|and|but|then|again|for the last time|sir|maam|i mean|i am asking you to|do me a favor and",
        "you need to",
        "i already (?:answered|did (?:it|the survey|your survey|this))",
        "this number belongs to someone else(?: now)?",
        "new phone|(?:this is |thats )?not my number|wrong number|wrong person",
        "this is the wrong number|you (?:have|got) the wrong number",
        "(?:i am )?not interested|(?:i am )?no longer interested|i dont know you|i said no|sorry",
        "this is (?:harassment|spam|annoying|ridiculous|illegal)|how (?:do|can) i|how to",
        "i never signed up for this",
        "(?:can|could|would|will) you(?: guys| all)?",
        "i (?:really )?(?:want|need|would like) you(?: guys| all)? to",
        "i (?:already |have |have already )?(?:said|told you(?: guys)?|asked you)(?: to| already)?",
    )
    + " )*"
)
TAIL = (
    r"(?: "
    + _any(
        "please|thanks|thank you|now|right now|immediately|again|ever|ever again|more|at all|already|ok|okay",
        "at once|today|all the time|so much|from (?:you|you guys|the police)|to (?:me|us|this number)|guys",
        "(?:at|on) (?:this|my) (?:number|phone|cell)|about (?:this|it|that)|you creeps|period",
        "or i (?:will|am going to) .{1,60}",
    )
    + ")*"
)

_TEXTING = (
    r"(?:(?:this|these|your|be|being|getting|receiving|get|receive) )*"
    r"(?:texts?|texting|texted|messages?|contact\w*)(?: me)?"
)
LIST = (
    r"(?:(?:this|it|these|all this)(?=$| please| now| thanks| again)"
    r"|(?:(?:this|the|your|that|any|all|these) )*(?:\w+ ){0,2}"
    r"(?:lists?|system|database|contacts?|thread|texts?|messages?|surveys?|notifications?|updates?|alerts?))"
)
MINE = rf"(?:{US}|my (?:name|info|information|contact|number|data))"
WISHES = (
    # stop texting me these messages
    rf"(?:stop|quit|cease|end) {WRITING}(?: (?:and|or) {WRITING})?"
    rf"(?: to)?(?: {US})?(?: (?:with )?{THINGS}| these| this| it)?",
    rf"(?:stop|quit) asking(?: me| us)?(?: {THINGS})?|knock it off|cut it out|dont ask (?:me|us)",
    rf"(?:stop|quit|cease)(?: with)?(?: all)? (?:{THINGS}|contact|communications?|comms)",
    r"stop(?: it| this| now)? i (?:dont|am|didnt|never|have|said) .{1,80}",
    r"stop|quit",
    rf"(?:end|cancel|halt|discontinue|cease|terminate) (?:(?:my )?subscription|my (?:texts|messages)|{THINGS}"
    rf"|all contact)",
    # don't text me
    rf"(?:dont|never)(?: you)?(?: ever)? (?:{WRITE}|send|reply|respond)(?: to)? {US}(?: {THINGS}"
    rf"| anything(?: else)?)?",
    rf"(?:dont|never) send (?:{THINGS}|anything(?: else)?|(?:any )?more|this|these|it)",
    r"(?:dont|never) (?:contact|text|message)",
    r"no texting|text me no more",
    r"leave (?:me|us)(?: the (?:hell|fuck|heck))? (?:alone|be)|let me be|go away|get lost|kick rocks",
    r"(?:fuck|f|piss|screw|buzz|bug|eff) off|fuck you stop|block me|(?:lose|forget|block) (?:my|this) number",
    # take me off this list
    rf"(?:stop (?:getting|receiving)|get rid of) (?:{THINGS}|these|this)|stop wasting my time",
    r"(?:put|add) me (?:on|to) (?:the|your|a) (?:dont|do not) (?:call|text|contact) list",
    r"i am on the (?:dont|do not) call (?:list|registry)|(?:take|get) (?:my|this) number off",
    rf"remove from (?:{LIST}|list)|{REFUSE} (?:these|them)",
    rf"(?:take|get|remove|delete|drop|erase|scratch|unsubscribe) {MINE} (?:off|from|out)(?: of)? {LIST}",
    rf"(?:remove|unsubscribe|delete|erase) (?:{US}|my number)(?: and stop {WRITING})?|take me off",
    rf"(?:opt|count) (?:me|us) out(?: of {LIST})?",
    rf"(?:opt out|unsubscribe)(?: (?:of|from) (?:{LIST}|{THINGS}))?",
    # I don't want these texts
    rf"i {WANT} (?:to )?(?:opt out|unsubscribe|be removed|be taken off|be left alone)"
    rf"(?: (?:of|from) {LIST})?",
    rf"i {WANT} (?:to )?(?:not (?:to )?(?:get|receive)|stop (?:getting|receiving)) {THINGS}",
    r"i (?:want|am|would like)(?: to be)? out|(?:i am )?(?:opting out|unsubscribing)",
    r"i (?:opt out|unsubscribe|quit)",
    rf"{REFUSE}(?: for)?(?: any)?(?: to (?:get|receive|have|see))? {THINGS}",
    rf"{REFUSE}(?: to)? (?:be )?(?:texted|messaged|contacted|bothered|surveyed)",
    rf"{REFUSE} (?:you|you guys|the police|anyone) (?:to )?(?:{WRITE}|{WRITING})(?: to)? me",
    rf"{REFUSE} to hear from (?:you|you guys|the police)|i (?:didnt|never) (?:sign up|ask) for {THINGS}",
    rf"no (?:more|further) (?!questions?\b){THINGS}|no (?:texts|messages|surveys)",
    rf"enough(?: already)?(?: of| with) {THINGS}",
    # surveys
    rf"(?:{REFUSE} to|i wont|i dont|not|i am not) (?:do|doing|take|taking|answer|answering)"
    rf" (?:(?:a|any|the|your|this) )?{KIND}",
    rf"(?:{REFUSE} to|i wont|i am not) participat(?:e|ing)(?: in (?:(?:a|any|the|your|this) )?{KIND})?",
    rf"(?:i want to|can i|may i|i would like to) be (?:removed|taken off|unsubscribed)"
    rf"(?: (?:from|off|of) {LIST})?",
    r"get (?:this|these) off (?:of )?my (?:phone|cell)",
    # permission
    r"(?:i |i am )?(?:revok(?:e|ing)|withdraw(?:ing)?|tak(?:e|ing) back)(?: my| all)?"
    rf" (?:consent|permission)(?: to {_TEXTING})?",
    rf"i dont consent(?: to {_TEXTING})?",
    r"you dont have (?:my )?(?:permission|consent) to (?:text|contact|message)(?: me)?",
    r"i dont give (?:you )?(?:permission|consent) to (?:text|contact|message) me",
)
# "Can you stop it" may mean the noise next door, so these words stand after a courtesy alone.
_PLAIN_LEAD = r"(?:(?:please|just|ok|okay|hey|no|omg|ugh|i said) )*"
_PLAIN = r"(?:stop|quit) (?:it|this|that|everything|now)(?: all)?"
WISH = f"{LEAD}{_any(*WISHES)}{TAIL}|{_PLAIN_LEAD}{_PLAIN}{TAIL}"

# The same at the end of a sentence that begins with something else: "i am not maria stop texting me".
_NOT_AFTER = "".join(
    f"(?<!{word} )"
    for word in "to not dont wont cant didnt doesnt never would wouldnt couldnt".split()  # noqa: SIM905
)
ENDING = (
    _NOT_AFTER
    + r"\b"
    + _any(
        rf"(?:stop|quit) (?:texting|messaging|contacting)(?: {US})?",
        r"dont (?:text|message|contact) me (?:again|more)|leave me alone",
        r"(?:take me off|remove me from) (?:this|your|the) list",
    )
    + TAIL
)
REPORTED = (
    "told|tell|tells|telling|asked|asking|said|says|saying|yelled|yelling|screamed|screaming|keeps?|kept|if"
    "|unless"
)
OTHERS = (
    "he|she|they|him|her|them|his|hes|shes|theyre|neighbou?rs?|ex|husband|wife|boyfriend|girlfriend|landlord"
    "|guy|man|woman|kids|someone|somebody|people|officers?|cops?|ask|until|why"
)

START = (
    r"(?:please |i changed my mind |ok |okay )*"
    + _any(
        r"start (?:texting|messaging|sending)(?: me)?(?: (?:texts|messages|surveys|updates))?",
        r"(?:start|resume) (?:the |my |your )?(?:texts|messages|surveys|updates)",
        r"you (?:can|may) (?:text|message) me|sign me (?:back )?up|opt me back in",
    )
    + r"(?: again| please| thanks)*"
)
WHO = (
    r"(?:ok |hi |hey |hello |um |sorry |excuse me )*"
    + _any(
        r"who is this|whos this|who dis|who are you|(?:whos|who is) texting(?: me)?|what number is this",
        r"(?:what is|whats) this(?: for| about| number)?|who (?:sent|is sending) (?:me )?(?:this|these)",
        r"is this (?:real|legit|a scam|spam|really the police|the police|really from the police)",
    )
    + r"(?: please)?"
)
