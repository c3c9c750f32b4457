-- Nobody acts under another name: the server itself compares who asks with who is connected.
--
-- For a register whose officers each connect under their own account (peer, certificate or
-- Kerberos authentication; the URL names no user). After postgresql-roles.sql, by the owner:
--
--     psql -v ON_ERROR_STOP=1 -1 -f postgresql-names.sql wingterm

ALTER TABLE request ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS request_read ON request;
CREATE POLICY request_read ON request FOR SELECT USING (true);

-- An act is the connected account's own; or, from a shared terminal, of somebody who has digits to
-- sign on by and is not locked. The server cannot check the digits: the terminal does.
DROP POLICY IF EXISTS request_own_name ON request;
CREATE POLICY request_own_name ON request FOR INSERT WITH CHECK (
    EXISTS (
        SELECT 1 FROM officer o WHERE o.id = request.officer_id AND o.account = session_user
    )
    OR EXISTS (
        SELECT 1 FROM officer t, sign_on s
        WHERE t.account = session_user AND t.role = 'shared-terminal'
            AND s.officer_id = request.officer_id AND s.factor <> '' AND s.locked_at = 0
    )
);

-- Forms that are not done yet are read and changed by whose they are, and by shared terminals.
ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS draft_own_name ON draft;
CREATE POLICY draft_own_name ON draft USING (
    account = session_user
    OR EXISTS (
        SELECT 1 FROM officer t WHERE t.account = session_user AND t.role = 'shared-terminal'
    )
);
