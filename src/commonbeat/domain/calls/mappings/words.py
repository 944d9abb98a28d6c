"""What the mapping files say to people, marked for the catalogues; a test holds it to the files."""

from commonbeat.domain.calls.rules.speech import gettext_noop as _

SAID = (
    _("Montgomery County, Pennsylvania: 911 calls"),
    _("Seattle, Washington: CAD events"),
    _("Berkeley, California: calls for service, as published"),
    _("Berkeley, California: calls for service, cleaned"),
    _("medical calls"),
    _(
        "is free text. It also holds the minute in which the call came in, which is not read: timeStamp, "
        "up to half an hour later, is used"
    ),
    _("Someone waited at the roadside and can say how long and how they were treated."),
    _("The caller reported a danger to all; nobody was harmed."),
    _("People may be hurt, and the file does not say."),
    _("People may be hurt or trapped."),
    _("People may be hurt, and a loss is fresh."),
    _("Most of these come from alarm firms, not from a person."),
    _("People may be hurt, and a home may be lost."),
    _("People may have been poisoned."),
    _("People may have been poisoned, and a home may be empty."),
    _("A neighbour asked for help with parking; nobody was harmed."),
    _("A neighbour asked for quiet."),
    _("Damage to property; nobody was harmed."),
    _("A loss of property; nobody was harmed."),
    _("A loss of property that ended well."),
    _("A shed or garage was entered while nobody was there."),
    _("A neighbour reported a vehicle."),
    _("May hide stalking or fear of a known person."),
    _("Alarm firms report most of these."),
    _("A home was entered and people may still be afraid; a detective should call instead."),
    _("May hide violence at home."),
    _("The victim may be elderly, and messages look like another fraud."),
    _("Says too little to be sure."),
    _("A second visit about noise; the caller waited and can say what came of it."),
    _("The owner met officers and got the car back."),
    _("A loss of property of a business."),
    _("A neighbour reported a breach of a city rule."),
    _("Someone stood next to the victim; close to robbery."),
    _("The thief may be someone close, and messages look like another fraud."),
    _("The person known is mostly the one who was cited."),
)
