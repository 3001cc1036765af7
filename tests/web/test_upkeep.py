"""Pages by which the record is kept right: break-glass and its review, particulars, erasure, twins, placings."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.support.clients import client_of
from waylight.facts.filing import Filing

if TYPE_CHECKING:
    from tests.support.record import Region

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "zircon-canary"


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def absent(region: Region, child: UUID | None = None, **words: str) -> Any:
    """The night worker reported the child an hour ago."""
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import reports

    now = datetime.now(UTC).replace(microsecond=0)
    said = reports.Report(since=at(now - timedelta(hours=1)), words=words)
    with acting(region.night_worker):
        return reports.report_absent(
            Filing(region.night_worker, now, str(uuid4())), child_id=child or region.child, report=said
        )


def returned(region: Region, episode: Any) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import endings

    now = datetime.now(UTC).replace(microsecond=0)
    with acting(region.night_worker):
        endings.returned(Filing(region.night_worker, now, str(uuid4())), episode_id=episode, happened=at(now))


@pytest.fixture
def manager(region: Region) -> Any:
    """The team manager of the team that looks after Kim."""
    return region.record.person("Tea Manager", "team manager", region.team)


@pytest.fixture
def far(region: Region) -> Any:
    """A duty inspector of a force that has nothing to do with Kim."""
    return region.record.person("Fay Far", "duty inspector", region.record.node("force", "Far Force"))


# Break-glass


def ask(client: Any, **more: str) -> Any:
    sent = {"given": "Kim", "family": "Invented", "born": "2010-05-04", "reason": "Seen on the railway line."}
    return client.post("/break-glass/", {**sent, **more})


def test_break_glass_opens_one_child_to_read_for_an_hour_and_the_page_says_so(
    region: Region, far: Any
) -> None:
    client = client_of(far)
    assert client.get(f"/children/{region.child}/").status_code == 404
    answer = ask(client)
    assert answer["Location"] == f"/children/{region.child}/"
    page = text(client.get(f"/children/{region.child}/"))
    assert "Open to you by break-glass until" in page and "Put right who this is" not in page
    assert client.get(f"/children/{region.child}/particulars/").status_code == 404
    assert client.post(f"/report/{region.child}/", {}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"born": "31 February"}, "exact birth date"),
        ({"given": "", "family": ""}, "exact given names"),
        ({"reason": "help"}, "Say in a sentence what danger"),
        ({"given": "Kimm"}, "no record that opens for this name and birth date"),
    ],
)
def test_what_break_glass_refuses_it_says_and_keeps_what_was_typed(
    region: Region, far: Any, wrong: dict[str, str], says: str
) -> None:
    answer = ask(client_of(far), **wrong)
    assert answer.status_code == 422 and says in text(answer)
    assert 'value="Invented"' in text(answer) or "family" in wrong


def test_the_sixth_try_of_a_day_is_refused_and_on_the_trail(region: Region, far: Any) -> None:
    client = client_of(far)
    for n in range(5):
        ask(client, given=f"Nobody{n}")
    answer = ask(client)
    assert answer.status_code == 422 and "five times" in text(answer)
    assert client.get(f"/children/{region.child}/").status_code == 404
    assert region.record.rows(
        "SELECT count(*) FROM audit_trail WHERE act = 'refused' AND basis LIKE 'break glass%%'"
    ) == [(1,)]


def test_a_role_without_the_glass_finds_no_such_page(region: Region) -> None:
    hal = region.record.person("Hal Host", "host authority officer", region.authority)
    assert client_of(hal).get("/break-glass/").status_code == 404


def test_the_responsible_authority_is_told_sees_what_was_read_and_says_what_it_found(
    region: Region, far: Any, manager: Any
) -> None:
    tea = client_of(manager)
    assert "break-glass" not in text(tea.get("/open/"))
    client = client_of(far)
    ask(client)
    client.get(f"/children/{region.child}/")
    client.get(f"/children/{region.child}/pack/")
    assert "Opened by break-glass: 1 to go through" in text(tea.get("/open/"))
    page = tea.get("/break-glass/review/")
    shown = text(page)
    assert "Fay Far, duty inspector, Far Force" in shown and "Seen on the railway line." in shown
    assert "read, grab pack" in shown
    (glass,) = re.findall(r"/break-glass/review/([0-9a-f-]{36})/", page.content.decode())
    nothing = tea.post(f"/break-glass/review/{glass}/", {"found": " "})
    assert nothing.status_code == 422 and "Say what you found" in text(nothing)
    tea.post(f"/break-glass/review/{glass}/", {"found": "Right: she was on the line."})
    after = text(tea.get("/break-glass/review/"))
    assert "nothing to go through" in after and "Right: she was on the line. " in after


def test_nobody_else_goes_through_it(region: Region, far: Any, manager: Any) -> None:
    ask(client_of(far))
    (glass,) = region.record.rows("SELECT id FROM access_brokenglass")
    elsewhere = region.record.person("Wes", "team manager", region.record.node("team", "Westshire team"))
    for actor in (region.manager, region.social_worker, far):
        assert client_of(actor).get("/break-glass/review/").status_code == 404, actor.role
    other = client_of(elsewhere)
    assert "nothing to go through" in text(other.get("/break-glass/review/"))
    for actor in (elsewhere, region.social_worker, far):
        answer = client_of(actor).post(f"/break-glass/review/{glass[0]}/", {"found": "fine"})
        assert answer.status_code == 404, actor.role
    assert region.record.rows("SELECT reviewed_at FROM access_brokenglass") == [(None,)]


# Who the child is


def particulars(client: Any, child: UUID, **changed: str) -> Any:
    page = client.get(f"/children/{child}/particulars/")
    names = ("key", "mark", "given_names", "family_name", "known_as", "born", "sex", "ethnicity", "language")
    sent = {name: hidden_or_value(page, name) for name in names}
    return client.post(
        f"/children/{child}/particulars/", {**sent, "why": "The birth certificate.", **changed}
    )


def hidden_or_value(page: Any, name: str) -> str:
    form = page.content.decode()
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', form)
    if found is None:
        listed = re.search(rf'<select[^>]*name="{name}"[^>]*>(.*?)</select>', form)
        assert listed, name
        found = re.search(r'value="([^"]*)" selected', listed[1]) or re.search(r'value="()"', listed[1])
    assert found, name
    return found[1]


def test_a_name_and_a_birth_date_are_put_right_and_what_stood_there_stays(region: Region) -> None:
    sal = client_of(region.social_worker)
    answer = particulars(sal, region.child, given_names="Kimberley", born="2010-05-14")
    assert answer["Location"] == f"/children/{region.child}/"
    page = text(sal.get(f"/children/{region.child}/"))
    assert "Kimberley Invented" in page and "Put right: birth date, given names" in page
    assert "given names: Kim; birth date: 2010-05-04" in page
    assert "2010-05-04" in page and "2010-05-14" in page and "The birth certificate." in page
    assert "Sal Social" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"why": ""}, "Say what was wrong"),
        ({"given_names": "", "family_name": ""}, "Give the child&#x27;s name"),
        ({"born": "2010-02-31", "given_names": "Kay"}, "not a day of the calendar"),
        ({"born": "2999-01-01", "given_names": "Kay"}, "cannot be in the future"),
        ({}, "Nothing is different"),
    ],
)
def test_bad_particulars_are_refused_with_what_was_typed_still_there(
    region: Region, wrong: dict[str, str], says: str
) -> None:
    answer = particulars(client_of(region.social_worker), region.child, **{"known_as": "", **wrong})
    assert answer.status_code == 422 and says in text(answer)
    for name, typed in wrong.items():
        if name != "why" and typed:
            assert hidden_or_value(answer, name) == typed
    assert region.record.rows("SELECT given_names, born FROM children_child") == [("Kim", date(2010, 5, 4))]


def test_particulars_sent_twice_are_kept_once_and_a_stale_page_is_told_what_changed(
    region: Region, manager: Any
) -> None:
    sal, tea = client_of(region.social_worker), client_of(manager)
    stale = sal.get(f"/children/{region.child}/particulars/")
    again = {"key": "same page", "given_names": "Kay"}
    assert particulars(tea, region.child, **again).status_code == 302
    assert particulars(tea, region.child, **again).status_code == 302
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'rectified'") == [(1,)]
    sent = {
        "key": hidden(stale, "key"), "mark": hidden(stale, "mark"), "given_names": "Kim", "family_name": "Other",
        "born": "2010-05-04", "why": "heard it",
    }  # fmt: skip
    answer = sal.post(f"/children/{region.child}/particulars/", sent)
    assert answer.status_code == 409 and "Somebody changed this" in text(answer) and "Kay" in text(answer)
    assert hidden_or_value(answer, "family_name") == "Other"


# Erasure


def test_two_people_erase_everything_and_each_is_told_before_what_goes_and_what_stays(
    region: Region, manager: Any, cluster: Any
) -> None:
    filed = absent(region, clothes=CANARY)
    returned(region, filed.episode)
    sal, tea = client_of(region.social_worker), client_of(manager)
    page = sal.get(f"/children/{region.child}/erase/")
    assert "What goes" in text(page) and "Beech House 2" in text(page) and "1 time away" in text(page)
    asked = sal.post(
        f"/children/{region.child}/erase/",
        {"key": hidden(page, "key"), "what": "all", "ground": "court", "why": "order of 3 March"},
    )
    address = asked["Location"]
    assert "You asked for this" in text(sal.get(address))
    own = sal.post(address, {"key": "k", "decide": "yes", "why": "I say so"})
    assert own.status_code == 422 and "A second person" in text(own)
    assert "Erasures to decide (1)" in text(tea.get("/open/"))
    assert "Waits for a second person" in text(tea.get("/erasures/"))
    decision = tea.get(address)
    assert "What stays" in text(decision)
    tea.post(address, {"key": hidden(decision, "key"), "decide": "yes", "why": "read the order"})
    assert "is being erased" in text(tea.get(address))
    worked(cluster)
    after = text(tea.get(address))
    assert "Erased" in after and "Tea Manager" in after
    left = str(
        region.record.rows(
            "SELECT to_jsonb(c)::text FROM children_child c UNION ALL SELECT to_jsonb(f)::text FROM facts_fact f "
            "UNION ALL SELECT to_jsonb(w)::text FROM facts_words w"
        )
    )
    assert CANARY not in left and "Invented" not in left and "2010-05-04" not in left
    assert region.record.rows("SELECT count(*) FROM episodes_episode") == [(0,)]
    assert region.record.rows("SELECT by_person_id FROM facts_fact WHERE kind = 'erased'") == [
        (manager.person_id,)
    ]


def test_words_of_one_line_go_and_the_time_away_stays(region: Region, manager: Any, cluster: Any) -> None:
    filed = absent(region, clothes=CANARY)
    sal, tea = client_of(region.social_worker), client_of(manager)
    asked = sal.post(
        f"/children/{region.child}/erase/",
        {
            "key": "k1",
            "what": "chosen",
            "line": [str(filed.fact)],
            "ground": "rectification",
            "why": "not hers",
        },
    )
    assert CANARY in text(tea.get(asked["Location"]))
    tea.post(asked["Location"], {"key": "k2", "decide": "yes", "why": "read it"})
    worked(cluster)
    page = text(tea.get(f"/away/{filed.episode}/"))
    assert CANARY not in page and "Away now" in page
    worked(cluster)
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'erased'") == [(1,)]


def test_what_is_not_agreed_stays_and_nobody_decides_twice(
    region: Region, manager: Any, cluster: Any
) -> None:
    filed = absent(region, clothes=CANARY)
    sal, tea = client_of(region.social_worker), client_of(manager)
    asked = sal.post(
        f"/children/{region.child}/erase/",
        {
            "key": "k1",
            "what": "chosen",
            "line": [str(filed.fact)],
            "ground": "rectification",
            "why": "not hers",
        },
    )
    tea.post(asked["Location"], {"key": "k2", "decide": "no", "why": "they are hers"})
    again = tea.post(asked["Location"], {"key": "k3", "decide": "yes", "why": "well"})
    assert again.status_code == 422 and "decided this already" in text(again)
    worked(cluster)
    assert CANARY in text(tea.get(f"/away/{filed.episode}/"))
    assert "Not agreed: Tea Manager" in text(tea.get("/erasures/"))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"what": ""}, "Choose what should go"),
        ({"what": "chosen"}, "Tick the lines"),
        ({"what": "all", "ground": "court", "why": "x"}, "The child is away now"),
        ({"what": "chosen", "line": "not an id"}, "Open the page again"),
        ({"what": "all", "ground": "", "why": "x"}, "Choose why the law"),
        ({"what": "all", "ground": "court", "why": ""}, "Say why it should go"),
    ],
)
def test_a_bad_ask_is_refused_with_a_sentence(region: Region, sent: dict[str, str], says: str) -> None:
    absent(region)
    answer = client_of(region.social_worker).post(f"/children/{region.child}/erase/", {"key": "k", **sent})
    assert answer.status_code == 422 and says in text(answer)


def test_who_may_not_write_the_record_neither_asks_nor_decides(region: Region, manager: Any) -> None:
    filed = absent(region, clothes=CANARY)
    sal = client_of(region.social_worker)
    asked = sal.post(
        f"/children/{region.child}/erase/",
        {
            "key": "k1",
            "what": "chosen",
            "line": [str(filed.fact)],
            "ground": "rectification",
            "why": "not hers",
        },
    )
    for actor in (region.night_worker, region.manager, region.out_of_hours):
        client = client_of(actor)
        assert client.get(f"/children/{region.child}/erase/").status_code == 404
        assert client.get(asked["Location"]).status_code == 404
        assert client.post(asked["Location"], {"key": "k", "decide": "yes", "why": "x"}).status_code == 404


def worked(cluster: Any) -> None:
    """The worker does what waits."""
    import threading

    from django.db import connections
    from procrastinate.contrib.django import app

    from tests.support.roles import worker

    def run() -> None:
        with worker(cluster):
            ready = app.with_connector(app.connector.get_worker_connector())
            with ready.replace_connector(app.connector.get_worker_connector()) as working:
                working.run_worker(wait=False, install_signal_handlers=False, delete_jobs="successful")
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


# Two records, one child


@pytest.fixture
def twin(region: Region) -> UUID:
    """A second record of Kim, with a time away of its own."""
    child = region.another("Kimmy")
    absent(region, child, clothes="a green cap")
    return child


def say_same(region: Region, twin: UUID) -> tuple[Any, str]:
    sal = client_of(region.social_worker)
    page = sal.post(f"/children/{region.child}/same/", {"words": "Invented"})
    assert "Kimmy Invented" in text(page)
    sent = {"key": hidden(page, "key"), "words": "Invented", "other": str(twin), "why": "one passport"}
    return sal, sal.post(f"/children/{region.child}/same/", sent)["Location"]


def test_two_people_say_so_the_reader_sees_one_line_and_undoing_lists_who_saw_it(
    region: Region, manager: Any, twin: UUID
) -> None:
    sal, address = say_same(region, twin)
    tea, home = client_of(manager), client_of(region.night_worker)
    assert "a green cap" not in text(sal.get(f"/children/{region.child}/"))
    alone = sal.post(address, {"key": "k", "decide": "same", "why": "sure"})
    assert alone.status_code == 422 and "second person" in text(alone)
    tea.post(address, {"key": "k2", "decide": "same", "why": "saw both files"})
    for client in (sal, home):
        page = text(client.get(f"/children/{region.child}/"))
        assert "a green cap" in page and "said of the other record" in page
        assert "a green cap" in text(client.get(f"/children/{twin}/"))
    standing = text(tea.get(address))
    assert "Two records, one child" in standing and "Nell Night" in standing
    tea.post(address, {"key": "k3", "decide": "undo", "why": "two cousins"})
    after = text(tea.get(address))
    assert "Two children after all" in after and "Nell Night" in after and "Sal Social" in after
    assert "a green cap" not in text(sal.get(f"/children/{region.child}/"))
    assert region.record.rows(
        "SELECT count(*) FROM facts_fact WHERE kind = 'absent' AND child = %s", twin
    ) == [(1,)]


def test_whoever_may_read_one_of_them_only_sees_nothing_of_the_other(
    region: Region, manager: Any, twin: UUID
) -> None:
    _, address = say_same(region, twin)
    client_of(manager).post(address, {"key": "k2", "decide": "same", "why": "saw both files"})
    region.record.db.execute(
        "DELETE FROM children_interest WHERE relation = 'caring' AND child_id = %s", [twin]
    )
    nell = client_of(region.night_worker)
    page = text(nell.get(f"/children/{region.child}/"))
    assert "a green cap" not in page and "Kimmy" not in page
    assert nell.get(address).status_code == 404


def test_a_second_person_may_say_that_they_are_two(region: Region, manager: Any, twin: UUID) -> None:
    sal, address = say_same(region, twin)
    client_of(manager).post(address, {"key": "k2", "decide": "two", "why": "born a year apart"})
    assert "Two children, says Tea Manager" in text(sal.get(address))
    assert "a green cap" not in text(sal.get(f"/children/{region.child}/"))


def test_a_bad_word_on_twins_is_refused_with_a_sentence(region: Region, manager: Any, twin: UUID) -> None:
    sal, address = say_same(region, twin)
    same = f"/children/{region.child}/same/"
    none = sal.post(same, {"key": "k", "words": "Inv", "why": "x"})
    assert none.status_code == 422 and "Choose the other record" in text(none)
    twice = sal.post(same, {"key": "k9", "words": "Inv", "other": str(twin), "why": "x"})
    assert twice.status_code == 422 and "waits for the second" in text(twice)
    blank = client_of(manager).post(address, {"key": "k", "decide": "same", "why": " "})
    assert blank.status_code == 422 and "what you looked at" in text(blank)
    itself = sal.post(same, {"key": "k8", "words": "Inv", "other": str(region.child), "why": "x"})
    assert itself.status_code == 422


# Reports


def test_a_report_placed_with_the_wrong_child_is_taken_back_and_waits_again(region: Region) -> None:
    from waylight.access.acting import acting
    from waylight.engine.when import at
    from waylight.episodes.services import placing, reports

    now = datetime.now(UTC).replace(microsecond=0)
    ona = region.out_of_hours
    with acting(region.night_worker):
        lost = reports.report_unknown_child(
            Filing(region.night_worker, now, "ash"),
            to_node=region.authority,
            report=reports.Report(since=at(now), words={"child": "Ash, 14", "clothes": "a red cap"}),
        )
    with acting(ona):
        placed = placing.place_claim(
            Filing(ona, now, "p"), claim_id=lost.fact, child_id=region.child, why="a guess"
        )
    client = client_of(ona)
    chronology = client.get(f"/children/{region.child}/")
    (address,) = set(re.findall(r"/placed/[0-9a-f-]{36}/back/", chronology.content.decode()))
    page = client.get(address)
    assert "a red cap" in text(page) and "a guess" in text(page)
    blank = client.post(address, {"key": "k", "why": ""})
    assert blank.status_code == 422 and "Say why it is not this child" in text(blank)
    answer = client.post(address, {"key": hidden(page, "key"), "why": "Ash is another boy"})
    assert answer["Location"] == "/unplaced/" and "Ash, 14" in text(client.get("/unplaced/"))
    assert client.get(f"/away/{placed.episode}/").status_code == 404
    assert "was taken back" in text(client.get(address))
    for other in (
        region.social_worker,
        region.record.person("Wes", "night worker", region.record.node("home", "W")),
    ):
        expected = 200 if other is region.social_worker else 404
        assert client_of(other).get(address).status_code == expected


def report_by_name(client: Any, region: Region, **more: str) -> Any:
    page = client.get("/report/by-name/")
    since = re.search(r'name="since" value="([^"]+)"', page.content.decode())
    assert since
    sent = {
        "key": hidden(page, "key"), "given": "Kim", "family": "Invented", "born": "2010-05-04",
        "to": str(region.authority), "known": "no", "since": since[1],
    }  # fmt: skip
    return client.post("/report/by-name/", {**sent, **more}, follow=True)


def test_police_report_a_child_by_exact_name_whom_no_search_shows(region: Region) -> None:
    region.record.db.execute(
        "UPDATE agencies_node SET force_id = %s WHERE id = %s", [region.force, region.authority]
    )
    ian = client_of(region.inspector)
    assert "report by exact name" in text(ian.post("/search/", {"words": "Kim Invented"}))
    receipt = report_by_name(ian, region)
    assert receipt.status_code == 200 and "Kept. " in text(receipt)
    assert region.record.rows("SELECT child_id, searching FROM episodes_episode") == [(region.child, True)]
    again = report_by_name(ian, region, given="Nobody")
    assert again.status_code == 200 and "Kept. " in text(again)
    assert region.record.rows("SELECT count(*) FROM facts_fact WHERE kind = 'absent' AND child IS NULL") == [
        (1,)
    ]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"given": ""}, "exact given names"),
        ({"born": "soon"}, "exact birth date"),
        ({"born": "2999-01-01"}, "exact birth date"),
        ({"to": ""}, "Choose who looks"),
        ({"known": ""}, "whether you know where"),
    ],
)
def test_a_bad_report_by_name_is_refused_and_what_was_typed_is_there(
    region: Region, wrong: dict[str, str], says: str
) -> None:
    region.record.db.execute(
        "UPDATE agencies_node SET force_id = %s WHERE id = %s", [region.force, region.authority]
    )
    answer = report_by_name(client_of(region.inspector), region, **wrong)
    assert answer.status_code == 422 and says in text(answer) and 'value="Invented"' in text(answer)


def test_only_police_report_by_name(region: Region) -> None:
    for actor in (region.night_worker, region.social_worker, region.out_of_hours):
        assert client_of(actor).get("/report/by-name/").status_code == 404
