"""Does the robot ask, repeat, check and give up as the dialogue says?"""

import pytest

from openpias.core.voice.answers import (
    Answers,
    Language,
    Recorded,
    RecordingEnd,
    Reporter,
    Subject,
)
from openpias.core.voice.conversation import HangUp, Play, Record, WaitForKey, converse
from openpias.core.voice.dialogue import (
    FiscalCodeQuestion,
    Goodbye,
    Menu,
    MessageStep,
    night_dialogue,
)
from openpias.core.voice.prompts import PROMPTS

FISCAL_CODE = "14837428"
SPOKEN = Recorded(ended=RecordingEnd.KEY, heard_seconds=9.5)
NOTHING = Recorded(ended=RecordingEnd.SILENCE, heard_seconds=0.1)


class Caller:
    """Presses keys: each entry is what is pressed at the next moment at which a key counts."""

    def __init__(self, *keys, recordings=(SPOKEN,)):
        self.keys, self.recordings = list(keys), list(recordings)
        self.heard, self.acts, self.answers = [], [], Answers()

    def call(self, dialogue=None):
        talk = converse(dialogue or night_dialogue(), self.answers)
        act = next(talk)
        while True:
            self.acts.append(act)
            try:
                act = talk.send(self.reply(act))
            except StopIteration:
                return self

    def reply(self, act):
        if isinstance(act, Play):
            self.heard += [f"{each.prompt}:{each.language}" for each in act.prompts]
            return ""
        if isinstance(act, WaitForKey):
            return self.keys.pop(0) if self.keys else ""
        return self.recordings.pop(0) if isinstance(act, Record) else None


def test_a_provider_is_led_to_its_message():
    caller = Caller("1", "1", "1", *FISCAL_CODE, "#").call()

    assert caller.answers == Answers(
        language=Language.ROMANIAN,
        subject=Subject.SIUI,
        reporter=Reporter.PROVIDER,
        fiscal_code=FISCAL_CODE,
        message=SPOKEN,
    )
    assert [each.partition(":")[0] for each in caller.heard] == [
        *("welcome", "language", "language", "language", "subject", "reporter"),
        *("fiscal-code", "fiscal-code-right", "warning", "message", "thanks"),
    ]
    assert isinstance(caller.acts[-1], HangUp)


@pytest.mark.parametrize("key", ["2", "3"])
def test_only_providers_are_asked_for_a_fiscal_code(key):
    caller = Caller("1", "2", key).call()

    assert not any("fiscal-code" in each for each in caller.heard)
    assert caller.answers.message == SPOKEN


def test_every_prompt_after_the_choice_is_in_the_language_chosen():
    caller = Caller("2", "2", "2").call()

    assert {each.rpartition(":")[2] for each in caller.heard[4:]} == {"uk"}
    assert caller.heard[:4] == ["welcome:ro", "language:ro", "language:uk", "language:en"]


def test_a_key_pressed_during_the_question_answers_it():
    talk = converse(night_dialogue(), Answers())
    next(talk)

    assert isinstance(talk.send(""), Play)
    following = talk.send("3")

    assert isinstance(following, Play)
    assert following.prompts[0].prompt == "subject"
    assert following.prompts[0].language == "en"


def test_a_wrong_key_and_silence_are_told_apart_and_lead_on_in_the_end():
    caller = Caller("1", "9", "", "7", "2").call()

    assert caller.heard.count("subject:ro") == 3
    assert caller.heard.count("wrong-key:ro") == 1
    assert caller.heard.count("no-key:ro") == 1
    assert caller.answers.subject is None
    assert caller.answers.message == SPOKEN


def test_a_star_says_the_menu_again_and_is_no_try_but_has_an_end():
    asked = Caller("1", "*", "*", "2").call()
    stubborn = Caller("1", *"*" * 40).call()

    assert asked.answers.subject is Subject.CEAS
    assert asked.heard.count("subject:ro") == 3
    assert stubborn.heard.count("subject:ro") == 6
    assert stubborn.answers.message == SPOKEN


def test_a_caller_who_never_presses_a_key_still_leaves_a_message():
    caller = Caller().call()

    assert caller.answers == Answers(message=SPOKEN)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14837429#", "fiscal-code-wrong:ro"),
        ("1#", "fiscal-code-length:ro"),
        ("1800101221144#", "fiscal-code-length:ro"),
        ("", "fiscal-code-missing:ro"),
    ],
)
def test_what_is_wrong_with_a_code_is_said_at_once_and_it_is_not_kept(typed, told):
    keys = [*typed] or [""]
    caller = Caller("1", "1", "1", *keys, *FISCAL_CODE, "#").call()

    assert caller.heard.count(told) == 1
    assert caller.answers.fiscal_code == FISCAL_CODE


def test_a_code_that_stays_wrong_is_left_out_after_three_tries():
    caller = Caller("1", "1", "1", *"14837429#" * 3).call()

    assert caller.heard.count("fiscal-code-wrong:ro") == 2
    assert caller.heard.count("without-fiscal-code:ro") == 1
    assert caller.answers.fiscal_code is None
    assert caller.answers.message == SPOKEN


def test_hash_alone_goes_on_without_a_code_and_a_star_begins_it_again():
    without = Caller("1", "1", "1", "#").call()
    again = Caller("1", "1", "1", *"999", "*", *FISCAL_CODE, "#").call()

    assert without.answers.fiscal_code is None
    assert "without-fiscal-code:ro" in without.heard
    assert again.answers.fiscal_code == FISCAL_CODE


def test_a_code_without_its_hash_is_taken_when_no_more_keys_come():
    assert Caller("1", "1", "1", *FISCAL_CODE).call().answers.fiscal_code == FISCAL_CODE


def test_the_warning_is_heard_before_every_recording_and_no_key_skips_it():
    acts = Caller("1", "2", "2").call().acts
    warning = next(
        index
        for index, act in enumerate(acts)
        if isinstance(act, Play) and act.prompts[0].prompt == "warning"
    )

    assert not acts[warning].interruptible
    assert any(isinstance(act, Record) for act in acts[warning:])
    assert not any(isinstance(act, Record) for act in acts[:warning])


def test_an_empty_message_is_asked_for_once_more():
    second = Caller("1", "2", "2", recordings=(NOTHING, SPOKEN)).call()
    never = Caller("1", "2", "2", recordings=(NOTHING, NOTHING)).call()

    assert second.heard[-2:] == ["message-again:ro", "thanks:ro"]
    assert second.answers.message == SPOKEN
    assert never.heard[-1] == "nothing-heard:ro"
    assert never.answers.message is None


def test_a_message_that_reached_the_limit_is_kept_and_the_caller_told():
    full = Recorded(ended=RecordingEnd.LIMIT, heard_seconds=100)
    caller = Caller("1", "2", "2", recordings=(full,)).call()

    assert caller.heard[-2:] == ["time-is-up:ro", "thanks:ro"]
    assert caller.answers.message == full


def test_the_limits_of_an_installation_reach_the_recording():
    caller = Caller("1", "2", "2").call(night_dialogue(longest_seconds=30, silence_seconds=4))

    assert Record(longest_seconds=30, silence_seconds=4) in caller.acts


def test_what_was_known_when_the_caller_hangs_up_is_kept():
    answers = Answers()
    talk = converse(night_dialogue(), answers)
    for reply in (None, "", "2", "3"):
        talk.send(reply)
    talk.close()

    assert answers == Answers(language=Language.UKRAINIAN, subject=Subject.SIPE)


def test_every_step_leads_to_a_step_and_says_a_prompt_that_exists():
    steps = night_dialogue().steps
    for step in steps.values():
        assert step.says in PROMPTS
        if isinstance(step, Goodbye):
            continue
        leads = [step.then]
        if isinstance(step, Menu):
            leads += step.branches.values()
        if isinstance(step, MessageStep):
            leads.append(step.otherwise)
        assert set(leads) <= set(steps)
    assert any(isinstance(step, FiscalCodeQuestion) for step in steps.values())
