"""Every write of Open311: reports and news that came in, photos fetched, hand-offs, keys, older records."""

from commonbeat.domain.open311.actions.forwarding import attend, forget_exchanges, keep_in_touch, settle
from commonbeat.domain.open311.actions.keys import describe_partner, end_key, issue_key
from commonbeat.domain.open311.actions.media import fetch_media
from commonbeat.domain.open311.actions.news import News, receive_news
from commonbeat.domain.open311.actions.receiving import Given, Received, receive

__all__ = [
    "Given",
    "News",
    "Received",
    "attend",
    "describe_partner",
    "end_key",
    "fetch_media",
    "forget_exchanges",
    "issue_key",
    "keep_in_touch",
    "receive",
    "receive_news",
    "settle",
]
