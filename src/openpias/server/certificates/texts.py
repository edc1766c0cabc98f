"""What do we tell the practice, and its IT supplier, about certificates?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_TRUST = _(
    "Verificați lanțul: emitentul trebuie să fie între autoritățile de încredere ale instalării (OPENPIAS_TRUST_DIR)."
)
_FILE = _(
    "Trimiteți un singur certificat X.509, PEM sau DER, de cel mult 16 KiB, fără cheia privată."
)
_ENROLLED = _(
    "Certificatul se compară după emitent, număr de serie și amprenta cheii; înrolarea este pentru codul fiscal și casa din utilizator."
)
_SIGN_AGAIN = _(
    "Aplicația nu a putut dovedi că are cheia certificatului. Intrați din nou; dacă se repetă, anunțați furnizorul aplicației."
)

TEXTS = {
    "certificate-missing": ErrorText(
        practice=_(
            "Certificatul digital lipsește. Introduceți tokenul și alegeți certificatul când browserul îl cere."
        ),
        supplier=_(
            "Apelul nu a trecut prin portul care cere certificat, sau clientul nu a trimis niciunul. La fișiere: câmpul certificate este gol."
        ),
    ),
    "certificate-too-large": ErrorText(
        practice=_(
            "Fișierul nu este un certificat: este prea mare. Alegeți fișierul .cer sau .pem."
        ),
        supplier=_FILE,
    ),
    "certificate-unreadable": ErrorText(
        practice=_(
            "Fișierul nu poate fi citit ca certificat. Exportați-l din nou din programul tokenului, fără cheia privată."
        ),
        supplier=_FILE,
    ),
    "certificate-several": ErrorText(
        practice=_(
            "Fișierul are mai multe certificate. Exportați-l doar pe al titularului, fără lanț."
        ),
        supplier=_FILE,
    ),
    "certificate-weak-key": ErrorText(
        practice=_(
            "Certificatul are o cheie prea slabă și nu se mai acceptă. Cereți emitentului unul nou."
        ),
        supplier=_("RSA are cel puțin 2048 de biți."),
    ),
    "certificate-key-kind": ErrorText(
        practice=_(
            "Certificatul are un fel de cheie care nu se acceptă. Cereți emitentului unul obișnuit."
        ),
        supplier=_("Se acceptă RSA de cel puțin 2048 de biți și P-256, P-384, P-521."),
    ),
    "certificate-revoked": ErrorText(
        practice=_(
            "Certificatul a fost revocat de emitent. Folosiți alt certificat înrolat sau cereți unul nou."
        ),
        supplier=_("Răspunsul OCSP sau lista CRL a emitentului spune revocat."),
    ),
    "certificate-expired": ErrorText(
        practice=_(
            "Certificatul a expirat. Folosiți certificatul reînnoit și cereți înrolarea lui la casă."
        ),
        supplier=_("Data notAfter a trecut; verificați și ceasul calculatorului."),
    ),
    "certificate-not-yet-valid": ErrorText(
        practice=_(
            "Certificatul nu este încă valabil. Verificați ceasul calculatorului sau așteptați ziua începutului."
        ),
        supplier=_("Data notBefore este în viitor."),
    ),
    "signing-time-ahead": ErrorText(
        practice=_(
            "Raportarea pare semnată în viitor. Potriviți ceasul calculatorului, semnați-o din nou și trimiteți fișierul nou."
        ),
        supplier=_(
            "signingTime din atributele semnate este după momentul primirii; OPENPIAS_SIGNING_AHEAD_SECONDS spune cât se admite."
        ),
    ),
    "signing-time-too-old": ErrorText(
        practice=_(
            "Raportarea a fost semnată cu prea mult timp în urmă. Semnați-o din nou și trimiteți fișierul nou."
        ),
        supplier=_(
            "signingTime din atributele semnate este mai vechi decât admite OPENPIAS_SIGNED_WITHIN_DAYS; verificați și ceasul calculatorului."
        ),
    ),
    "certificate-unknown-issuer": ErrorText(
        practice=_(
            "Emitentul certificatului nu este recunoscut. Folosiți certificatul calificat înrolat la casă."
        ),
        supplier=_TRUST,
    ),
    "certificate-wrong-purpose": ErrorText(
        practice=_(
            "Certificatul nu este pentru autentificare. Alegeți celălalt certificat de pe token."
        ),
        supplier=_("Lipsește keyUsage digitalSignature sau extendedKeyUsage clientAuth."),
    ),
    "certificate-revocation-unknown": ErrorText(
        practice=_(
            "Acum nu se poate afla dacă certificatul este valabil: emitentul nu răspunde. Încercați din nou peste câteva minute."
        ),
        supplier=_(
            "Nici OCSP, nici CRL nu au dat un răspuns de crezut. Verificați legătura serverului cu emitentul."
        ),
    ),
    "certificate-not-enrolled": ErrorText(
        practice=_(
            "Certificatul nu este înrolat. Cereți înrolarea lui pe pagina „Înrolarea unui certificat”; casa o aprobă."
        ),
        supplier=_ENROLLED,
    ),
    "certificate-enrolled-elsewhere": ErrorText(
        practice=_(
            "Certificatul este înrolat pentru alt furnizor sau la altă casă. Alegeți certificatul potrivit sau cereți înrolarea și aici."
        ),
        supplier=_ENROLLED,
    ),
    "certificate-other-than-token": ErrorText(
        practice=_(
            "Certificatul s-a schimbat de la începutul sesiunii. Autentificați din nou aplicația."
        ),
        supplier=_("OSCP_RESPONSE a fost dat pentru alt certificat; cereți unul nou."),
    ),
    "token-missing": ErrorText(
        practice=_("Sesiunea aplicației s-a încheiat. Autentificați din nou aplicația."),
        supplier=_(
            "Antetul OSCP_RESPONSE lipsește sau a expirat. Cereți unul nou: GET /OCSP/validator?username=CUI_CAS-XX, cu certificat și Basic."
        ),
    ),
    "username-differs": ErrorText(
        practice=_("Aplicația a trimis doi utilizatori diferiți. Anunțați furnizorul IT."),
        supplier=_("Parametrul username și utilizatorul din Authorization trebuie să fie același."),
    ),
    "email-shape": ErrorText(
        practice=_("Adresa de e-mail are forma nume@cabinet.ro."),
        supplier=_("email: o singură adresă, de cel mult 254 de caractere."),
    ),
    "too-many-requests": ErrorText(
        practice=_(
            "Au venit prea multe cereri pentru acest certificat sau furnizor. Așteptați decizia casei ori încercați mâine."
        ),
        supplier=_("Se primesc cel mult 5 cereri pe zi pentru o cheie și 20 pentru un furnizor."),
    ),
    "request-decided-already": ErrorText(
        practice=_("Cererea a fost deja hotărâtă. Reîncărcați lista."),
        supplier=_("O cerere se aprobă sau se refuză o singură dată."),
    ),
    "password-given-already": ErrorText(
        practice=_(
            "Parola acestui cont s-a schimbat între timp și nu se arată din nou. Dacă nu a fost notată, dați încă una."
        ),
        supplier=_("Formularul a fost trimis de două ori, sau contul s-a schimbat între timp."),
    ),
    "request-own": ErrorText(
        practice=_("Cererea este a dumneavoastră: o hotărăște alt operator."),
        supplier=_("Cheia sau adresa de e-mail a cererii este și a operatorului."),
    ),
    "certificate-enrolled-already": ErrorText(
        practice=_("Certificatul este deja înrolat aici. Refuzați cererea cu acest motiv."),
        supplier=_("Aceeași cheie, același emitent și aceeași serie, la aceeași casă."),
    ),
    "user-name-required": ErrorText(
        practice=_(
            "Scrieți utilizatorul noului cont: 3 până la 64 de litere fără diacritice, cifre sau puncte."
        ),
        supplier=_("username: [A-Za-z0-9.]{3,64}."),
    ),
    "user-name-taken": ErrorText(
        practice=_("Există deja un cont cu acest utilizator. Alegeți altul."),
        supplier=_("username este unic."),
    ),
    "session-body": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Trimiteți un obiect JSON cu challenge, textul primit, și signature, semnătura în base64 fără rânduri noi."
        ),
    ),
    "challenge-not-ours": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Textul nu este al acestui server sau a fost schimbat. Trimiteți-l exact cum l-a dat POST /api/v1/challenges, cu rândurile lui."
        ),
    ),
    "challenge-expired": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Textul servește cinci minute. Cereți altul chiar înainte de semnare; PIN-ul se cere înainte, nu după."
        ),
    ),
    "challenge-used": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Textul a primit deja un răspuns, bun sau nu, și nu mai servește. Cereți altul la fiecare încercare."
        ),
    ),
    "signature-tampered": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Semnătura nu este peste acești octeți. Se semnează textul în UTF-8, fără alte rânduri sau spații."
        ),
    ),
    "signature-too-large": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Semnătura are cel mult 64 KiB; puneți în ea doar certificatul titularului."),
    ),
    "signature-unreadable": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Trimiteți o structură CMS SignedData în DER, codată base64."),
    ),
    "signature-attached": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Semnătura este detașată: textul nu se pune în ea."),
    ),
    "signature-signer-count": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Semnătura are exact un semnatar."),
    ),
    "signature-certificate-missing": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Puneți certificatul titularului în SignedData.certificates."),
    ),
    "signature-certificate-refused": ErrorText(
        practice=_(
            "Certificatul cu care s-a semnat nu se acceptă. Alegeți în aplicație alt certificat, de semnătură calificată."
        ),
        supplier=_("Se acceptă RSA de cel puțin 2048 de biți și P-256, P-384, P-521."),
    ),
    "signature-not-bound": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_(
            "Lipsește atributul semnat signing-certificate-v2 (RFC 5035) cu amprenta SHA-2 a certificatului, ca în CAdES-B-B."
        ),
    ),
    "signature-algorithm": ErrorText(
        practice=_SIGN_AGAIN,
        supplier=_("Se acceptă SHA-256, SHA-384 și SHA-512 cu RSA (PKCS#1 1.5 sau PSS) sau ECDSA."),
    ),
}
