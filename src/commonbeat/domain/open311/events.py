"""The verbs that Open311 writes in the book, beside those of concerns."""

RECEIVED = "open311.received"
NEWS_RECEIVED = "open311.news_received"
KEY_TERMS_SET = "open311.key_terms_set"
HAND_OFF_SETTLED = "open311.hand_off_settled"
PARTNER_DESCRIBED = "open311.partner_described"
HISTORY_IMPORTED = "open311.history_imported"
