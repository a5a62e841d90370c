-- What the role allowed when the connection was made: JSON, as in ARM's role definitions. Empty where that is not known.
ALTER TABLE connections ADD COLUMN role_snapshot TEXT;
