"""What the files that deploy the paper promise. That the stack really runs is `.ci/stack`'s to show."""

import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.servers import postgresql_server, valkey_server

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = ["web", "worker", "migrate"]
LASTING = ["proxy", "web", "worker", "db", "cache"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stack() -> dict:
    return yaml.safe_load(read("docker-compose.yml"))


@pytest.fixture(scope="module")
def services(stack) -> dict:
    return stack["services"]


# --- Compose ------------------------------------------------------------------------------------


def test_readers_reach_the_proxy_and_nothing_else(services):
    published = [name for name, service in services.items() if "ports" in service]

    assert published == ["proxy"]


def test_database_and_cache_have_no_way_to_the_internet(stack, services):
    assert stack["networks"]["inside"]["internal"] is True
    assert services["db"]["networks"] == services["cache"]["networks"] == ["inside"]


@pytest.mark.parametrize("name", LASTING)
def test_what_should_run_is_watched_restarted_and_does_not_fill_the_disk(services, name):
    service = services[name]

    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_nothing_starts_before_its_database_is_up_to_date(services, name):
    waits_for = {part: wait["condition"] for part, wait in services[name]["depends_on"].items()}

    assert waits_for == {
        "migrate": "service_completed_successfully",
        "db": "service_healthy",
        "cache": "service_healthy",
    }


def test_migrate_runs_once(services):
    assert services["migrate"]["restart"] == "no"
    assert services["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", ["proxy", *APPLICATION])
def test_a_break_in_finds_little_to_work_with(services, name):
    service = services[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_nothing_of_ours_runs_as_root(services):
    assert services["proxy"]["user"].split(":")[0] != "0"
    assert not any("user" in services[name] for name in APPLICATION)
    assert re.findall(r"^USER (.+)$", read("Dockerfile"), re.M) == ["newsroom"]


def test_data_outlives_its_container(stack, services):
    mounts = {name: dict(each.split(":")[:2] for each in services[name].get("volumes", [])) for name in services}

    assert mounts["db"] == {"database": "/var/lib/postgresql"}  # 18 and later: a folder for each major in it
    assert mounts["cache"] == {"queue": "/data"}
    assert mounts["web"]["media"] == mounts["proxy"]["media"] == "/srv/media"
    assert set(stack["volumes"]) == {"database", "queue", "media", "static"}


def test_what_has_no_safe_default_must_be_filled_in(services):
    for name in APPLICATION:
        environment = services[name]["environment"]
        for variable in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "PGPASSWORD"):
            assert re.fullmatch(r"\$\{[A-Z_]+:\?fill in [A-Z_]+ in \.env\}", environment[variable])


def test_no_password_stands_in_the_compose_file(services):
    for service in services.values():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY", variable):
                assert value.startswith("${")
            assert not re.search(r"://[^/@\s]+:[^/@\s]+@", value)


def test_web_can_be_scaled(services):
    assert not {"container_name", "hostname", "ports"} & set(services["web"])


def test_the_worker_queue_is_never_dropped_for_want_of_memory(services):
    command = services["cache"]["command"]

    assert command[command.index("--maxmemory-policy") + 1].startswith("volatile-")
    assert command[command.index("--appendonly") + 1] == "yes"


def test_the_proxy_waits_longer_than_gunicorn_and_compose_longer_than_both_need_to_end(services):
    gunicorn = dict(re.findall(r"^(\w+) = (\d+)", read("deploy/gunicorn.conf.py"), re.M))
    proxy_waits = int(re.search(r"proxy_read_timeout (\d+)s", read("deploy/nginx.conf.template"))[1])

    assert proxy_waits > int(gunicorn["timeout"])
    assert int(services["web"]["stop_grace_period"].removesuffix("s")) > int(gunicorn["graceful_timeout"])


# --- What is tested is what is shipped ----------------------------------------------------------


def version_of(server: Path) -> tuple[str, str]:
    """Name and major, as the server itself says them: `postgres (PostgreSQL) 18.4`, `Valkey server v=9.1.2 …`."""
    said = subprocess.run([server, "--version"], check=True, capture_output=True, text=True).stdout
    name, major = re.match(r"(\w+).*?\s(?:v=)?(\d+)\.", said).groups()
    return name.lower(), major


@pytest.mark.parametrize(("part", "server"), [("db", postgresql_server), ("cache", valkey_server)])
def test_compose_runs_the_servers_that_the_tests_run(services, part, server):
    name, major = version_of(server())

    assert re.match(rf"(?:\w+/)?{name}:{major}(?:-|$)", services[part]["image"])
    assert re.search(rf"^\| `{part}` \| {name}(?:ql)? {major}\b", read("docs/operations.md"), re.I | re.M)


# --- Image --------------------------------------------------------------------------------------


def test_the_image_has_the_python_that_the_project_names():
    oldest = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")

    default = re.search(r"^ARG PYTHON=(\S+)$", read("Dockerfile"), re.M)[1]
    bases = [base.replace("${PYTHON}", default) for base in re.findall(r"^FROM (\S+)", read("Dockerfile"), re.M)]

    assert set(bases) == {f"python:{oldest}-slim-bookworm"}


def test_only_what_was_named_goes_into_the_image():
    lines = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}

    assert lines[0] == "*"
    assert not let_in & {".git", ".env", "tests", "var", ".venv"}
    assert all((ROOT / name).exists() for name in let_in)


# --- Dependencies -------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_packages_and_hashes_and_no_address(lock):
    text = read(lock)
    pins = re.findall(r"^[a-z0-9][^\s]*==\S+.*(?:\n .*)*", text, re.M)

    assert len(pins) > 20
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", text)


def test_what_the_paper_runs_on_is_what_was_tested():
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9][^\s;]*==[^\s;]+)", read(lock), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


# --- Configuration ------------------------------------------------------------------------------

READS = re.compile(
    r"""(?:env\.\w+|required_in_production|os\.environ\.get)\(\s*["']([A-Z][A-Z0-9_]+)["']"""  # in Python
    r"""|\$\{([A-Z][A-Z0-9_]+)(?::[-?][^}]*)?\}"""  # in the compose file and the scripts
)


def variables_read() -> set[str]:
    sources = [*(ROOT / "newsroom").glob("*.py"), *(ROOT / "articles").glob("*.py"), *(ROOT / "weather").glob("*.py")]
    sources += [*(ROOT / "deploy").glob("*.*"), *ROOT.glob("docker-compose*.yml")]
    return {name for source in sources for pair in READS.findall(source.read_text()) for name in pair if name}


def test_every_variable_stands_in_the_example_and_no_other():
    listed = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", read(".env.example"), re.M))

    assert listed - {"COMPOSE_FILE"} == variables_read()  # that one Compose itself reads


def test_every_variable_is_told_in_the_readme():
    told = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", read("README.md")))

    assert not variables_read() - told


def test_the_example_holds_no_secret():
    filled_in = re.findall(r"^[A-Z][A-Z0-9_]+=.+$", read(".env.example"), re.M)

    assert filled_in == []


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize(
    "command",
    [["manage.py", "check"], ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"]],
    ids=["manage.py", "gunicorn"],
)
def test_without_what_production_needs_it_stops_with_one_clear_line(missing, command):
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "a" * 50, "ALLOWED_HOSTS": "paper.example"}
    del environment[missing]

    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30
    )

    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines() == [
        f"{missing} is not set. Set it in the environment or in .env (see .env.example)."
    ]


# --- Health checks ------------------------------------------------------------------------------


def healthcheck(part: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "deploy" / "healthcheck.py", part]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)


def test_a_container_finds_its_web_server_well(live_server):
    assert healthcheck("web", PORT=str(live_server.thread.port)).returncode == 0


def test_a_container_says_what_is_wrong_with_its_web_server(live_server, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    ended = healthcheck("web", PORT=str(live_server.thread.port))

    assert ended.returncode == 1
    assert '"cache": false' in ended.stderr


def test_a_container_without_a_web_server_is_ill():
    assert healthcheck("web", PORT="1").returncode == 1


def test_a_worker_is_well_as_long_as_it_gives_signs_of_life(tmp_path):
    heartbeat = tmp_path / "heartbeat"
    heartbeat.touch()
    assert healthcheck("worker", WORKER_HEARTBEAT=str(heartbeat)).returncode == 0

    an_hour_ago = time.time() - 3600
    os.utime(heartbeat, (an_hour_ago, an_hour_ago))

    assert "no sign of life" in healthcheck("worker", WORKER_HEARTBEAT=str(heartbeat)).stderr


def test_a_worker_that_never_started_is_ill(tmp_path):
    assert healthcheck("worker", WORKER_HEARTBEAT=str(tmp_path / "none")).returncode == 1


# --- Scripts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [".ci/run", ".ci/stack", "scripts/run", "scripts/setup", "scripts/compatibility", "deploy/migrate.sh"],
)
def test_scripts_can_be_run_and_read_by_their_shell(script):
    shell = re.match(r"#!(?:/usr/bin/env )?(?:/bin/)?(\w+)", read(script))[1]

    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run([shell, "-n", ROOT / script], capture_output=True).returncode == 0


def test_the_makefile_tells_of_each_of_its_targets():
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    declared = set(re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split())

    assert targets == told == declared
