"""manage.py as a newcomer calls it: in a checkout whose paper `make run` serves, with nothing set."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ["manage.py", "articles", "newsroom", "weather", "templates", "locale", "static", "deploy"]
"""What the image holds of the tree."""


def copy_of_the_code(folder, *more):
    for name in [*CODE, *more]:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(
            ROOT / name,
            folder / name,
            **({"ignore": shutil.ignore_patterns("__pycache__")} if copy is shutil.copytree else {}),
        )
    return folder


def manage(checkout, *command, at=None, **environment):
    return subprocess.run(
        [sys.executable, checkout / "manage.py", *command],
        cwd=at or checkout,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def ask(checkout, expression, **more):
    """What a shell of the paper answers."""
    answer = manage(checkout, "shell", "--no-imports", "-c", f"print({expression})", **more)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def told(answer):
    """The one line with which a command ended that could not begin."""
    assert answer.returncode == 1 and answer.stdout == ""
    (line,) = answer.stderr.strip().splitlines()
    return line


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A checkout in which `make run` was never called."""
    return copy_of_the_code(tmp_path_factory.mktemp("fresh"), "scripts")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A checkout whose paper has been set up as scripts/run does it."""
    checkout = copy_of_the_code(tmp_path_factory.mktemp("served"), "scripts")
    begin = 'settings=$("$PYTHON" scripts/local.py) && eval "$settings" && "$PYTHON" manage.py migrate --verbosity 0'
    subprocess.run(
        ["sh", "-c", begin], cwd=checkout, env={"PATH": os.environ["PATH"], "PYTHON": sys.executable}, check=True
    )
    return checkout


def test_scripts_run_takes_its_settings_from_where_manage_py_takes_them():
    run = (ROOT / "scripts" / "run").read_text()

    assert "scripts/local.py" in run
    assert not re.search(r"SECRET_KEY|ALLOWED_HOSTS|SITE_URL", run)


def test_a_newcomer_makes_a_user_of_the_paper_that_is_served(served):
    made = manage(
        served,
        *["createsuperuser", "--noinput", "--username", "owner", "--email", "owner@paper.example"],
        DJANGO_SUPERUSER_PASSWORD="correct-horse-battery",
    )

    assert made.returncode == 0, made.stderr
    assert ask(served, "__import__('django').contrib.auth.models.User.objects.get().username") == "owner"


def test_a_setting_that_names_no_other_paper_is_no_reason_to_stop(served):
    """Weather is fetched with `KMA_API_KEY=… manage.py fetch_weather`."""
    assert ask(served, "__import__('django.conf').conf.settings.KMA_API_KEY", KMA_API_KEY="of the KMA") == "of the KMA"


@pytest.mark.parametrize("port", ["", "8001"])
def test_it_is_the_paper_that_scripts_run_serves(served, port):
    conf = "__import__('django.conf').conf.settings"
    names = ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "SERVE_MEDIA", "DEBUG"]

    answer = ask(
        served,
        f"[{', '.join(f'{conf}.{name}' for name in names)}, str({conf}.DATABASES['default']['NAME'])]",
        PORT=port,
    )

    assert eval(answer) == [
        (served / "var" / "secret_key").read_text(),
        ["127.0.0.1", "localhost"],
        f"http://127.0.0.1:{port or 8000}",
        True,
        False,
        str(served / "var" / "newsroom.sqlite3"),
    ]


def test_the_folder_from_which_it_is_called_has_no_say(served, fresh):
    name = "str(__import__('django.conf').conf.settings.DATABASES['default']['NAME'])"

    assert ask(served, name, at="/") == ask(served, name, at=fresh) == str(served / "var" / "newsroom.sqlite3")


def test_what_the_caller_sets_beside_it_stays(served):
    conf = "__import__('django.conf').conf.settings"

    assert ask(served, f"{conf}.SITE_URL", SITE_URL="http://news.local:81") == "http://news.local:81"


def test_each_checkout_has_its_own_paper(served, fresh):
    assert "make run" in told(manage(fresh, "check", at=served))
    assert manage(served, "check", at=fresh).returncode == 0


def test_before_the_first_make_run_it_says_what_makes_a_paper(fresh):
    line = told(manage(fresh, "createsuperuser"))

    assert line.startswith("There is no paper here yet: `make run` makes one.")
    assert not (fresh / "var" / "newsroom.sqlite3").exists()


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"SECRET_KEY": "a" * 50}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY_FILE": "/etc/hostname"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "paper.example"}, "SECRET_KEY"),
        ({"DATABASE_URL": "postgres://db.example/newsroom"}, "SECRET_KEY"),
        ({"DATABASE_URL_FILE": "/run/secrets/database"}, "SECRET_KEY"),
        ({"DEBUG": "0"}, "SECRET_KEY"),
    ],
)
def test_whoever_sets_a_part_is_told_of_the_rest(served, environment, missing):
    line = told(manage(served, "check", **environment))

    assert line == f"{missing} is not set. Set it in the environment or in .env (see .env.example)."


def test_beside_a_stack_of_compose_nothing_is_done_to_the_wrong_paper(served):
    (served / ".env").write_text("SECRET_KEY=\n")
    try:
        line = told(manage(served, "createsuperuser"))
        named = manage(served, "check", SECRET_KEY_FILE=str(served / "var" / "secret_key"), ALLOWED_HOSTS="localhost")
    finally:
        (served / ".env").unlink()

    assert "docker-compose exec web python manage.py" in line
    assert f"SECRET_KEY_FILE={served / 'var' / 'secret_key'} ALLOWED_HOSTS=localhost" in line
    assert named.returncode == 0


def test_what_goes_into_the_image_takes_no_folder_for_the_paper(tmp_path, served):
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.M)
    assert set(CODE) <= set(let_in) and not any(name.startswith("scripts") for name in let_in)
    image = copy_of_the_code(tmp_path)
    shutil.copytree(served / "var", image / "var")

    line = told(manage(image, "migrate"))

    assert line == "SECRET_KEY is not set. Set it in the environment or in .env (see .env.example)."


def test_gunicorn_takes_nothing_from_a_checkout_either(served):
    ended = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"],
        cwd=served,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert told(ended) == "SECRET_KEY is not set. Set it in the environment or in .env (see .env.example)."


def test_the_key_is_made_once_and_for_nobody_else_to_read(served):
    key = served / "var" / "secret_key"
    before = key.read_text()

    subprocess.run([sys.executable, "scripts/local.py"], cwd=served, check=True, capture_output=True)

    assert key.read_text() == before and len(before) > 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_shell_gets_what_the_caller_has_not_set(served):
    environment = {"PATH": os.environ["PATH"], "ALLOWED_HOSTS": "news.local", "SECRET_KEY": "of the caller"}

    answer = subprocess.run(
        [sys.executable, "scripts/local.py"], cwd=served, env=environment, check=True, capture_output=True, text=True
    )

    assert re.findall(r"^export (\w+)=", answer.stdout, re.M) == ["SITE_URL", "SERVE_MEDIA", "LOG_LEVEL"]
