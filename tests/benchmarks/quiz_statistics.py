"""How the statistics of a quiz behave with 100,000 attempts: `make benchmark-statistics`.

It fills a database of its own (SQLite in a temporary folder, or a new one on the PostgreSQL server of DATABASE_URL),
counts the attempts by the very service, and measures pages as ratios to those with 1,000 attempts: ratios hold on any
machine. What was found stands in README.md beside this file.
"""

import os
import sys

import django

from tests.benchmarks.own_database import own_database

if __name__ == "__main__":
    with own_database("academy_benchmark_statistics"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "academy.settings.test"
        django.setup()
        from tests.benchmarks.large_quiz import measure  # its models need Django

        sys.stdout.write("\n".join(measure()) + "\n")
