"""Permits and licences: asked for, reviewed by several at once, decided on listed grounds, renewed."""
