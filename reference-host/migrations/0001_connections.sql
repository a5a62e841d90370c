-- Plain SQL that SQLite and Postgres both take. Moments are seconds since 1970, JSON is text,
-- what is sealed is base64 of nonce and ciphertext.
CREATE TABLE connections (
    id                    TEXT   NOT NULL PRIMARY KEY,
    account               TEXT   NOT NULL,
    cloud                 TEXT   NOT NULL,
    tenant_id             TEXT   NOT NULL,
    client_id             TEXT   NOT NULL,
    scopes                TEXT   NOT NULL,
    -- The scopes in order, each once: what makes two connections the same.
    scope_set             TEXT   NOT NULL,
    name                  TEXT,
    status                TEXT   NOT NULL,
    ever_connected        BIGINT NOT NULL,
    credential_kind       TEXT   NOT NULL,
    credential_hint       TEXT,
    credential_expires_on TEXT,
    credential_sealed     TEXT,
    role                  TEXT,
    extras                TEXT   NOT NULL,
    checks                TEXT   NOT NULL,
    -- Which verification may write: a replaced or repeated one is told apart by its number.
    attempt               BIGINT NOT NULL,
    look_at               BIGINT,
    deadline_at           BIGINT,
    revision              BIGINT NOT NULL,
    created_at            BIGINT NOT NULL,
    updated_at            BIGINT NOT NULL
);

CREATE INDEX connections_by_account ON connections (account, created_at, id);

-- The same account, directory, application and set of scopes may exist once, failed ones aside.
CREATE UNIQUE INDEX connections_once ON connections (account, tenant_id, client_id, scope_set)
    WHERE status <> 'failed';

CREATE TABLE idempotency (
    account    TEXT   NOT NULL,
    method     TEXT   NOT NULL,
    path       TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    -- Empty while the first request is still being answered.
    status     BIGINT,
    headers    TEXT,
    body       TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, method, path, key)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);
