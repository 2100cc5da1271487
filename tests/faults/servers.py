"""A PostgreSQL and a Redis of the tests' own, so that they can be broken without harm to anybody else."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
from redis import Redis, RedisError

from tests.production.compose import Stoppable, free_port
from tests.production.visitor import wait

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))
#: Room for the files of the database where a small disk may be mounted for them.
ROOM = "400m"


def missing() -> str:
    """Say which program is not there; nothing if all are."""
    needed = [PROGRAMS / "initdb", PROGRAMS / "postgres", "redis-server"]
    return ", ".join(str(program) for program in needed if not shutil.which(program))


class Disk:
    """A folder that is a small disk of its own where this may be mounted, so that it can be full or read-only."""

    def __init__(self, folder: Path, size: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        self.is_own = subprocess.run(command, capture_output=True, check=False).returncode == 0

    def fill(self) -> None:
        """Leave not one byte."""
        with (self.folder / "ballast").open("wb") as ballast, suppress(OSError):
            while True:
                ballast.write(b"x" * 65536)
                ballast.flush()

    def clear(self) -> None:
        (self.folder / "ballast").unlink()

    def remount(self, way: str) -> None:
        """`ro` or `rw`."""
        subprocess.run(["mount", "-o", f"remount,{way}", str(self.folder)], check=True)

    def close(self) -> None:
        if self.is_own:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


class Server(Stoppable):
    """One process, with what it forks."""

    process: subprocess.Popen[bytes] | None = None

    def signal(self, number: signal.Signals) -> None:
        """Send it to the process and to its children, the parent first."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for process in (self.process.pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def kill(self) -> None:
        """End it as the power does."""
        if self.process:
            self.process.kill()
            self.process.wait()


class OwnRedis(Server):
    """Keeps nothing on the disk: whoever kills it, empties it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--daemonize", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait("Redis", self.answers)

    def answers(self) -> bool:
        try:
            with Redis.from_url(self.url, socket_timeout=3) as redis:
                return bool(redis.ping())
        except RedisError:
            return False


class OwnPostgreSQL(Server):
    """Runs as another user, because it refuses to be root."""

    def __init__(self) -> None:
        self.folder, self.port = Path(tempfile.mkdtemp(prefix="academy-faults-")), free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.disk = Disk(self.folder / "disk", ROOM)
        self.user = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
        if not os.geteuid():
            for folder in (self.folder, self.disk.folder):
                shutil.chown(folder, self.user)
        self._fill(str(self.disk.folder / "data"))

    def _fill(self, folder: str) -> None:
        kind = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "--pgdata", folder, *kind)

    def _command(self, program: str, *arguments: str) -> list[str]:
        changed = [] if os.geteuid() else ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        return [*changed, str(PROGRAMS / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(self._command(program, *arguments), check=True, capture_output=True, cwd="/")

    def start(self, *, preload: str = "", **options: str) -> None:
        """Start it with these settings; after a kill it may have to be tried again until the last child is gone."""

        def is_up() -> bool:
            if self.process is None or self.process.poll() is not None:
                self._spawn(preload, options)
            return self.answers()

        wait("PostgreSQL", is_up)

    def _spawn(self, preload: str, options: dict[str, str]) -> None:
        wanted = {"unix_socket_directories": "", "max_wal_size": "64MB", "min_wal_size": "32MB"} | options
        settings = [word for name, value in wanted.items() for word in ("-c", f"{name}={value}")]
        where = ["-D", str(self.disk.folder / "data"), "-h", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command("postgres", *where, *settings),
                stdout=log,
                stderr=log,
                cwd="/",
                env=os.environ | ({"LD_PRELOAD": preload} if preload else {}),
            )

    def copy(self, other: str) -> None:
        """Take over what another database holds, which is quicker than to migrate."""
        dump = subprocess.run([PROGRAMS / "pg_dump", "--no-owner", other], check=True, capture_output=True)
        load = [PROGRAMS / "psql", "--quiet", "--set=ON_ERROR_STOP=1", self.url]
        subprocess.run(load, input=dump.stdout, check=True, capture_output=True)

    def stop(self) -> None:
        """End it as `pg_ctl stop --mode=fast` does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=3) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def close(self) -> None:
        self.kill()
        self.disk.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Standby(OwnPostgreSQL):
    """Follows a primary that is up."""

    def __init__(self, primary: OwnPostgreSQL) -> None:
        self.primary = primary
        super().__init__()

    def _fill(self, folder: str) -> None:
        where = ["--host=127.0.0.1", f"--port={self.primary.port}", "--username=postgres"]
        self._run("pg_basebackup", "--pgdata", folder, *where, "--write-recovery-conf", "--checkpoint=fast")
