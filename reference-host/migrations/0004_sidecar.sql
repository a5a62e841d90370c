-- What the host's key has sealed at the first start, to tell later whether it is still that key.
CREATE TABLE key_check (
    id         BIGINT NOT NULL PRIMARY KEY,
    sealed     TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

-- What the platform's own backend has still to be told. What is told is read from the connection when it is
-- told, so that no credential lies here.
CREATE TABLE deliveries (
    -- The same in each attempt: the receiver tells a repeated one by it.
    id         TEXT   NOT NULL PRIMARY KEY,
    account    TEXT   NOT NULL,
    connection TEXT   NOT NULL,
    event      TEXT   NOT NULL,
    attempts   BIGINT NOT NULL,
    next_at    BIGINT NOT NULL,
    -- Microseconds since 1970: their order.
    created_at BIGINT NOT NULL
);

CREATE INDEX deliveries_by_turn ON deliveries (next_at, created_at);
