"""Export and import against plain reading, writing and loading of the same rows; and their memory.

Seconds are of the processor, of a process each, so that neither others on the machine nor an
earlier run are in them. `WINGTERM_BENCH_SCALE` says how large the register is.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.bench import machine
from tests.benchmarks.big.build import cached, chosen
from tests.packaging.conftest import ROOT

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7_200)]

BEGIN = """
import json, resource, sqlite3, sys, time
from pathlib import Path
register, folder = sys.argv[1:3]
from wingterm.services.exchange.tables import TABLES
"""
END = """
used = resource.getrusage(resource.RUSAGE_SELF)
# Not `ru_maxrss`: that has the peak of the process that started this one in it.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
mib = int(peak.split()[1]) / 1024
print(json.dumps({"s": used.ru_utime + used.ru_stime, "mib": mib}))
"""
PLAIN_OUT = """
connection = sqlite3.connect(register)
with open(folder + ".plain", "w") as file:
    for table in TABLES:
        for row in connection.execute(f"SELECT {', '.join(table.names)} FROM {table.name}"):
            file.write(json.dumps(dict(zip(table.names, row)), separators=(",", ":")) + "\\n")
"""
OUT = """
from db.engine import open_store
from wingterm.clock import random_ids, system_clock
from wingterm.services.access_log import AccessLog
from wingterm.services.desk import Desk
from wingterm.services.exchange.export import export_register
store = open_store(register)
with store.read() as reader:
    account = reader.rows("SELECT account FROM officer WHERE role = 'administrator'", ())[0][0]
log = AccessLog(Path(folder + ".access"), system_clock)
export_register(Desk(store, account, "cli", random_ids, log), Path(folder), csv=CSV)
"""
PLAIN_IN = """
from db.create import create_store
create_store(folder + ".plain.db")
connection = sqlite3.connect(folder + ".plain.db", isolation_level=None)
connection.execute("PRAGMA cache_size = -65536")
connection.execute("BEGIN")
for table in reversed(TABLES):
    connection.execute(f"DELETE FROM {table.name}")
for table in TABLES:
    with open(f"{folder}/{table.name}.jsonl") as file:
        rows = (tuple(json.loads(line).values()) for line in file)
        connection.executemany(table.into.per_row, rows)
connection.execute("COMMIT")
"""
CHECK = """
from db.checker import check_store
from db.engine import open_store
assert check_store(open_store(register)) == []
"""
IN = """
from wingterm.services.exchange.load import import_register
from wingterm.settings import Settings
done = import_register(Settings(store=folder + ".copy/register.db"), Path(folder))
assert done.sound, (done.violations, done.differences)
"""


def measured(script: str, register: Path, folder: Path) -> tuple[float, float]:
    """Run a script in a process of its own; give its processor seconds and its peak in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + script + END, str(register), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return told["s"], told["mib"]


def test_there_and_back(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    folder = tmp_path / "out"
    print(f"\n{machine()}; processor seconds, peak MiB")
    for shape in dict.fromkeys(("tiny", chosen())):
        register = cached(shape)
        ways = {
            "plain sqlite3 and json, out": PLAIN_OUT,
            "export, JSON lines": OUT.replace("CSV", "False"),
            "export, CSV too": OUT.replace("CSV", "True"),
            "plain json and sqlite3, in": PLAIN_IN,
            "the checker alone": CHECK,
            "import": IN,
        }
        took = {}
        for name, script in ways.items():
            if name.startswith("export"):
                shutil.rmtree(folder, ignore_errors=True)
            took[name] = measured(script, register, folder)
        rows = sum(path.read_bytes().count(b"\n") for path in folder.glob("*.jsonl"))
        print(f"{shape}: {rows:,} rows")
        for name, (seconds, peak) in took.items():
            print(f"  {name:<30} {seconds:8.1f} s  {peak:7.0f} MiB")
        out, back = took["export, JSON lines"][0], took["import"][0]
        floor = took["plain json and sqlite3, in"][0] + took["the checker alone"][0]
        print(f"  export / plain: {out / took['plain sqlite3 and json, out'][0]:.2f}")
        print(f"  import / (plain and the checker): {back / floor:.2f}")
        for left in tmp_path.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
