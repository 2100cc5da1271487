"""What verification costs with a million certificates, as ratios to a bare view with one query.

`make benchmark-verification` fills a database of its own, starts the web server as in production, and asks it from
loopback, in turns, for certificates that are known, unknown and mistyped, and for the bare view, twice: the two bare
series tell how much of a difference is noise. What was found is written to results/.
"""

import os
import sys

import django

from tests.benchmarks.production import own_production

if __name__ == "__main__":
    with own_production("academy_benchmark_verification"):
        django.setup()
        # Their models need Django.
        from tests.benchmarks.verification_report import write_report
        from tests.benchmarks.verification_rounds import measure

        sys.exit(write_report(measure(size=int(os.environ.get("CERTIFICATES", "1000000")))))
