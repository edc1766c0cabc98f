"""What is said at each step, for the ear: numbers are spelt, and keys are named as people say them.

A table and no catalogue: a text goes with a recording of the same name, in each language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openpias.core.voice.answers import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One text in three languages."""

    ro: str
    uk: str
    en: str

    def text(self, language: Language) -> str:
        """Return what is said in a language."""
        return {Language.ROMANIAN: self.ro, Language.UKRAINIAN: self.uk, Language.ENGLISH: self.en}[
            language
        ]


PROMPTS: Final[Mapping[str, Prompt]] = {
    "welcome": Prompt(
        ro="Ați sunat la asistența tehnică a platformei informatice din asigurările de sănătate. "
        "La această oră vă răspunde un robot, care vă înregistrează mesajul.",
        uk="Ви зателефонували до технічної підтримки інформаційної платформи медичного "
        "страхування. У цей час відповідає автомат, який запише ваше повідомлення.",
        en="You have called the technical support of the health insurance platform. "
        "At this hour a machine answers and records your message.",
    ),
    "language": Prompt(
        ro="Pentru limba română, apăsați tasta unu.",
        uk="Для української мови натисніть клавішу два.",
        en="For English, press three.",
    ),
    "subject": Prompt(
        ro="Pentru raportarea serviciilor, în sistemul S I U I, apăsați tasta unu. "
        "Pentru cardul național de sănătate, apăsați tasta doi. "
        "Pentru rețeta electronică, apăsați tasta trei. "
        "Ca să ascultați din nou, apăsați steluța.",
        uk="Для звітності про послуги натисніть клавішу один. "
        "Для національної картки здоров'я натисніть клавішу два. "
        "Для електронного рецепта натисніть клавішу три. "
        "Щоб прослухати ще раз, натисніть зірочку.",
        en="For the reporting of services, press one. "
        "For the national health card, press two. "
        "For electronic prescriptions, press three. "
        "To hear this again, press star.",
    ),
    "reporter": Prompt(
        ro="Dacă sunați de la un furnizor de servicii medicale, apăsați tasta unu. "
        "Dacă sunteți asigurat, apăsați tasta doi. "
        "Dacă lucrați la o casă de asigurări, apăsați tasta trei. "
        "Ca să ascultați din nou, apăsați steluța.",
        uk="Якщо ви телефонуєте від постачальника медичних послуг, натисніть клавішу один. "
        "Якщо ви застрахована особа, натисніть клавішу два. "
        "Якщо ви працюєте у страховій касі, натисніть клавішу три. "
        "Щоб прослухати ще раз, натисніть зірочку.",
        en="If you call from a provider of medical services, press one. "
        "If you are an insured person, press two. "
        "If you work for an insurance house, press three. "
        "To hear this again, press star.",
    ),
    "wrong-key": Prompt(
        ro="Această tastă nu are un răspuns aici.",
        uk="Ця клавіша тут не діє.",
        en="This key has no meaning here.",
    ),
    "no-key": Prompt(
        ro="Nu am primit niciun răspuns.",
        uk="Ми не отримали відповіді.",
        en="We have received no answer.",
    ),
    "fiscal-code": Prompt(
        ro="Tastați codul fiscal al furnizorului, apoi apăsați diez. "
        "Dacă nu îl știți, apăsați numai diez. "
        "Ca să începeți din nou, apăsați steluța. "
        "Nu tastați un cod numeric personal.",
        uk="Наберіть податковий код постачальника, потім натисніть решітку. "
        "Якщо ви його не знаєте, натисніть лише решітку. "
        "Щоб почати знову, натисніть зірочку. "
        "Не набирайте особистий цифровий код.",
        en="Key in the fiscal code of the provider, and then hash. "
        "If you do not know it, press hash alone. "
        "To begin again, press star. "
        "Do not key in a personal number.",
    ),
    "fiscal-code-missing": Prompt(
        ro="Nu am primit niciun cod. Tastați codul fiscal, apoi diez, sau apăsați numai diez.",
        uk="Ми не отримали коду. Наберіть податковий код, потім решітку, або лише решітку.",
        en="We have received no code. Key in the fiscal code and then hash, or hash alone.",
    ),
    "fiscal-code-wrong": Prompt(
        ro="Cifra de control a codului nu se potrivește: una dintre cifre este greșită. "
        "Tastați din nou codul fiscal, apoi diez.",
        uk="Контрольна цифра коду не збігається: одна з цифр помилкова. "
        "Наберіть податковий код ще раз, потім решітку.",
        en="The control digit of the code does not agree: one of the digits is wrong. "
        "Key in the fiscal code again, and then hash.",
    ),
    "fiscal-code-length": Prompt(
        ro="Codul fiscal are între două și zece cifre. Nu tastați un cod numeric personal. "
        "Tastați din nou codul fiscal, apoi diez.",
        uk="Податковий код має від двох до десяти цифр. Не набирайте особистий цифровий код. "
        "Наберіть податковий код ще раз, потім решітку.",
        en="A fiscal code has two to ten digits. Do not key in a personal number. "
        "Key in the fiscal code again, and then hash.",
    ),
    "fiscal-code-right": Prompt(
        ro="Mulțumim, codul este corect.",
        uk="Дякуємо, код правильний.",
        en="Thank you, the code is correct.",
    ),
    "without-fiscal-code": Prompt(
        ro="Continuăm fără codul fiscal. Spuneți în mesaj denumirea furnizorului.",
        uk="Продовжуємо без податкового коду. Назвіть постачальника у повідомленні.",
        en="We go on without the fiscal code. Say the name of the provider in your message.",
    ),
    "warning": Prompt(
        ro="Mesajul se înregistrează și va fi ascultat de un operator. "
        "Nu spuneți date cu caracter personal: nici nume de pacienți, nici coduri numerice "
        "personale, nici numere de card.",
        uk="Повідомлення записується, і його прослухає оператор. "
        "Не називайте персональних даних: ні імен пацієнтів, ні особистих цифрових кодів, "
        "ні номерів карток.",
        en="Your message is recorded, and an operator will listen to it. "
        "Do not say personal data: no names of patients, no personal numbers, "
        "no numbers of cards.",
    ),
    "message": Prompt(
        ro="Spuneți pe scurt care este problema și la ce număr de telefon vă putem suna. "
        "La sfârșit, apăsați diez sau închideți. Vorbiți după semnal.",
        uk="Коротко опишіть проблему і назвіть номер телефону, за яким вам можна зателефонувати. "
        "Наприкінці натисніть решітку або покладіть слухавку. Говоріть після сигналу.",
        en="Say briefly what the problem is, and on which number we can call you. "
        "At the end press hash, or hang up. Speak after the tone.",
    ),
    "message-again": Prompt(
        ro="Nu am auzit nimic. Vorbiți, vă rugăm, după semnal.",
        uk="Ми нічого не почули. Будь ласка, говоріть після сигналу.",
        en="We have heard nothing. Please speak after the tone.",
    ),
    "time-is-up": Prompt(
        ro="Timpul pentru mesaj s-a încheiat. Ce ați spus până acum s-a înregistrat.",
        uk="Час для повідомлення вичерпано. Сказане до цього моменту записано.",
        en="The time for the message is up. What you have said so far is recorded.",
    ),
    "thanks": Prompt(
        ro="Mesajul a fost înregistrat. Un operator îl va asculta începând cu ora opt dimineața. "
        "Vă mulțumim. La revedere.",
        uk="Повідомлення записано. Оператор прослухає його, починаючи з восьмої години ранку. "
        "Дякуємо. До побачення.",
        en="Your message is recorded. An operator will listen to it from eight in the morning. "
        "Thank you. Goodbye.",
    ),
    "nothing-heard": Prompt(
        ro="Nu am primit niciun mesaj. Puteți suna din nou, sau puteți scrie la adresa de poștă "
        "electronică a asistenței. La revedere.",
        uk="Ми не отримали повідомлення. Ви можете зателефонувати ще раз або написати на "
        "електронну адресу підтримки. До побачення.",
        en="We have received no message. You can call again, or write to the e-mail address "
        "of the support. Goodbye.",
    ),
}
