-- Roles of a register on PostgreSQL: who works in it, who only reads it, who owns it.
--
-- Run by the owner of the database, in that database, after `wingterm init`, and again after each
-- `wingterm upgrade`, which the owner runs too:
--
--     psql -v ON_ERROR_STOP=1 -1 -f postgresql-roles.sql wingterm
--
-- Then every account that works with wingterm is a member: GRANT wingterm_app TO jdoe;
-- docs/security.md says what this protects, and what it does not.

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'wingterm_app') THEN
        CREATE ROLE wingterm_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'wingterm_reader') THEN
        CREATE ROLE wingterm_reader NOLOGIN;
    END IF;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, wingterm_app, wingterm_reader;
GRANT USAGE ON SCHEMA public TO wingterm_app, wingterm_reader;

-- The ledger, the acts that it comes from, and the log of who saw what: added to, never changed.
GRANT SELECT, INSERT ON
    entry, request, batch, batch_part, access, access_list, access_person
    TO wingterm_app;

-- What follows from the ledger, and is proven against it by `wingterm verify`.
GRANT SELECT, INSERT, UPDATE ON
    establishment, officer, place, bed, person, chain, counter, stay, fact_span, roll_check
    TO wingterm_app;
GRANT SELECT, INSERT, DELETE ON whereabouts, search_key, surname_key, merged TO wingterm_app;

-- By what people sign on at shared terminals.
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_on TO wingterm_app;

-- What the register is; its one row is locked to take turns, for which any column will do.
GRANT SELECT, UPDATE (id) ON register_info TO wingterm_app;

-- Forms that are not done yet, as they are typed. The program makes this table where it may; here it
-- may make none.
CREATE TABLE IF NOT EXISTS draft (
    id VARCHAR(36) NOT NULL CONSTRAINT pk_draft PRIMARY KEY,
    register VARCHAR(36) NOT NULL,
    account VARCHAR(64) NOT NULL,
    content TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    holder VARCHAR(36) NOT NULL,
    place VARCHAR(120) NOT NULL,
    process VARCHAR(200) NOT NULL,
    held_since BIGINT NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON draft TO wingterm_app;

-- Statistics and audits by other programs read everything but the factors and what is not done.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO wingterm_reader;
REVOKE ALL ON sign_on, draft FROM wingterm_reader;
