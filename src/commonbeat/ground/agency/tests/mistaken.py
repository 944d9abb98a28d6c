"""A program of its own: mistakes a password once, then tries the next, and prints what was said."""

import sys

import django
from django.test import Client


def main() -> None:
    django.setup()
    client = Client(headers={"host": "127.0.0.1"})
    for _try in range(2):
        answer = client.post("/staff/sign-in/", {"login": "sam.reed@larkspur.example", "password": "wrong"})
        kept_out = "Five tries have failed" in answer.text
        sys.stdout.write(f"{answer.status_code} {'kept out' if kept_out else 'mistaken'}\n")


if __name__ == "__main__":
    main()
