-- Writes a person with documents, identifiers and the first slip; returns the person's id.
-- `numbers` is empty for somebody who brings a number of their own. Raises OP001 when none of the
-- drawn numbers was free: the caller draws again.
CREATE OR REPLACE FUNCTION registry_insert_person(request jsonb, numbers text[])
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    person bigint;
    given boolean := cardinality(numbers) = 0;
    act jsonb := request -> 'act';
    new jsonb := request -> 'person';
BEGIN
    INSERT INTO registry_person (
        public_id, surname, given_name, given_name_missing, surname_latin, given_name_latin,
        sort_key, birth_date, birth_precision, sex, category, citizenship, entry_point, entry_date,
        visa_type, copies_kept, no_identity_reason, provider_code, provider_name, account_id,
        registered_at, taken_on, version, status, family, practice
    ) VALUES (
        (new ->> 'public_id')::uuid, new ->> 'surname', new ->> 'given_name',
        (new ->> 'given_name_missing')::boolean, new ->> 'surname_latin',
        new ->> 'given_name_latin', new ->> 'sort_key', (new ->> 'birth_date')::date,
        new ->> 'birth_precision', new ->> 'sex', new ->> 'category', new ->> 'citizenship',
        new ->> 'entry_point', (new ->> 'entry_date')::date, new ->> 'visa_type',
        (new ->> 'copies_kept')::boolean, new ->> 'no_identity_reason', act ->> 'provider_code',
        act ->> 'provider_name', (act ->> 'account_id')::bigint, (act ->> 'at')::timestamptz,
        (new ->> 'taken_on')::date, 1, 'active', (new ->> 'family')::uuid,
        (new ->> 'practice')::boolean
    ) RETURNING id INTO person;

    FOR i IN 1 .. cardinality(numbers) LOOP
        INSERT INTO registry_identifier (person_id, kind, value, state, valid_from, given_by, practice)
        VALUES (person, 'temporary', numbers[i], 'valid', (act ->> 'day')::date, '',
                (new ->> 'practice')::boolean)
        ON CONFLICT (value) WHERE kind = 'temporary' DO NOTHING;
        given := FOUND;
        EXIT WHEN given;
    END LOOP;
    IF NOT given THEN
        RAISE EXCEPTION 'no drawn number was free' USING ERRCODE = 'OP001';
    END IF;

    INSERT INTO registry_identifier (person_id, kind, value, state, valid_from, given_by, practice)
    SELECT person, i.kind, i.value, 'valid', (act ->> 'day')::date, i.given_by,
           (new ->> 'practice')::boolean
      FROM jsonb_to_recordset(request -> 'identifiers') AS i(kind text, value text, given_by text);
    INSERT INTO registry_document (person_id, position, type, series, number, date, issuer)
    SELECT person, d.position, d.type, d.series, d.number, d.date, d.issuer
      FROM jsonb_to_recordset(request -> 'documents') AS d(
        position smallint, type text, series text, number text, date date, issuer text);
    INSERT INTO registry_slip (slip_id, person_id, version, status, issued_at)
    VALUES (decode(request ->> 'slip_id', 'hex'), person, 1, 'current', (act ->> 'at')::timestamptz);
    RETURN person;
END $$;

-- Writes the audit rows and announces the events, in the transaction of the change itself.
CREATE OR REPLACE FUNCTION registry_write_trail(request jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO audit_entry (
        id, at, event, account_id, provider_code, subject_kind, subject_ref, facts, digest
    )
    SELECT a.id, a.at, a.event, a.account_id, a.provider_code, a.subject_kind, a.subject_ref,
           a.facts, decode(a.digest, 'hex')
      FROM jsonb_to_recordset(request -> 'audit') AS a(
        id uuid, at timestamptz, event text, account_id bigint, provider_code text,
        subject_kind text, subject_ref text, facts jsonb, digest text);
    INSERT INTO outbox_event (id, at, name, payload)
    SELECT e.id, e.at, e.name, e.payload
      FROM jsonb_to_recordset(request -> 'events') AS e(
        id uuid, at timestamptz, name text, payload jsonb);
END $$;

-- One registration in one round trip: lock, look, then insert or answer with the candidates.
--
-- VOLATILE and PL/pgSQL on purpose: every statement takes its snapshot after the locks are held, so
-- that two providers who register one person at the same instant see each other. No rule of law and
-- no scoring is here; both are Python, and a second call carries the decision and what was seen.
--
-- request  what to write, made by operations/registering.py
-- locks    sorted and distinct: every key that the new facts are stored or sought under, and the
--          idempotency key
-- probe    keys under which candidates are sought
-- stored   keys under which the new facts will be found
-- compared ids of registrations that were already compared
-- numbers  temporary numbers drawn ahead; the first one that is free is given
--
-- Answers {"status": ...}:
--   revoked      the credential is no longer current; nothing was written
--   key-reused   the idempotency key belongs to another body; nothing was written
--   repeated     the key's own answer: person
--   candidates   registrations to compare with; nothing was written
--   gone         the person to join is no longer there; ask again
--   issued       a new person was written
--   joined       the facts were added to an existing person
CREATE OR REPLACE FUNCTION registry_register(
    request jsonb, locks bigint[], probe bigint[], stored bigint[], compared bigint[], numbers text[]
) RETURNS jsonb LANGUAGE plpgsql VOLATILE
  -- Plans are made while tables are small and must still be right when they are large.
  SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    answer registry_stored_answer%ROWTYPE;
    candidates jsonb;
    person bigint;
    held bigint;
    act jsonb := request -> 'act';
BEGIN
    PERFORM 1 FROM accounts_account
      WHERE id = (act ->> 'account_id')::bigint AND is_active
        AND credential_version = (act ->> 'credential_version')::int;
    IF NOT FOUND THEN
        RETURN '{"status": "revoked"}';
    END IF;

    -- The import takes this gate alone, a chunk at a time; registrations share it.
    PERFORM pg_advisory_xact_lock_shared(4711);
    FOREACH held IN ARRAY locks LOOP
        PERFORM pg_advisory_xact_lock(held);
    END LOOP;

    IF request ? 'answer' THEN
        SELECT * INTO answer FROM registry_stored_answer
          WHERE provider_code = act ->> 'provider_code'
            AND key_digest = decode(request #>> '{answer,key}', 'hex');
        IF FOUND THEN
            IF answer.body_digest <> decode(request #>> '{answer,body}', 'hex')
               OR answer.operation <> request #>> '{answer,operation}' THEN
                RETURN '{"status": "key-reused"}';
            END IF;
            RETURN jsonb_build_object('status', 'repeated', 'person', answer.person_id);
        END IF;
    END IF;

    SELECT jsonb_agg(jsonb_build_object(
             'registration', r.id, 'person', p.id, 'ref', p.public_id, 'facts', r.facts))
      INTO candidates
      FROM (
        SELECT DISTINCT coalesce(near.canonical_id, near.id) AS id
          FROM registry_matching_key k JOIN registry_person near ON near.id = k.person_id
         WHERE k.key = ANY (probe)
      ) AS hit
      JOIN registry_person p ON p.id = hit.id AND p.status = 'active'
      CROSS JOIN LATERAL (
        SELECT p.id UNION ALL SELECT m.id FROM registry_person m WHERE m.canonical_id = p.id
      ) AS member
      JOIN registry_registration r ON r.person_id = member.id
     WHERE NOT r.id = ANY (compared);
    IF candidates IS NOT NULL THEN
        RETURN jsonb_build_object('status', 'candidates', 'candidates', candidates);
    END IF;

    IF request ? 'join' THEN
        SELECT id INTO person FROM registry_person
          WHERE id = (request ->> 'join')::bigint AND status = 'active' FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RETURN '{"status": "gone"}';
        END IF;
    ELSE
        person := registry_insert_person(request, numbers);
    END IF;

    INSERT INTO registry_registration (
        public_id, person_id, kind, provider_code, account_id, at, facts, decision,
        decision_reason, seen
    )
    SELECT r.public_id, person, r.kind, act ->> 'provider_code', (act ->> 'account_id')::bigint,
           (act ->> 'at')::timestamptz, r.facts, r.decision, r.decision_reason, r.seen
      FROM jsonb_to_record(request -> 'registration') AS r(
        public_id uuid, kind text, facts jsonb, decision text, decision_reason text, seen jsonb);
    INSERT INTO registry_matching_key (key, person_id)
    SELECT key, person FROM unnest(stored) AS key ON CONFLICT DO NOTHING;
    IF request ? 'answer' THEN
        INSERT INTO registry_stored_answer (
            provider_code, key_digest, body_digest, operation, person_id, created_at
        ) VALUES (
            act ->> 'provider_code', decode(request #>> '{answer,key}', 'hex'),
            decode(request #>> '{answer,body}', 'hex'), request #>> '{answer,operation}', person,
            (act ->> 'at')::timestamptz
        );
    END IF;
    PERFORM registry_write_trail(request);
    IF request ? 'join' THEN
        RETURN jsonb_build_object('status', 'joined', 'person', person);
    END IF;
    RETURN jsonb_build_object('status', 'issued', 'person', person, 'number', (
        -- By value: by person alone, a plan made while the table is small walks the whole index.
        SELECT value FROM registry_identifier
         WHERE value = ANY (numbers) AND kind = 'temporary' AND person_id = person
    ));
END $$;
