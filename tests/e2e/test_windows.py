"""The tests share windows; these hold that none finds what another has left."""

import pytest

LEAVE = """async () => {
    localStorage.setItem('left', '1');
    document.cookie = 'left=1';
    await (await caches.open('left')).put('/left', new Response('left'));
    await new Promise((done) => { indexedDB.open('left').onsuccess = done; });
}"""
FOUND = """async () => [
    ...Object.keys(localStorage),
    document.cookie,
    ...await caches.keys(),
    ...(await indexedDB.databases()).map(({name}) => name),
    (await navigator.permissions.query({name: 'clipboard-read'})).state,
].filter(Boolean)"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_window_is_as_empty_as_a_new_one(turn, page, context):
    kept = {"Cache-Control": "max-age=600", "Content-Type": "text/html"}
    context.route("**/empty/", lambda route: route.fulfill(body="<title>Empty</title>", headers=kept))
    page.goto("/empty/")

    assert page.evaluate(FOUND) == ["prompt"]

    page.evaluate(LEAVE)
    context.grant_permissions(["clipboard-read"])
    context.set_offline(True)
    assert len(page.evaluate(FOUND)) == 5


def test_two_windows_know_nothing_of_each_other(window, live_server):
    one, other = window(), window()

    one.add_cookies([{"name": "mine", "value": "1", "url": live_server.url}])

    assert [each["name"] for each in one.cookies()] == ["mine"]
    assert other.cookies() == []
