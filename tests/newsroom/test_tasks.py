from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY

from newsroom import tasks


def test_ended_sessions_are_removed(db):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))

    tasks.clear_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_the_worker_leaves_a_sign_of_life(monkeypatch, tmp_path):
    monkeypatch.setattr(tasks, "HEARTBEAT", tmp_path / "alive")

    tasks.heartbeat()

    assert (tmp_path / "alive").exists()


def test_what_a_killed_worker_had_locked_is_open_when_the_next_one_begins(monkeypatch):
    HUEY.lock_task("reads").acquire()
    monkeypatch.setattr(Consumer, "run", lambda _consumer: None)

    call_command("run_huey")

    assert not HUEY.is_locked("reads")
