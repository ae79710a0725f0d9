-- What a server holds beside the tables of a file: who may see and change which rows, and who hears of it.
-- Run once by the role that owns the database (crs_intake.storage.server.doors.set_up).

-- Who is at the line ------------------------------------------------------------------------------------
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'crs_people') THEN
    CREATE ROLE crs_people NOLOGIN;
  END IF;
END $$;

CREATE TABLE logins (role VARCHAR PRIMARY KEY, person VARCHAR NOT NULL UNIQUE REFERENCES staff (id));
CREATE TABLE desk (version INTEGER NOT NULL, made TIMESTAMPTZ NOT NULL DEFAULT now());
CREATE UNIQUE INDEX desk_once ON desk ((true));

CREATE FUNCTION crs_me() RETURNS VARCHAR LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id FROM logins l JOIN staff s ON s.id = l.person
  WHERE l.role = session_user::text AND s."left" IS NULL
$$;
CREATE FUNCTION crs_site() RETURNS VARCHAR LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT lower(s.site) FROM logins l JOIN staff s ON s.id = l.person
  WHERE l.role = session_user::text AND s."left" IS NULL
$$;
CREATE FUNCTION crs_number_taken(wanted VARCHAR) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM cases WHERE number = wanted) $$;
-- People: what only the database's owner may, on behalf of an administrator of their site -------------

CREATE FUNCTION crs_ask_admin(at_site VARCHAR) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM staff WHERE id = crs_me() AND roles LIKE '%"site_admin"%'
    AND (site = '' OR lower(site) = lower(at_site))
  ) THEN
    RAISE insufficient_privilege USING MESSAGE = 'only an administrator of that site keeps its people';
  END IF;
END $$;

CREATE FUNCTION crs_ask_verifier(verifier TEXT) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$ BEGIN
  IF verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
    RAISE check_violation USING MESSAGE = 'passwords are kept as SCRAM-SHA-256 only';
  END IF;
END $$;

CREATE FUNCTION crs_new_login(person VARCHAR, login VARCHAR, verifier TEXT) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM crs_ask_verifier(verifier);
  EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS INHERIT '
                 'IN ROLE crs_people CONNECTION LIMIT 40 PASSWORD %L', login, verifier);
  INSERT INTO logins (role, person) VALUES (login, person);
END $$;

CREATE FUNCTION crs_add_person(
  person VARCHAR, name VARCHAR, roles TEXT, at_site VARCHAR, login VARCHAR, verifier TEXT
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM crs_ask_admin(at_site);
  INSERT INTO staff (id, name, roles, site) VALUES (person, name, roles, at_site);
  PERFORM crs_new_login(person, login, verifier);
END $$;

CREATE FUNCTION crs_change_person(person VARCHAR, new_roles TEXT, new_site VARCHAR) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM crs_ask_admin((SELECT site FROM staff WHERE id = person));
  PERFORM crs_ask_admin(new_site);
  UPDATE staff SET roles = new_roles, site = new_site WHERE id = person;
END $$;

CREATE FUNCTION crs_remove_person(person VARCHAR, at VARCHAR) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  login VARCHAR := (SELECT l.role FROM logins l WHERE l.person = crs_remove_person.person);
BEGIN
  PERFORM crs_ask_admin((SELECT site FROM staff WHERE id = person));
  UPDATE staff SET "left" = at WHERE id = person;
  EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
  BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
  EXCEPTION WHEN insufficient_privilege THEN  -- nothing is in sight of that line any more anyway
    NULL;
  END;
END $$;

CREATE FUNCTION crs_set_password(person VARCHAR, verifier TEXT) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
  IF person IS DISTINCT FROM crs_me() THEN
    PERFORM crs_ask_admin((SELECT site FROM staff WHERE id = person AND "left" IS NULL));
  END IF;
  PERFORM crs_ask_verifier(verifier);
  EXECUTE format('ALTER ROLE %I PASSWORD %L',
                 (SELECT l.role FROM logins l WHERE l.person = crs_set_password.person), verifier);
END $$;

REVOKE ALL ON FUNCTION crs_new_login(VARCHAR, VARCHAR, TEXT) FROM PUBLIC;
-- What is only added is never changed, not by the owner either ------------------------------------------

CREATE FUNCTION crs_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE integrity_constraint_violation USING MESSAGE = TG_TABLE_NAME || ' are only added, never changed';
END $$;
CREATE TRIGGER keep_events BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION crs_only_added();
CREATE TRIGGER keep_determinations BEFORE UPDATE OR DELETE OR TRUNCATE ON determinations EXECUTE FUNCTION crs_only_added();
CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION crs_only_added();
CREATE TRIGGER keep_scans BEFORE UPDATE OR DELETE OR TRUNCATE ON scans EXECUTE FUNCTION crs_only_added();
CREATE TRIGGER keep_documents BEFORE DELETE OR TRUNCATE ON documents EXECUTE FUNCTION crs_only_added();
CREATE TRIGGER keep_documents_update
  BEFORE UPDATE OF id, case_id, document, language, recipients, made, made_by, sha256, pdf, drawn_from, corrects,
    template ON documents
  EXECUTE FUNCTION crs_only_added();

-- Who listens hears the ids of rows that changed, never a word of them ----------------------------------
CREATE FUNCTION crs_tell() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM pg_notify('crs', CASE TG_TABLE_NAME
    WHEN 'cases' THEN (to_jsonb(NEW) ->> 'id') WHEN 'settings' THEN '' ELSE (to_jsonb(NEW) ->> 'case_id')
  END);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_settings AFTER INSERT OR UPDATE ON settings FOR EACH ROW
  WHEN (NEW.name NOT LIKE '% of %') EXECUTE FUNCTION crs_tell();
CREATE TRIGGER tell_cases AFTER INSERT OR UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION crs_tell();
CREATE TRIGGER tell_documents AFTER INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION crs_tell();
CREATE TRIGGER tell_determinations AFTER INSERT OR UPDATE ON determinations FOR EACH ROW EXECUTE FUNCTION crs_tell();
CREATE TRIGGER tell_scans AFTER INSERT OR UPDATE ON scans FOR EACH ROW EXECUTE FUNCTION crs_tell();

-- What a person may with which table --------------------------------------------------------------------
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$ BEGIN
  EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO crs_people', current_database());
END $$;
GRANT SELECT, INSERT, UPDATE ON cases TO crs_people;
GRANT SELECT, INSERT, DELETE ON case_sites TO crs_people;
GRANT SELECT, INSERT ON events TO crs_people;
GRANT SELECT, INSERT, DELETE ON words TO crs_people;
GRANT SELECT, INSERT ON different TO crs_people;
GRANT SELECT, INSERT, DELETE ON boards TO crs_people;
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO crs_people;
GRANT SELECT, INSERT, UPDATE (status, sent, method) ON documents TO crs_people;
GRANT SELECT, INSERT ON scans TO crs_people;
GRANT SELECT, INSERT ON determinations TO crs_people;
GRANT SELECT, INSERT ON audit TO crs_people;
GRANT SELECT, INSERT ON actions TO crs_people;
GRANT SELECT ON staff TO crs_people;
GRANT SELECT, INSERT, UPDATE, DELETE ON settings TO crs_people;
GRANT SELECT, INSERT, UPDATE ON counters TO crs_people;
GRANT SELECT ON desk TO crs_people;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO crs_people;

-- Without it every question after a case would read the sites of all.
CREATE INDEX case_sites_of ON case_sites (case_id);

-- Which rows: as crs_intake.casework.rights has it (20.1000.1) --------------------------------------------
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_sites ENABLE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE words ENABLE ROW LEVEL SECURITY;
ALTER TABLE different ENABLE ROW LEVEL SECURITY;
ALTER TABLE boards ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE scans ENABLE ROW LEVEL SECURITY;
ALTER TABLE determinations ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk ENABLE ROW LEVEL SECURITY;
CREATE POLICY served ON cases TO crs_people USING (
  (SELECT crs_site()) = ''
  OR EXISTS (SELECT 1 FROM case_sites s WHERE s.case_id = cases.id AND lower(s.site) = (SELECT crs_site()))
  OR ((SELECT crs_me()) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_sites s WHERE s.case_id = cases.id))
);
CREATE POLICY served ON events TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = events.case_id));
CREATE POLICY served ON words TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = words.case_id));
CREATE POLICY served ON boards TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = boards.case_id));
CREATE POLICY served ON documents TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id));
CREATE POLICY served ON scans TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = scans.case_id));
CREATE POLICY served ON determinations TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = determinations.case_id));
CREATE POLICY served ON different TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = different.lower));
-- Which sites serve a case tells nothing of the child; a question here would turn in a circle with cases.
CREATE POLICY seen ON case_sites FOR SELECT TO crs_people USING (true);
CREATE POLICY added ON case_sites FOR INSERT TO crs_people
  WITH CHECK (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_sites.case_id));
CREATE POLICY dropped ON case_sites FOR DELETE TO crs_people
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_sites.case_id));
CREATE POLICY own ON drafts TO crs_people USING (
  "by" = (SELECT crs_me())
  OR (SELECT crs_site()) = ''
  OR EXISTS (SELECT 1 FROM cases c WHERE c.number = drafts.number)
  OR EXISTS (SELECT 1 FROM staff p WHERE p.id = drafts."by" AND lower(p.site) = (SELECT crs_site()))
) WITH CHECK ("by" = (SELECT crs_me()));
CREATE POLICY seen ON audit FOR SELECT TO crs_people USING (
  (SELECT crs_site()) IN ('', lower(chain)) OR EXISTS (SELECT 1 FROM cases c WHERE c.number = audit.number)
);
-- A line stands in the chain of one's own site, under one's own name.
CREATE POLICY added ON audit FOR INSERT TO crs_people
  WITH CHECK (lower(chain) = (SELECT crs_site()) AND "by" = (SELECT crs_me()));
CREATE POLICY here ON actions TO crs_people USING ((SELECT crs_me()) IS NOT NULL);
CREATE POLICY here ON staff TO crs_people USING ((SELECT crs_me()) IS NOT NULL);
CREATE POLICY here ON settings TO crs_people USING ((SELECT crs_me()) IS NOT NULL);
CREATE POLICY here ON counters TO crs_people USING ((SELECT crs_me()) IS NOT NULL);
CREATE POLICY here ON desk TO crs_people USING ((SELECT crs_me()) IS NOT NULL);
