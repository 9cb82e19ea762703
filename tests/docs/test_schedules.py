"""The ready files of docs/schedules: each is what its program can read, and names commands that exist."""

from __future__ import annotations

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from backoffice.cli.command_group import command_group

FOLDER = Path(__file__).parents[2] / "docs/schedules"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
VARIABLES = {"BACKOFFICE_BOOK", "BACKOFFICE_CREDENTIALS", "BACKOFFICE_WHO"}
_TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
_FIELD = re.compile(r"(\*|\d+(-\d+)?(,\d+(-\d+)?)*)(/\d+)?")


def names(pattern):
    return [path.name for path in FOLDER.glob(pattern)]


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def unit(name):
    """Return a systemd unit as sections of keys."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(read(name))
    return parser


def cron_times(text):
    """Return the five fields of each line of a crontab that runs something."""
    lines = [line for line in text.splitlines() if re.match(r"[\d*]", line)]
    return [line.split(maxsplit=5)[:5] for line in lines]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_exists(path):
    """What a file calls `backoffice` with is a command, and a call of it is understood."""
    calls = re.findall(
        r"[bS][a-z]+[/\\]backoffice(?:\.exe)? (.+)", path.read_text(encoding="utf-8")
    )
    names = [name for call in calls for name in re.findall(r"^([a-z]+)|'([a-z]+)'", call)]

    assert bool(calls) == (path.suffix not in (".timer", ".env", ".sh"))
    assert {"".join(name) for name in names} <= set(command_group("en").commands)
    assert len(names) >= len(calls)


def test_sync_and_remind_are_run_by_each_kind():
    """Cron, systemd, Windows and a hosted build each run both."""
    kinds = ("*.cron", "*.service", "windows-*.xml", "hosted.yml")
    texts = ["\n".join(map(read, names(kind))) for kind in kinds]

    assert all("sync" in text and "remind" in text for text in texts)


def test_a_line_for_cron_has_five_fields():
    """Minute, hour, day, month, weekday, each in cron's own signs."""
    times = cron_times(read("repair-desk.cron"))
    times += [each["cron"].split() for each in hosted()[True]["schedule"]]

    assert 4 == len(times)
    assert [] == [time for time in times if len(time) != 5 or not all(map(_FIELD.fullmatch, time))]


@pytest.mark.parametrize("name", names("*.service") + names("*.timer"))
def test_units_are_read(name):
    """A service says what it runs, a timer when and that it wants to be started."""
    parsed = unit(name)

    if name.endswith(".service"):
        assert "oneshot" == parsed["Service"]["Type"]
        assert parsed["Service"]["ExecStart"].startswith("/opt/repair-desk/")
        assert (FOLDER / Path(parsed["Service"]["EnvironmentFile"]).name).is_file()
    else:
        assert parsed["Timer"]["OnCalendar"]
        assert "timers.target" == parsed["Install"]["WantedBy"]
        assert (FOLDER / name).with_suffix(".service").is_file()


@pytest.mark.parametrize("name", names("*.xml"))
def test_tasks_are_read(name):
    """A task of Windows has a trigger and an action, and never runs twice at once."""
    task = ElementTree.fromstring(read(name))

    assert f"{_TASK}Task" == task.tag
    assert task.find(f"{_TASK}Triggers/*") is not None
    assert "cmd.exe" == task.findtext(f".//{_TASK}Command")
    assert "IgnoreNew" == task.findtext(f".//{_TASK}MultipleInstancesPolicy")


def hosted():
    return yaml.safe_load(read("hosted.yml"))


def test_the_hosted_build_has_no_key():
    """It signs in as the service account by proving who it is; the job may change nothing in the repository."""
    job = hosted()["jobs"]["desk"]
    [signing_in] = [step for step in job["steps"] if "auth" in step.get("uses", "")]

    assert {"contents": "read", "id-token": "write"} == hosted()["permissions"]
    assert {"workload_identity_provider", "service_account"} == signing_in["with"].keys()
    assert "secrets.REPAIR_DESK_BOOK" in job["env"]["BACKOFFICE_BOOK"]
    assert ["REPAIR_DESK_BOOK"] == re.findall(r"secrets\.(\w+)", read("hosted.yml"))


def test_the_script_for_it_names_what_it_reads():
    """Both values that the hosted build takes from the host are printed by the script that is run once."""
    wanted = set(re.findall(r"vars\.(\w+)", read("hosted.yml")))

    assert wanted == set(re.findall(r'^echo "(\w+):', read("hosted-keyless.sh"), re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_known_variables_are_set(path):
    """No file sets a variable of ours that no command reads."""
    assert set(re.findall(r"BACKOFFICE_[A-Z]+", path.read_text(encoding="utf-8"))) <= VARIABLES


def test_they_are_no_pages_of_the_site():
    """The built help site leaves them out."""
    settings = (FOLDER.parents[1] / "mkdocs.yml").read_text(encoding="utf-8")

    assert "/schedules/" in settings.partition("exclude_docs: |")[2].split()
