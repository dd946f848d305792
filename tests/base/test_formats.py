from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats
from django.utils.dates import WEEKDAYS
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09/05/2024", date(2024, 5, 9)),
        ("13/05/2024", date(2024, 5, 13)),
        ("9/5/2024", date(2024, 5, 9)),
        ("09-05-2024", date(2024, 5, 9)),
        ("2024-05-09", date(2024, 5, 9)),
    ],
)
def test_a_date_is_read_as_it_is_written_in_vietnam(typed, meant):
    assert forms.DateField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["05/13/2024", "31/02/2024", "hôm nay", "2024"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize(
    "typed", ["09/05/2024 17:30", "17:30 09/05/2024", "2024-05-09 17:30", "2024-05-09 17:30:00"]
)
def test_a_moment_is_read(typed):
    moment = forms.DateTimeField().clean(typed)
    assert moment.replace(tzinfo=None) == datetime(2024, 5, 9, 17, 30)


def test_dates_and_moments_are_shown_as_in_vietnam():
    day, moment = date(2024, 5, 9), datetime(2024, 5, 9, 17, 30)
    assert formats.date_format(day) == "09/05/2024"
    assert formats.date_format(day, "SHORT_DATE_FORMAT") == "09/05/2024"
    assert formats.date_format(moment, "DATETIME_FORMAT") == "17:30 09/05/2024"
    assert formats.time_format(moment) == "17:30"
    assert forms.DateInput().format_value(day) == "09/05/2024"


def test_a_week_begins_on_monday():
    assert WEEKDAYS[formats.get_format("FIRST_DAY_OF_WEEK") - 1] == "Thứ 2"


def test_numbers_have_points_and_a_comma():
    assert formats.number_format(Decimal("1234.5"), force_grouping=True) == "1.234,5"
    assert formats.number_format(1234567, force_grouping=True) == "1.234.567"
    assert forms.DecimalField(localize=True).clean("1234,5") == Decimal("1234.5")


def test_years_and_identifiers_in_templates_have_no_points():
    assert Template("{{ year }}").render(Context({"year": 2024})) == "2024"


def test_the_date_pickers_of_the_admin_write_what_the_forms_read():
    day = date(2024, 5, 9)
    written = AdminDateInput().format_value(day)
    assert written == "09/05/2024"
    assert forms.DateField().clean(written) == day
    moment = AdminDateTimeInput().format_value(datetime(2024, 5, 9, 17, 30))
    assert moment == "09/05/2024 17:30"
    assert '"dayOfWeekStart": 1' in AdminDateInput().render("ngay", None, {"id": "ngay"}).replace(
        "&quot;", '"'
    )
