"""A graceful stop: who is being served is served."""

import http.client
import signal
import threading
import time

import pytest

from tests.gunicorn import serving

TAKES = 1.5


def slow(environ, start_response):
    """What gunicorn serves in this test."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(TAKES)
    start_response("200 OK", [("Content-Length", "4")])
    return [b"done"]


def test_a_request_in_hand_is_finished_and_no_other_is_taken():
    answers = []

    def ask():
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asking.request("GET", "/slow")
        answers.append(asking.getresponse().read())

    with serving("tests.newsroom.test_stopping:slow") as (gunicorn, port):
        readers = [threading.Thread(target=ask) for _ in range(4)]
        for reader in readers:
            reader.start()
        time.sleep(TAKES / 3)
        gunicorn.send_signal(signal.SIGTERM)
        for reader in readers:
            reader.join()
        gunicorn.wait(20)
        with pytest.raises(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/")

    assert answers == [b"done"] * 4
