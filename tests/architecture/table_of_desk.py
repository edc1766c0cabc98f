"""Which role may use which address of the helpdesk? The rows of the one table that have two more roles."""

# Roles as in the table of all others, then the operator at the contractor's N and the lead M.
DESK = """
route                                                   | how        | thing          | C  P  H  K  S  A  D  U  L  N  M  | practising
asistenta                                               | GET        | -              | -  -  -  -  -  +  -  +  +  +  +  | -
asistenta/articole                                      | GET        | -              | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/articole/<uuid:public_id>                     | GET        | desk-article   | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/articole/<uuid:public_id>/modificare          | GET POST   | desk-article   | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/articole/<uuid:public_id>/retragere           | POST       | desk-article   | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/articole/nou                                  | GET POST   | -              | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/incidente                                     | GET        | -              | -  -  -  -  -  +  -  +  +  +  +  | -
asistenta/incidente/<uuid:public_id>                    | GET        | desk-incident  | -  -  -  -  -  +  -  +  +  +  +  | -
asistenta/incidente/<uuid:public_id>/apel               | POST       | desk-call      | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/incidente/<uuid:public_id>/asteptare          | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/atribuire          | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/categorie          | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/caz-card           | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/comasare           | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/corectare          | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/cutie              | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/documente/<uuid:document> | GET | desk-document  | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/incidente/<uuid:public_id>/eliberare          | POST       | desk-held      | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/incidente/<uuid:public_id>/furnizor           | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/inchidere          | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/inregistrari/<uuid:recording>.wav | GET | desk-recording | - - - - - - -  -  +  -  +  | -
asistenta/incidente/<uuid:public_id>/intrari/<uuid:entry>/dezvaluire | POST | desk-entry | -  - - - - - -  -  +  -  +  | -
asistenta/incidente/<uuid:public_id>/nota               | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/original           | POST       | desk-held      | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/incidente/<uuid:public_id>/preluare           | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/prioritate         | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/raspuns            | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/redeschidere       | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/reluare            | POST       | desk-incident  | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/incidente/<uuid:public_id>/stergere           | POST       | desk-held      | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/neprelucrabile                                | GET        | -              | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/neprelucrabile/<uuid:public_id>/descarcare    | POST       | desk-message   | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/neprelucrabile/<uuid:public_id>/recitire      | POST       | desk-message   | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/neprelucrabile/<uuid:public_id>/stergere      | POST       | desk-message   | -  -  -  -  -  -  -  -  +  -  +  | -
asistenta/parere/<str:token>                            | GET POST   | desk-token     | public                             | +
asistenta/raspunsuri                                    | GET        | -              | -  -  -  -  -  -  -  -  +  +  +  | -
asistenta/raspunsuri/<uuid:public_id>                   | GET POST   | desk-canned    | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/raspunsuri/<uuid:public_id>/retragere         | POST       | desk-canned    | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/raspunsuri/nou                                | GET POST   | -              | -  -  -  -  -  -  -  -  -  -  +  | -
asistenta/situatii                                      | GET        | -              | -  -  -  -  -  +  -  +  -  -  +  | -
asistenta/situatii.csv                                  | GET        | -              | -  -  -  -  -  +  -  +  -  -  +  | -
asistenta/situatii/<str:name>.svg                       | GET        | plot           | -  -  -  -  -  +  -  +  -  -  +  | -
asistenta/telefon                                       | GET POST   | -              | -  -  -  -  -  -  -  -  +  -  +  | -
incidente                                               | GET        | -              | +  +  -  -  -  -  -  -  -  -  -  | -
incidente/<uuid:public_id>                              | GET        | own-incident   | +h +h -- -- -- -- -- -- -- -- -- | -
incidente/<uuid:public_id>/raspuns                      | POST       | own-incident   | +h +h -- -- -- -- -- -- -- -- -- | -
incidente/articole                                      | GET        | -              | +  +  -  -  -  -  -  -  -  -  -  | -
incidente/articole/<uuid:public_id>                     | GET        | desk-article   | +  +  -  -  -  -  -  -  -  -  -  | -
incidente/nou                                           | GET POST   | -              | +  +  -  -  -  -  -  -  -  -  -  | -
"""
