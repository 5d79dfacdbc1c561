"""The frame: what it offers to whom, what it costs, what every answer carries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhidu.foundation.access.rules import SYSTEM, VISITOR, Actor, Held, Own, Scope, Within
from zhidu.foundation.access.verbs import Refused, Verb
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui import nav
from zhidu.foundation.ui.errors import server_error
from zhidu.foundation.ui.middleware import explain

SECRETARIES = Verb("x.see", "看这个组织", Within(frozenset({"secretary"}), "书记"), Scope(path="path"))


def item(key="activities", **said):
    return nav.Item(nav.WORK, 10, key, "组织生活", "users", "ui:gallery", **said)


class TestRail:
    def test_an_item_is_open_to_whoever_may_do_it_somewhere(self, secretary):
        assert item(verb=SECRETARIES).open_to(secretary)
        assert not item(verb=SECRETARIES).open_to(Actor(user=2, held=(Held("member", "00000001"),)))

    def test_visitors_are_offered_nothing(self):
        assert not item().open_to(VISITOR)

    def test_roles_narrow_further(self, secretary):
        assert item(roles=frozenset({"secretary"})).open_to(secretary)
        assert not item(roles=frozenset({"superior"})).open_to(secretary)

    def test_rules_that_are_joined_are_followed(self, secretary):
        own = Own()
        scope = Scope(path="path", owner="person")
        nobody = Actor(user=3)
        somebody = Actor(user=3, person=5)
        both = Verb("x.both", "x", own & SECRETARIES.rule, scope)
        either = Verb("x.either", "x", own | SECRETARIES.rule, scope)
        assert not both.somewhere(secretary)
        assert not both.somewhere(somebody)
        assert either.somewhere(secretary)
        assert either.somewhere(somebody)
        assert not either.somewhere(nobody)
        assert both.somewhere(SYSTEM)

    def test_a_page_nobody_built_is_not_offered(self, signed, own_nav):
        nav.register(nav.Item(nav.WORK, 1, "dues", "党费", "receipt", "dues:list"))
        nav.register(item())
        page = signed.get("/gallery/").content.decode()
        assert "党费</a>" not in page
        assert "组织生活" in page

    def test_the_present_page_is_marked_and_waiting_work_counted(self, signed, own_nav):
        nav.register(item(count=lambda request: 2, phone="会议"))
        page = signed.get("/gallery/").content.decode()
        assert page.count('href="/gallery/" aria-current="page"') == 2
        assert '<span class="rail-count">2' in page

    def test_the_switch_and_the_bell_come_from_apps(self, signed, own_nav):
        choices = (nav.Choice("东岭村党支部", "/o/1/", current=True), nav.Choice("竹园村党支部", "/o/2/"))
        nav.register_where(lambda request: nav.Where("东岭村党支部", "青河县 › 云溪镇党委", choices))
        nav.register_reminders("ui:more", lambda request: 3)
        page = signed.get("/gallery/").content.decode()
        assert "青河县 › 云溪镇党委" in page
        assert 'href="/o/2/"' in page
        assert '<span class="bubble">3</span>' in page

    def test_the_frame_costs_the_same_however_much_it_offers(self, signed, own_nav):
        def cost():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert signed.get("/more/").status_code == 200
            return len(asked)

        nav.register(item())
        few = cost()
        for number in range(30):
            nav.register(item(f"more-{number}", verb=SECRETARIES))
        assert cost() == few <= 3


class TestHeaders:
    def test_every_answer_forbids_what_comes_from_elsewhere(self, client, db):
        for address in ("/more/", "/no-such-page/"):
            headers = client.get(address).headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["Cache-Control"] == "private, no-store"
            assert "camera=()" in headers["Permissions-Policy"]

    def test_pages_hold_no_inline_script_and_no_inline_style(self, signed):
        page = signed.get("/gallery/").content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")
        assert '"allowEval":false' in page
        assert '"includeIndicatorStyles":false' in page


class TestRefusals:
    def refused(self, rf, actor, method="get", **headers):
        request = getattr(rf, method)("/secret/", headers=headers)
        request.actor = actor
        request.htmx = bool(headers.get("HX-Request"))
        request.resolver_match = None
        return explain(request, Refused(SECRETARIES))

    def test_it_says_who_may(self, rf, secretary, db, caplog):
        caplog.set_level("INFO", "zhidu.errors")
        answer = self.refused(rf, secretary)
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "这一页您看不了" in page
        assert "书记" in page
        number = caplog.records[-1].args[0]
        assert number in page

    def test_an_act_is_refused_in_other_words(self, rf, secretary, db):
        assert "什么都没有存" in self.refused(rf, secretary, "post").content.decode()

    def test_htmx_gets_the_part_and_not_the_page(self, rf, secretary, db):
        page = self.refused(rf, secretary, **{"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "这一页您看不了" in page

    def test_whoever_has_not_signed_in_is_asked_to(self, rf):
        answer = self.refused(rf, VISITOR)
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("?next=%2Fsecret%2F")
        assert "HX-Redirect" in self.refused(rf, VISITOR, **{"HX-Request": "true"}).headers

    def test_what_no_form_could_say_becomes_a_page(self, rf, secretary, db):
        request = rf.post("/x/")
        request.actor, request.resolver_match = secretary, None
        answer = explain(request, Wrong("到会 9 人，须超过 14 人。"))
        assert answer is not None
        assert answer.status_code == 409
        assert "须超过 14 人" in answer.content.decode()

    def test_other_errors_are_left_alone(self, rf):
        assert explain(rf.get("/"), ValueError("x")) is None


class TestErrors:
    def test_a_page_that_is_not_there_says_what_to_do(self, client, db):
        answer = client.get("/no-such-page/")
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "没有这一页" in page
        assert "编号" in page

    def test_a_breakdown_shows_no_trace_and_asks_nothing_of_the_database(self, rf, caplog):
        answer = server_error(rf.get("/secret-path/?name=王秀兰"))
        page = answer.content.decode()
        assert answer.status_code == 500
        assert "草稿还在本机" in page
        assert "Traceback" not in page
        assert caplog.records[-1].args[0] in page
        assert "王秀兰" not in caplog.text

    def test_a_form_that_is_too_old_says_so(self, account):
        client = Client(enforce_csrf_checks=True)
        client.force_login(account)
        answer = client.post("/large-type/")
        assert answer.status_code == 403
        assert "这张表放得太久了" in answer.content.decode()


class TestLargeType:
    def test_it_is_kept_with_the_account(self, signed, account):
        answer = signed.post("/large-type/", {"next": "/more/"})
        assert answer.headers["Location"] == "/more/"
        account.refresh_from_db()
        assert account.large_type
        assert 'class="large"' in signed.get("/more/").content.decode()
        signed.post("/large-type/")
        account.refresh_from_db()
        assert not account.large_type

    def test_for_visitors_it_is_kept_in_a_cookie(self, client, db):
        client.post("/large-type/")
        assert 'class="large"' in client.get("/more/").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:x", ""])
    def test_the_way_back_never_leaves_the_site(self, client, db, elsewhere):
        assert client.post("/large-type/", {"next": elsewhere}).headers["Location"] == "/"
