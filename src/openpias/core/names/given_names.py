"""Which given names are one name in different languages?

Each line is one name: its forms in Ukrainian, Russian, Romanian, Polish, German, English spelling,
male and female never on one line. Forms after the bar are short forms: weak evidence only.
Sources: forms used on passports of the region; the lists are ours and may grow.
"""

import re
from functools import cache

_LINES = """
oleksandr aleksandr alexander alexandr alexandru aleksander oleksander olexandr | sasha sashko oles
oleksandra aleksandra alexandra olexandra | sasha lesia
oleksii oleksiy aleksei aleksey alexei alexey alexej oleksij aleksej alexie | oleksa lesha alosha
olena elena yelena helena jelena ielena | lena olenka
olha olga | olia olya
hanna anna ganna ana hana | ania anya hanusia
anastasiia anastasia anastasiya nastasia anastasija | nastia nastya
andrii andriy andrei andrey andrej andrij andrew andreas andrzej | andriusha
anatolii anatoliy anatoly anatolij anatoli anatol | tolia tolik
artem artiom artyom artemii
artur arthur
bohdan bogdan
bohdana bogdana
borys boris
valentyn valentin
valentyna valentina | valia
valerii valeriy valery valeri valerij valerian
valeriia valeria valeriya valerija | lera
vasyl vasil vasile vasilii vasily vasiliy vasilij basil | vasia
viktor victor
viktoriia viktoria victoria viktoriya viktorija | vika
vitalii vitaliy vitaly vitali vitalij vitalie
vira vera
volodymyr vladimir volodimir vladymyr wladimir wolodymyr wladimir vladymir | vova volodia
viacheslav vyacheslav vjatscheslaw veaceslav vyacheslaw | slava
vladyslav vladislav wladyslaw wladislaw | vlad vladik
vladyslava vladislava
halyna galina galyna halina | halia galia
hennadii gennadii gennady gennadiy hennadiy ghenadie henadii gennadij
heorhii georgii georgy george gheorghe georgi giorgi heorhiy georgiy georg georgij iurie_g | zhora
hlib gleb
hryhorii grigorii grigory grigoriy grigore gregory hryhoriy grigorij hryhorij | hrysha grisha
daria dariia darya dariya daryna_d daria | dasha
daryna darina
danylo daniil danil daniel danilo danyil
denys denis
dmytro dmitrii dmitry dmitriy dmitri dumitru dmitrij dimitri dmytrii | dima
eduard edward
evhen yevhen yevhenii evgenii evgeny yevgeny eugene eugen yevgenii yevhenij evgeniy evgenij ievgen ievgenii jewgeni jewhen | zhenia yevhenko
yevheniia evgenia yevgenia eugenia evgeniia yevhenia evgeniya yevgeniya yevheniya ievgeniia jewgenija | zhenia
yelyzaveta elizaveta yelizaveta elisabeth elizabeth elisaveta ielyzaveta jelisaveta | liza
ivan ioan john jan iwan johann jovan | vania
ivanna ioana iwanna
ihor igor igori
illia ilia ilya ilie ilja illya
inna ina
iryna irina irena iryn irene | ira
yosyp iosif josef joseph iosyp josif
kateryna ekaterina katerina yekaterina catherine katarzyna ecaterina katharina jekaterina caterina ekateryna | katia katya
kostiantyn konstantin constantin kostyantyn konstantyn constantine konstjantyn | kostia
kyrylo kirill kiril chiril cyril kyryl kirilo kyryll
ksenia kseniia oksinia xenia ksenija kseniya | ksiusha
oksana oxana ocsana
larysa larisa
leonid leonyd
leonida
lidiia lidia lydia lidiya lidija
liliia lilia liliya lilija liliana_l
liubov lyubov lubov liubovi ljubov lioubov | liuba
liudmyla lyudmila ludmila liudmila ljudmila lyudmyla ludmyla | liuda
maksym maxim maksim maxym
marharyta margarita margaryta marharita margareta | rita
mariia maria mariya marie mary marija | masha marusia marika
maryna marina
marta martha
matvii matvey matvei matviy matthew matei matthias matvej
mykhailo mikhail mihail mykhaylo michael mihai mychailo mikhailo michail michal mykhajlo | misha
mykola nikolai nikolay nicolae nikolaj mikola nicholas mykolai nicolai mikolaj nikola | kolia
myroslav miroslav
myroslava miroslava
mykyta nikita mikita
nadiia nadezhda nadia nadiya nadejda nadija nadeschda | nadia
natalia nataliia natalya natalie nataliya natalija natalja | natasha nata
nazar nazarii nazariy
nina
oleh oleg
ostap
pavlo pavel paul paulo pawel pawlo | pasha
petro piotr petr peter petru pyotr pjotr | petia
polina paulina
raisa raiisa
roman
rostyslav rostislav
ruslan
ruslana
svitlana svetlana swetlana svitlanna svetlanna | sveta
serhii sergei sergey serhiy sergiy sergiu serghei serge sergii serhij sergej sergij | seriozha serhiiko
semen semyon simeon simon semion
sviatoslav svyatoslav svetoslav swjatoslaw | slava
sofiia sofia sophia sofya sofiya sofija | sonia
solomiia solomia solomiya
stanislav stanislaw
stepan stefan shtefan stephan stephen
stefania stepaniia stefaniia stefaniya
taisiia taisia taisiya
tamara
taras
tetiana tatiana tatyana tetyana tatjana tetjana | tania tanya
tymofii timofei timofey timothy tymofiy timofej timotei
tymur timur
fedir fedor fyodor teodor theodore feodor fiodor
khrystyna kristina christina hrystyna cristina khristina hristina chrystyna
yuliia iuliia yulia julia iulia yuliya julija juliia | yulka
yurii yuri iurii yuriy iurie juri yury georgiy_y jurij iurij jurii | yura
yaroslav iaroslav jaroslav jaroslaw
yaroslava iaroslava jaroslava
yana iana jana
yakiv yakov iakov jacob jakob iakiv jakiw
zakhar zahar sachar
zinaida zinaiida
zlata
varvara barbara
veronika veronica
vadym vadim wadim
yehor egor iehor yegor jegor jehor
yeva eva ieva
emiliia emilia emiliya
milana
nataniel nathaniel
alina
alisa alice
alla ala
angelina anhelina anzhelina
anzhela anzhelika_a angela
anzhelika angelika angelica
antonina
anton
arsen arsenii arseniy arseny
arkadii arkady arkadiy arcadie
diana
dana danna
karyna karina
kira kyra
lesia lesya
liana
liubomyr lubomir lyubomyr ljubomyr
lev leo
leon
luka luca
makar
marko mark marc
markiian
maryan marian
mia miia
milena
nikol nicole
orest
oksen
orysia
platon
renata
robert
rodion
roksolana
sabina
snizhana snejana snezhana
solomon
tykhon tihon tikhon
uliana ulyana yuliana juliana iuliana
ustym
yustyna iustina justina
zoia zoya
ella
ema emma
erika
filip pylyp philip filipp
klavdiia klavdia claudia klaudia
lukian
vsevolod wsewolod
vlada
viola violeta violetta
zhanna jana_z janna jeanne
"""


# One spelling for what only the language of the writer changes; vowels keep their difference.
# The letter before a pattern occurs wherever it matches; looking for that alone is much quicker.
_SPELLINGS = [
    (letter, re.compile(pattern).sub, plain)
    for letter, pattern, plain in (
        ("c", r"tsch|tch|cz|ch(?=[aeiouy])", "C"),
        ("s", r"sch|sh|sz", "S"),
        ("", r"kh|gh|g", "h"),
        ("p", r"ph", "f"),
        ("t", r"th", "t"),
        ("x", r"x", "ks"),
        ("", r"ck|c|q", "k"),
        ("w", r"w", "v"),
        ("u", r"ou", "u"),
        ("", r"[yj]", "i"),
        ("", r"(.)\1+", r"\1"),
        ("e", r"^ie", "e"),
    )
]


@cache
def _groups() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return form -> name, and short form -> names that it may stand for."""
    names: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for line in filter(None, _LINES.splitlines()):
        forms, _, shorts = line.partition("|")
        written = [form for form in forms.split() if "_" not in form]
        for form in written:
            names.setdefault(form, written[0])
        for form in shorts.split():
            short.setdefault(form, set()).add(written[0])
    return names, {form: frozenset(meant) for form, meant in short.items()}


@cache
def _plain_forms() -> dict[str, str]:
    """Return plain spelling -> name; a spelling that two names share stands for neither."""
    meant: dict[str, set[str]] = {}
    for form, name in _groups()[0].items():
        meant.setdefault(plain_spelling(form), set()).add(name)
    short = {plain_spelling(form) for form in _groups()[1]}
    return {
        plain: min(names)
        for plain, names in meant.items()
        if len(names) == 1 and plain not in short
    }


def plain_spelling(form: str) -> str:
    """Return a folded Latin form as it is written when languages are set aside: Yryna is irina."""
    for letter, replace, plain in _SPELLINGS:
        if letter in form:
            form = replace(plain, form)
    return form


def name_of(form: str) -> str | None:
    """Return the Ukrainian form of a known given name, for a folded Latin form of any language."""
    return _groups()[0].get(form) or _plain_forms().get(plain_spelling(form))


def names_of_short(form: str) -> frozenset[str]:
    """Return the names for which a short form may stand."""
    return _groups()[1].get(form, frozenset())
