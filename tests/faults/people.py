"""Adds learners whose fate is to work while something breaks, and a registrar. Prints the addresses of the learners.

python -m tests.faults.people NUMBER REGISTRAR
"""

import json
import sys

import django

django.setup()

from academy.accounts.enums import Role  # noqa: E402 - the apps are ready only now
from tests.factories.people import add_second_factor, make_user  # noqa: E402

addresses = [f"learner{number}@kitabxana.example" for number in range(int(sys.argv[1]))]
for address in addresses:
    make_user(email=address, language="ru")
add_second_factor(make_user(Role.REGISTRAR, email=sys.argv[2], language="en"))
sys.stdout.write(json.dumps(addresses))
