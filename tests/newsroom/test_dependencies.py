"""`make check` asks for known holes in what is pinned, and goes on where there is nobody to ask."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOLE = {"id": "GHSA-test", "summary": "Lets readers in.", "modified": "2026-01-01T00:00:00Z", "affected": []}


@pytest.fixture
def database():
    """OSV as far as it is asked here. `holes`: packages that have one; `ends_after`: answers, then it breaks off."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked["package"]["name"])
            if len(server.asked) > server.ends_after:
                self.connection.close()
                return
            body = json.dumps({"vulns": [HOLE]} if asked["package"]["name"] in server.holes else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None
    server.asked, server.holes, server.ends_after = [], set(), 1000
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def check(address):
    command = [sys.executable, "scripts/check_dependencies.py", "requirements.lock", "--service", address]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def address_of(server):
    return f"http://127.0.0.1:{server.server_port}/"


def test_a_known_hole_fails_the_check_and_is_named(database):
    database.holes = {"django"}

    answer = check(address_of(database))

    assert answer.returncode == 1
    assert "GHSA-test" in answer.stdout
    assert {"django", "pillow", "nh3"} <= set(database.asked)


def test_without_one_it_passes(database):
    answer = check(address_of(database))

    assert (answer.returncode, answer.stderr) == (0, "")
    assert "0 with known holes" in answer.stdout


def test_a_hole_is_not_hidden_by_a_service_that_goes_away(database):
    database.holes, database.ends_after = {"annotated-types", "anyio", "asgiref"}, 5

    answer = check(address_of(database))

    assert answer.returncode == 1
    assert "the others not" in answer.stdout


def test_where_there_is_nobody_to_ask_one_line_says_so():
    answer = check("http://127.0.0.1:9/")

    assert answer.returncode == 0
    assert answer.stdout.count("\n") == 1
    assert "the others not" in answer.stdout
