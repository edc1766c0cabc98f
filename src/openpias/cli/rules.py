"""`openpias rules`: by which rules are reports judged?"""

import json
import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.core.rules.policy import RulesPolicy
    from openpias.core.rules.rule import Rule

KINDS = ("CLIN", "MF", "MD", "PARA", "STOM", "HC", "RECA", "RECS", "AMB", "SICK")


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only rules for this kind of report.")
@click.option(
    "--as",
    "shape",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    help="For people, for programs, or for the documents.",
)
@click.option(
    "--switches",
    default=None,
    help="As `sent-late=error service-tariff=off`; else those of OPENPIAS_REPORTING_RULES.",
)
def rules(*, kind: str | None, shape: str, switches: str | None) -> None:
    """Print the rules of reporting, as the switches of this installation read them."""
    policy = _policy(
        os.environ.get("OPENPIAS_REPORTING_RULES", "") if switches is None else switches
    )
    print_as = {"text": _as_text, "json": _as_json, "markdown": _as_markdown}[shape]
    click.echo(print_as(kind, policy))


def _policy(line: str) -> "RulesPolicy":
    from openpias.core.rules import policy
    from openpias.core.rules.catalogue import unknown_switches

    try:
        read = policy.read(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    unknown = unknown_switches(read)
    if unknown:
        raise click.ClickException(f"No rule or term of this name: {', '.join(unknown)}.")
    return read


def _subjects(kind: str | None) -> "list[tuple[str, list[Rule]]]":
    from openpias.core.rules.catalogue import SUBJECTS

    found = [
        (title, [each for each in rules if kind is None or not each.kinds or kind in each.kinds])
        for title, rules in SUBJECTS
    ]
    return [(title, rules) for title, rules in found if rules]


def _weight(rule: "Rule", policy: "RulesPolicy") -> str:
    if rule.code in policy.off:
        return "off"
    return policy.severities.get(rule.code, rule.severity).value


def _act(rule: "Rule") -> str:
    return f"{rule.act}, {rule.article}" if rule.article else rule.act


def _as_text(kind: str | None, policy: "RulesPolicy") -> str:
    lines = []
    for title, rules in _subjects(kind):
        lines += ["", title]
        for each in rules:
            lines.append(f"  {each.code} ({each.wire_code}) [{_weight(each, policy)}]")
            lines += [f"    {each.says}", f"    {_act(each)}"]
    return "\n".join(lines[1:])


def _as_json(kind: str | None, policy: "RulesPolicy") -> str:
    rows = [
        {
            "subject": title,
            "code": each.code,
            "wire_code": each.wire_code,
            "severity": _weight(each, policy),
            "kinds": sorted(each.kinds),
            "says": each.says,
            "practice": each.practice,
            "supplier": each.supplier,
            "act": each.act,
            "article": each.article,
            "source": each.source,
            "ours": each.ours,
            "valid_from": each.valid_from.isoformat() if each.valid_from else None,
            "valid_to": each.valid_to.isoformat() if each.valid_to else None,
        }
        for title, rules in _subjects(kind)
        for each in rules
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_markdown(kind: str | None, policy: "RulesPolicy") -> str:
    lines = []
    for title, rules in _subjects(kind):
        lines += ["", f"## {title}", ""]
        lines += [
            "| Code | On the wire | Says | Weight | Act | Since |",
            "|---|---|---|---|---|---|",
        ]
        for each in rules:
            since = each.valid_from.isoformat() if each.valid_from else "any day"
            cells = (f"`{each.code}`", f"`{each.wire_code}`", each.says, _weight(each, policy))
            lines.append(f"| {' | '.join((*cells, _act(each), since))} |")
    return "\n".join(lines[1:])
