-- The key that signs assertions for federated credentials: one for all hosts of this database.
CREATE TABLE signing_key (
    id         BIGINT NOT NULL PRIMARY KEY,
    sealed     TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
