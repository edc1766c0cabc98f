"""Which words follow "pacientul" in capitals, or begin a sentence, and are no names?

Folded: small letters without marks.
"""

_OTHER = """
a acces aceasta acest activ actualizare adresa al ale alt am ambulatoriu and anulat apare are
arondat as atunci au avem bulgaria buna cabinet can cand cannot card cardul cardului care cas
categorie catre ce ceas cerere cid clinic clinica clinice cmi cnas cnp coasigurat cod codul
conform contract control coplata could crede cu cui data date de deblocat decedat deci deoarece
desi din dispozitiv doamna doc doctor docx does domnul dosar dr dupa ea ei el eligibil epias
erau eroare eroarea error este ex exceptie exista expirat face fara farm farmacia farmacie
farmacist fisa fiscal fise fost furnizor furnizorul gratuit has iar id ii il import in inactiv
inca incidentul inregistrat insured internare internat invalid ip ipv is la laborator lista
listat lor lui medic medicul mesaj mesajul moldova multumesc multumim ne neasigurat neasigurata
nefiind negasit neinregistrat nevalidat nici noi nostru not nou noua nr nu nui numar nume ok ora
ori oug parafa pdf pe pensionar pentru pias pin pns polonia prenume prescriptie prescris prezent
prezinta prin problema raport raportare reteta ro rog romania sa sau sc scrie se seria serie
servicii serviciu serviciul si sipe siui siuiclinic sms spital spitalul srl stare status stima
sunt system systems tel telefon temporar the tip toti trebuie tva ucraina ucrainean ucraineana
ue ul un unde unic unitate urgenta utilizator va valid validare validat vi vine vizita vreau was
with xls xml ziua був була було в вже картка картки має не номер при після та у що як є
"""
_PHYSICIANS = "dr doctor doctorul doctorita medic medicul medicului prof conf asist asistenta asistent farmacist farmacista"

OTHER_WORDS = frozenset(_OTHER.split())
PHYSICIANS = frozenset(_PHYSICIANS.split())
