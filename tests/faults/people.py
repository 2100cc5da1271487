"""Adds learners whose fate is to work while something breaks. Prints their addresses.

python -m tests.faults.people NUMBER
"""

import json
import sys

import django

django.setup()

from tests.factories.people import make_user  # noqa: E402 - the apps are ready only now

addresses = [f"learner{number}@kitabxana.example" for number in range(int(sys.argv[1]))]
for address in addresses:
    make_user(email=address, language="ru")
sys.stdout.write(json.dumps(addresses))
