-- Sealed secrets that were taken, by their `jti`: each opens one request and its retries. `digest` is keyed, over
-- method, path and body.
CREATE TABLE sealed_once (
    account    TEXT   NOT NULL,
    jti        TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, jti)
);

CREATE INDEX sealed_once_by_age ON sealed_once (created_at);
