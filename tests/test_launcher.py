"""The launcher on machines of every kind: with and without uv, pip or Python; interrupted; started twice.

No network: a stand-in for uv makes the environment out of the Python that runs the tests.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OWN = {"test", "lint", "bench", "pictures"}
UV = """#!/bin/sh
echo "uv $*" >>"$HOME/log"
case $1 in
  --version) ;;
  venv) for last; do :; done; mkdir -p "$last/bin"; ln -s "$REAL_PYTHON" "$last/bin/python"; sleep "${SLOW:-0}" ;;
  pip) [ ! -e "$HOME/no-network" ] ;;
esac
"""
CLI = "import os, sys\nprint('ran', os.getcwd(), sys.argv[1:])\nsys.exit(int(os.environ.get('STATUS', '0')))\n"


class Machine:
    """A clone in a folder with a space, a home, and a PATH that holds only what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.home, self.path = folder / "een map", folder / "home", folder / "bin"
        self.launcher = self.clone / "onderdak"
        for made in (self.clone / "webapp", self.clone / "scripts", self.home, self.path):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "onderdak", self.clone)
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (self.clone / lock).write_text("# as good as any\n")
        (self.clone / "webapp" / "cli.py").write_text(CLI)
        (self.clone / "scripts" / "lint.py").write_text(CLI)
        for tool in "sh dirname readlink sha256sum grep sed rm mkdir ln flock id sleep".split():
            if found := shutil.which(tool):
                (self.path / tool).symlink_to(found)

    def put(self, name: str, script: str) -> None:
        """Put a program on the PATH."""
        (self.path / name).write_text(script)
        (self.path / name).chmod(0o755)

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start the launcher with an environment that holds nothing else."""
        environment = {"HOME": str(self.home), "PATH": str(self.path), "REAL_PYTHON": sys.executable, **more}
        command = [self.launcher, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=self.home, env=environment, stdout=pipe, stderr=pipe, text=True)

    def run(self, *arguments: str, **more: str) -> tuple[int, str, str]:
        """Run it to its end: status, output, errors."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def made(self) -> int:
        """How often an environment was made."""
        log = self.home / "log"
        return log.read_text().count("uv venv") if log.exists() else 0


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.put("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    machine.put("uv", UV)
    return machine


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_launcher_lists_commands_and_makes_nothing(machine: Machine, arguments: tuple[str, ...]):
    status, out, _ = machine.run(*arguments)
    assert status == 0
    assert "  demo " in out
    assert not (machine.clone / ".venv").exists()


def test_list_of_commands_is_the_list_that_exists():
    told = set(re.findall(r"^#:   (\w+) ", (ROOT / "onderdak").read_text(), re.MULTILINE))
    told_by_itself = subprocess.check_output([sys.executable, "-m", "webapp.cli", "--help"], cwd=ROOT, text=True)
    assert told - OWN == set(re.findall(r"^    (\w+) ", told_by_itself, re.MULTILINE))
    assert told >= OWN


def test_command_runs_where_the_person_is_with_its_arguments(machine: Machine):
    status, out, _ = machine.run("match", "een bestand.json", "--scores")
    assert (status, out.strip()) == (0, f"ran {machine.home} ['match', 'een bestand.json', '--scores']")


def test_launcher_works_through_a_symlink(machine: Machine):
    machine.launcher = machine.home / "link"
    machine.launcher.symlink_to(machine.clone / "onderdak")
    assert machine.run("demo")[0] == 0


def test_launcher_runs_its_own_clone_from_within_another(machine: Machine):
    (machine.home / "webapp").mkdir()
    (machine.home / "webapp" / "cli.py").write_text("raise SystemExit('the wrong clone')")
    assert machine.run("demo")[0] == 0


def test_exit_status_is_the_commands(machine: Machine):
    assert machine.run("check", STATUS="2")[0] == 2


def test_environment_is_made_once_and_again_when_the_lock_changes(machine: Machine):
    assert [machine.run("demo")[0], machine.run("demo")[0], machine.made()] == [0, 0, 1]
    (machine.clone / "requirements.lock").write_text("# newer\n")
    assert [machine.run("demo")[0], machine.made()] == [0, 2]


def test_half_made_environment_is_never_used(machine: Machine):
    (machine.home / "no-network").touch()
    (machine.clone / "requirements.lock").write_text(f"onderdak-needs-this==1 --hash=sha256:{'0' * 64}\n")
    status, _, err = machine.run("demo", PIP_NO_INDEX="1")
    assert status == 1
    assert "requirements.lock could not be installed" in err.splitlines()[-1]
    (machine.home / "no-network").unlink()
    assert machine.run("demo")[0] == 0
    assert machine.made() == 2


def test_development_packages_are_added_to_the_same_environment(machine: Machine):
    assert machine.run("demo")[0] == 0
    assert machine.run("lint")[1].startswith(f"ran {machine.clone} ")
    assert machine.run("demo")[0] == 0
    assert machine.made() == 1


def test_two_starts_at_once_make_one_environment(machine: Machine):
    both = [machine.start("demo", SLOW="0.5") for _ in range(2)]
    outs = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], outs
    assert machine.made() == 1


def test_shims_that_fail_and_old_pythons_do_not_count(machine: Machine):
    machine.put("python3", "#!/bin/sh\nexit 127\n")
    machine.put("python3.14", "#!/bin/sh\necho 3.9\n")
    machine.put("python3.13", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    machine.put("uv", UV)
    assert machine.run("demo")[0] == 0
    assert "--python python3.13 " in (machine.home / "log").read_text()


def test_run_lock_is_part_of_the_development_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+(?:\[\w+\])?==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert len(pins("requirements.lock")) > 20
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
