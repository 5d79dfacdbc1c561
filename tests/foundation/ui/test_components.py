"""Components: what every page may rely on."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator

from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.shapes import (
    Branch,
    Event,
    HeatCell,
    HeatRow,
    Link,
    Point,
    Stage,
    Step,
    StripCell,
    StripRow,
    month_of,
)


class Meeting(Form):
    held_on = forms.DateField(label="开会日期", help_text="按开会那天算。")
    present = forms.IntegerField(label="实到人数")
    way = forms.ChoiceField(label="表决方式", choices=[("hands", "举手")], widget=forms.RadioSelect)
    told = forms.BooleanField(label="已通知", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TestButtons:
    def test_a_button_that_cannot_be_pressed_says_why_beside_it(self, draw):
        drawn = draw('<c-button disabled why="到会 9 人，须超过 14 人。">开始表决</c-button>')
        assert " disabled" in drawn
        assert "到会 9 人，须超过 14 人。" in drawn

    def test_a_button_with_an_address_is_a_link(self, draw):
        assert draw('<c-button href="/x/" kind="primary">看</c-button>').startswith(
            '<a class="button button-primary"'
        )

    def test_what_stands_in_an_attribute_is_escaped(self, draw):
        drawn = draw('<c-button href="{{ url }}">{{ word }}</c-button>', url='"><script>', word="<b>")
        assert "<script>" not in drawn
        assert "<b>" not in drawn


class TestForms:
    def test_a_missing_value_is_named(self):
        form = Meeting({})
        assert form.errors["held_on"] == ["请填开会日期。"]
        assert form.errors["way"] == ["请选表决方式。"]

    def test_a_date_field_is_a_date_control_with_its_value(self, draw):
        drawn = draw(
            '<c-field :field="form.held_on" />', form=Meeting(initial={"held_on": date(2026, 11, 18)})
        )
        assert 'type="date"' in drawn
        assert 'value="2026-11-18"' in drawn

    def test_a_refused_field_is_tied_to_its_sentence(self, draw):
        drawn = draw('<c-field :field="form.held_on" />', form=Meeting({"held_on": "昨天"}))
        assert 'aria-invalid="true"' in drawn
        assert 'aria-describedby="id_held_on_fault id_held_on_hint"' in drawn
        assert 'id="id_held_on_fault"' in drawn
        assert "开会日期应是一个日期" in drawn

    def test_radios_stand_under_a_legend_and_a_single_box_in_its_label(self, draw):
        form = Meeting()
        assert "<fieldset" in draw('<c-field :field="form.way" />', form=form)
        assert "<fieldset" not in draw('<c-field :field="form.told" />', form=form)

    def test_what_need_not_be_filled_says_so(self, draw):
        class Free(Form):
            note = forms.CharField(label="备注", required=False)

        assert "（可不填）" in draw('<c-field :field="form.note" />', form=Free())

    def test_a_form_brings_its_hidden_fields_its_summary_and_its_button(self, draw):
        form = Meeting({"version": 3})
        drawn = draw('<c-form :form="form" submit="登记会议" />', form=form)
        assert 'name="version"' in drawn
        assert "没有存上，有 3 处要改" in drawn
        assert 'href="#id_held_on"' in drawn
        assert "登记会议" in drawn
        assert "data-bound" in drawn

    def test_own_fields_of_a_form_replace_the_list(self, draw):
        drawn = draw(
            '<c-form :form="form"><c-field :field="form.present" unit="人" /></c-form>', form=Meeting()
        )
        assert 'name="present"' in drawn
        assert 'name="held_on"' not in drawn

    def test_what_an_act_refused_goes_to_its_field_and_the_rest_to_the_top(self):
        form = Meeting({"held_on": "2026-11-18", "present": "3", "way": "hands"})
        assert form.is_valid()
        add_faults(
            form, Wrong({"present": "实到不能多于应到会 2 人。", "nobody": "没有这样的栏。", "": "整张表。"})
        )
        assert form.errors["present"] == ["实到不能多于应到会 2 人。"]
        assert form.non_field_errors() == ["没有这样的栏。", "整张表。"]
        assert not form.is_stale

    def test_a_second_editor_is_told(self):
        form = Meeting({"held_on": "2026-11-18", "present": "3", "way": "hands"})
        assert form.is_valid()
        assert add_faults(form, Stale("别人刚改过。")).is_stale


class TestTables:
    def test_a_pager_turns_and_keeps_the_filters(self, rf, draw):
        request = rf.get("/x/?q=1&page=2")
        drawn = draw('<c-pager :page="page" />', request, page=Paginator(range(50), 20).page(2))
        assert 'rel="prev" href="?q=1&amp;page=1"' in drawn
        assert 'rel="next" href="?q=1&amp;page=3"' in drawn
        assert "共 50 条" in drawn

    def test_one_page_needs_no_turning(self, rf, draw):
        drawn = draw('<c-pager :page="page" />', rf.get("/"), page=Paginator(range(5), 20).page(1))
        assert "<nav" not in drawn


class TestPictures:
    def strip(self):
        cells = [
            StripCell("met", "第 1 季度", 3, "1 次"),
            StripCell("breached", "其余", 9, "差 1 次", generally=True),
        ]
        return [StripRow("党课", cells, "每季 ≥ 1 次", "1 / 2")]

    def test_a_strip_has_its_months_its_words_and_a_table_behind(self, draw):
        drawn = draw('<c-strip caption="2026年" :rows="rows" :now="11" />', rows=self.strip())
        assert "span-3" in drawn
        assert "第 1 季度 达标 1 次" in drawn
        assert drawn.count("一般未做到") >= 2
        assert "看明细表" in drawn
        assert 'class="is-now">11' in drawn

    def test_a_heat_map_is_a_table_with_words(self, draw):
        rows = [
            HeatRow(
                "竹园村党支部", [HeatCell("breached", 3, "/f/1/", selected=True), HeatCell("met")], "3 项"
            )
        ]
        drawn = draw(
            '<c-heatmap caption="各月" :rows="rows" :columns="columns" now="2月" />',
            rows=rows,
            columns=["1月", "2月"],
        )
        assert '<span class="sr">未达标 3 项</span>' in drawn
        assert 'href="/f/1/" class="heat-cell is-breached" aria-current="true"' in drawn
        assert "hx-get" not in drawn

    def test_a_heat_map_opens_the_panel_where_a_page_has_one(self, draw):
        rows = [HeatRow("甲", [HeatCell("met", 1, "/f/1/")])]
        assert 'hx-get="/f/1/"' in draw('<c-heatmap :rows="rows" :columns="c" panel />', rows=rows, c=["1月"])

    def test_charts_have_a_table_behind(self, draw):
        points = [Point("1月", 2), Point("2月", 4)]
        for name in ("bars", "line"):
            drawn = draw(f'<c-{name} caption="学时" :points="points" unit="学时" />', points=points)
            assert '<td class="num">4</td>' in drawn
        assert 'points="25.00,60.00 75.00,20.00"' in drawn

    def test_a_chart_of_nothing_is_still_a_chart(self, draw):
        assert "<figure" in draw('<c-line caption="空" :points="points" />', points=[])
        assert "<figure" in draw('<c-bars caption="空" :points="points" />', points=[])

    def test_a_month_begins_on_monday_and_names_today(self):
        with on_day(date(2026, 11, 18)):
            month = month_of(date(2026, 11, 1), {date(2026, 11, 20): ("meeting",)})
            days = [one for week in month.weeks for one in week]
            assert (days[0].on, days[-1].on) == (date(2026, 10, 26), date(2026, 12, 6))
            assert [one.on.day for one in days if one.today] == [18]
            assert [one.marks for one in days if one.marks] == [("meeting",)]

    @pytest.mark.parametrize("first", [date(2026, month, 1) for month in range(1, 13)])
    def test_every_month_is_whole(self, first):
        days = [one.on for week in month_of(first, {}).weeks for one in week if one.inside]
        assert days[0] == first
        assert days == sorted(set(days))
        assert {one.month for one in days} == {first.month}

    def test_the_quorum_says_its_arithmetic_and_fills_only_when_reached(self, draw):
        enough = '<c-quorum :present="23" :entitled="28" :tick="14" sentence="28 ÷ 2 = 14" :reached="True" />'
        drawn = draw(enough)
        assert 'width="82.14%"' in drawn
        assert "bar-fill is-met" in drawn
        assert "28 ÷ 2 = 14" in drawn
        assert "bar-fill is-met" not in draw(enough.replace("True", "False"))

    def test_a_quorum_of_nobody_divides_by_nothing(self, draw):
        assert 'width="0%"' in draw('<c-quorum :present="0" :entitled="0" />')


class TestPanels:
    def test_the_level_that_runs_is_marked_and_a_laxer_one_said_not_to(self, draw):
        chain = [
            Link("青河县", "每月 1 次", "必须", runs=True),
            Link("竹园村党支部", "每两个月 1 次", laxer=True),
        ]
        drawn = draw('<c-provenance :chain="chain" />', chain=chain)
        assert "执行这一条" in drawn
        assert "较宽，不执行" in drawn

    def test_a_late_entry_says_how_many_days(self, draw):
        events = [Event("群众座谈会", date(2026, 9, 12), date(2026, 9, 20), "late")]
        with on_day(date(2026, 11, 18)):
            drawn = draw('<c-timeline :items="events" />', events=events)
        assert "9月12日</time> 发生" in drawn
        assert "晚 8 天" in drawn

    def test_a_tree_opens_where_it_is_told_and_escapes_names(self, draw):
        nodes = [
            Branch("县<委>", "/o/1/", "24 个支部", "breached", 6, [Branch("一组", selected=True)], open=True)
        ]
        drawn = draw('<c-tree :nodes="nodes" />', nodes=nodes)
        assert "<details open>" in drawn
        assert "县&lt;委&gt;" in drawn
        assert "未达标 6" in drawn

    def test_many_steps_spell_out_the_present_one(self, draw):
        stages = [Stage("申请", [Step("写申请", "done", number=1), Step("谈话", "now", number=2)])]
        drawn = draw('<c-stepper :stages="stages" :now="now" />', stages=stages, now=stages[0].steps[1])
        assert "1 / 2" in drawn
        assert 'aria-current="step"' in drawn
        assert "第 2 步 谈话 正在办" in drawn

    def test_a_decision_that_destroys_asks_for_the_name_and_offers_the_safe_way(self, draw):
        drawn = draw(
            '<c-dialog id="d" title="作废？" word="作废记录" safe="不作废" name="三组会">不再计数。</c-dialog>'
        )
        assert 'data-must-equal="三组会"' in drawn
        assert drawn.index("不作废") < drawn.index("作废记录")
        assert "data-guarded" in drawn

    def test_a_vote_shows_progress_and_never_a_result(self, draw):
        drawn = draw('<c-vote :cast="17" :of="23" condition="至少 15 票" />')
        assert "任何人都看不到各选项票数" in drawn
        for word in ("赞成 ", "反对 "):
            assert word not in drawn

    @pytest.mark.parametrize(
        ("state", "polls"), [("running", True), ("waiting", True), ("done", False), ("stopped", False)]
    )
    def test_long_work_is_asked_again_only_while_it_runs(self, draw, state, polls):
        drawn = draw(f'<c-job what="生成台账" :done="9" :total="24" state="{state}" poll="/jobs/1/" />')
        assert ("hx-trigger" in drawn) is polls
