"""The menus of the house. A link is shown only where its page exists and the person may open it."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.ui.navigation import Link

MENUS = {
    "public": [
        Link("concerns:report", _("Report a concern")),
        Link("permits:kinds", _("Ask for a permit")),
        Link("casework:follow", _("Follow something you sent")),
        Link("portal:trust", _("What people say")),
        Link("conduct:give_thanks", _("Say thank you")),
        Link("portal:ours", _("Is this from us?")),
    ],
    "footer": [
        Link("concerns:problems", _("Problems we work on")),
        Link("concerns:figures", _("What became of your concerns")),
        Link("ledger:book", _("The open book")),
        Link("demo:handset", _("Demo phone")),
        Link("account_login", _("Staff sign-in")),
    ],
    "staff": [
        Link("dashboards:work", _("My work")),
        Link("dashboards:me", _("My page")),
        Link("casework:desk", _("Cases"), "concerns.see"),
        Link("casework:desk", _("Cases"), "concerns.see_problems"),
        Link("casework:desk", _("Cases"), "permits.see"),
        Link("concerns:problem_list", _("Problems"), "concerns.see_problems"),
        Link("concerns:command_figures", _("Figures of concerns"), "concerns.see_figures"),
        Link("concerns:take", _("Take a report"), "concerns.work"),
        Link("messaging:conversations", _("Conversations"), "messaging.read_conversations"),
        Link("calls:decisions", _("Decisions"), "calls.see_decisions"),
        Link("conduct:thanks", _("Thanks")),
        Link("conduct:call_backs", _("Call-backs"), "conduct.call_back"),
        Link("conduct:call_backs", _("Hand-overs"), "conduct.hand_over"),
        Link("dashboards:command", _("Dashboards"), "dashboards.see"),
        Link("messaging:templates", _("Templates"), "messaging.write_templates"),
        Link("surveys:instruments", _("Surveys"), "surveys.publish"),
        Link("surveys:enter", _("Type in answers"), "surveys.enter_answers"),
        Link("messaging:blocks", _("Never texted"), "messaging.manage_blocks"),
        Link("open311:hand_offs", _("Hand-offs"), "concerns.hand_off"),
        Link("casework:replies", _("Ready words"), "casework.write_replies"),
        Link("dashboards:settings", _("Settings"), "agency.change_settings"),
    ],
    "settings": [
        Link("calls:types", _("Kinds of call that are texted"), "calls.adopt_types"),
        Link("calls:rules", _("Rules"), "calls.change_rules"),
        Link("calls:protection", _("Protected numbers and places"), "calls.protect"),
        Link("messaging:templates", _("Templates"), "messaging.approve_templates"),
        Link("concerns:kinds", _("Kinds of concerns"), "concerns.manage_categories"),
        Link("concerns:routing", _("Routing"), "concerns.manage_categories"),
        Link("concerns:agencies", _("Other agencies"), "concerns.manage_categories"),
        Link("concerns:known_places", _("Known places"), "concerns.manage_categories"),
        Link("casework:queues", _("Queues"), "casework.manage_queues"),
        Link("casework:replies", _("Ready words"), "casework.write_replies"),
        Link("permits:settings", _("Kinds of permit"), "permits.manage_kinds"),
        Link("retention:schedule", _("Words kept and destroyed"), "retention.manage"),
        Link("open311:keys", _("Other programs"), "open311.manage"),
    ],
    "retention": [
        Link("dashboards:settings", _("Change the days in the settings"), "agency.change_settings")
    ],
}
