"""The services of docker-compose.yml as processes of this machine, with the settings of production."""

import json
import sys
from pathlib import Path

from tests.production.compose import Native, free_port, services

TOKEN = "m" * 40


class Stack:
    """All services of ours, over this database and this Redis."""

    def __init__(self, folder: Path, *, database: str, broker: str, webs: int = 2) -> None:
        (folder / "data" / "media").mkdir(parents=True)
        self.folder = folder
        self.shared = {
            "DATABASE_URL": database,
            "REDIS_URL": broker,
            "DJANGO_SETTINGS_MODULE": "academy.settings.production",
            "SECRET_KEY": "k" * 60,
            "ALLOWED_HOSTS": "academy.example.org",
            "SITE_URL": "https://academy.example.org",
            "STATIC_ROOT": str(folder / "static"),
            "DATABASE_POOL_SIZE": "4",
            "METRICS_TOKEN": TOKEN,
        }
        (folder / "compose").mkdir()
        self.read = services(folder / "compose")
        self.migrate = self.native("migrate")
        self.webs = [self.native("web", number) for number in "12"[:webs]]
        self.works = {name: self.native(name) for name in ("worker", "certificates", "mail", "beat")}

    def native(self, name: str, number: str = "") -> Native:
        """Return a service, or one more of it, which is not started yet."""
        return Native(self.read[name], self.folder / f"{name}{number}", self.shared, free_port())

    @property
    def ports(self) -> list[int]:
        return [web.port for web in self.webs]

    def up(self, *prepare: str) -> dict:
        """Do what the README says: migrate, make the keys, start everything. `prepare`: a module and its arguments."""
        self.migrate.run()
        for process in self.works.values():
            process.start()
        module = prepare or ("tests.production.prepare",)
        prepared = self.works["certificates"].run(sys.executable, "-m", *module)
        for process in self.webs:
            process.start()
        return json.loads(prepared.splitlines()[-1])

    def down(self) -> None:
        for process in (*self.works.values(), *self.webs):
            if hasattr(process, "process"):
                process.stop()
