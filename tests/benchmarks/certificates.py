"""What a certificate costs, as ratios to a plain render of the same page: `make benchmark-certificates`.

It fills a database of its own, produces certificates by the very services, and beside each of them renders the page
plainly, twice, in the same run: the two plain series tell how much of a difference is noise. What was found is written
to results/. Ends with 1 when a target is missed by the median and by the best turn.
"""

import os
import sys

import django

from tests.benchmarks.own_database import own_database

if __name__ == "__main__":
    with own_database("academy_benchmark_certificates"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "academy.settings.test"
        django.setup()
        # Their models need Django.
        from tests.benchmarks.certificate_report import write_report
        from tests.benchmarks.certificate_turns import measure

        sys.exit(write_report(measure(turns=int(os.environ.get("TURNS", "60")))))
