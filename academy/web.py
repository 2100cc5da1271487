"""The web server of production: modules are loaded once, and its processes are made of the one that has loaded them.

So they share that memory, and each is there at once. Takes the options of granian: `python -m academy.web --workers 2`.
A new release needs a new start, for processes that are made anew have the modules of the old one.
"""

import multiprocessing
from importlib import import_module

from django.db import connections
from granian.cli import entrypoint

if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    import_module("academy.wsgi")
    # What is open belongs to one process.
    connections.close_all()
    entrypoint()
