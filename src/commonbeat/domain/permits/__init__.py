"""Permits and licences: applied for, reviewed by several at once, decided on listed grounds, checked, renewed."""
