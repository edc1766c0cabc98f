"""Does the command take a house's file in, and print which rows were refused?"""

import pytest
from click.testing import CliRunner
from tests.factories import insured as factory

from openpias.cli import main
from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.operations.houses import load
from openpias.server.registry.models import InsuredPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def username():
    load()
    return factory.people.account(
        roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV", house_code="CAS-SV"
    ).username


@pytest.fixture
def run(tmp_path, username):
    def call(content, *, house="CAS-SV", username=username):
        file = tmp_path / "asigurati.csv"
        file.write_text(content, encoding="utf-8")
        options = ["--house", house, "--username", username]
        return CliRunner().invoke(main, ["import-insured", str(file), *options])

    return call


def test_rows_come_in_and_refused_ones_are_printed(run):
    cnp = factory.cnp()
    result = run(
        "cnp,surname,given_name,birth_date,sex\n"
        f"{cnp},Țurcanu,Ștefania,24-11-1985,F\n"
        "2851124700013,Țurcanu,Ana,24-11-1985,F\n"
    )

    assert result.exit_code == 0
    assert "3,cnp,insured-cnp-control-digit," in result.stdout
    assert "2 rows: 1 persons added" in result.stderr
    assert InsuredPerson.objects.get().cnp == cnp


def test_what_cannot_be_taken_in_fails_with_one_sentence(run):
    content = "cnp,surname,given_name,birth_date,sex\n"

    results = [run(content, username="nobody"), run(content, house="CAS-IS"), run("a,b\n")]

    assert [each.exit_code for each in results] == [1, 1, 1]
    assert "There is no account nobody." in results[0].stderr
    assert "Puteți lucra numai cu asigurații casei dumneavoastră." in results[1].stderr
    assert "cnp, surname, given_name, birth_date, sex" in results[2].stderr
