"""Entry points: pages for staff, and pages for whoever holds a receipt."""
