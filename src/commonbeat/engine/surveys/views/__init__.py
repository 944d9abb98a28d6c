"""The pages of the surveys: parse, one action or some queries, answer."""
