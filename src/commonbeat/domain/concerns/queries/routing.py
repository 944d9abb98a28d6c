"""Where a report goes: its area and the queue that takes care of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from commonbeat.domain.concerns.models import Category, RoutingRule
from commonbeat.domain.concerns.rules import Route, first_fit
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.models import Agency, Area


def routing_rules(agency: Agency) -> list[RoutingRule]:
    """Return the rules in force, in their order."""
    rules = RoutingRule.objects.filter(agency=agency, ended_at=None, queue__ended_at=None)
    return list(rules.select_related("queue", "category", "area").order_by("position"))


def fitting_rule(category: Category, area: Area | None, at: datetime) -> RoutingRule | None:
    """Return the first rule that fits; None where the category's own queue takes it."""
    agency = category.agency
    rules = {rule.pk: rule for rule in routing_rules(agency)}
    local = at.astimezone(ZoneInfo(agency.time_zone))
    fit = first_fit(map(_route, rules.values()), category.pk, area.pk if area else None, local)
    return rules[fit.key] if fit else None


def queue_for(category: Category, area: Area | None, at: datetime) -> Queue:
    rule = fitting_rule(category, area, at)
    return rule.queue if rule else category.queue


def _route(rule: RoutingRule) -> Route:
    return Route(
        key=rule.pk,
        category=rule.category_id,
        area=rule.area_id,
        weekdays=frozenset(rule.weekdays),
        since=rule.from_time,
        until=rule.to_time,
    )
