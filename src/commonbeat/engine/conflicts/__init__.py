"""May this person decide about these parties? The one question asked before every assignment."""
