"""How does the database itself keep two periods of one person apart?"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func


def apart(name: str) -> ExclusionConstraint:
    """Return the constraint that no two rows of one insured person share a day.

    Both days belong to a period and an empty last day never comes. Excluding by person *and* days
    would need an extension that the embedded database lacks, so both become one whole number: the
    person's block of 100,000 and the day in it, counted from 1900.
    """
    return ExclusionConstraint(
        name=name,
        expressions=[
            (
                Func(
                    _number("valid_from", "%(expressions)s"),
                    _number("valid_to", "COALESCE(%(expressions)s, DATE '2170-01-01')"),
                    template="int8range(%(expressions)s, '[]')",
                    output_field=models.TextField(),
                ),
                RangeOperators.OVERLAPS,
            )
        ],
    )


def _number(day: str, template: str) -> Func:
    since = Func(
        F(day), template=f"({template} - DATE '1900-01-01')", output_field=models.BigIntegerField()
    )
    block = Func(
        F("insured"), template="(%(expressions)s * 100000)", output_field=models.BigIntegerField()
    )
    return Func(
        block,
        since,
        template="(%(expressions)s)",
        arg_joiner=" + ",
        output_field=models.BigIntegerField(),
    )
