"""The verbs that permits write in the book beside those of casework."""

KIND_ADOPTED = "permit_kind.adopted"
