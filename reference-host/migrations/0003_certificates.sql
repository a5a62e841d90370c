-- Key pairs of accounts, newest last: an old one goes on for the connections that use it. The private key is sealed.
CREATE TABLE certificates (
    account    TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    thumbprint TEXT   NOT NULL,
    pem        TEXT   NOT NULL,
    expires_on TEXT   NOT NULL,
    sealed     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, number)
);
