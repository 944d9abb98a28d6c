"""The staff pages of this app: conversations, templates, and numbers that are never texted."""
