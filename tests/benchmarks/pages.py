"""What the pages of the table of budgets cost, in bare views with one query: `make bench`, `make bench SIZE=large`.

It fills a database of its own, starts the web server as in production, and asks it from loopback in rounds, all kinds
of work in an order left to seeded chance, the bare view twice: the two bare series tell how much of a difference is
noise. What was found is written to results/. Ends with 1 when a budget is missed by the median and by the best round.
"""

import os
import sys

import django

from tests.benchmarks.production import own_production, own_redis

if __name__ == "__main__":
    with own_production("academy_benchmark_pages"), own_redis():
        django.setup()
        # Their models need Django.
        from tests.benchmarks.pages_report import write_report
        from tests.benchmarks.pages_rounds import measure

        sys.exit(write_report(measure(size=os.environ.get("DATASET", "S"))))
