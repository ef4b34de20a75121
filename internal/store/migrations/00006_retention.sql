-- +goose Up
CREATE TABLE ended (                       -- files at their end, while something of them is still to be deleted
    file INTEGER PRIMARY KEY,              -- files.seq
    org INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    has_data INTEGER NOT NULL DEFAULT 1,   -- 1: its rows and outcomes are in this database
    has_copies INTEGER NOT NULL DEFAULT 1, -- 1: it may be in the spool and in the archive
    has_answers INTEGER NOT NULL DEFAULT 1,-- 1: its answers may be in the outbox
    not_before INTEGER NOT NULL DEFAULT 0  -- when to try again what could not be deleted
);
CREATE INDEX ended_org ON ended (org, ended_at);
INSERT INTO ended (file, org, ended_at)
    SELECT seq, org, updated_at FROM files WHERE state IN ('done', 'refused', 'duplicate', 'cancelled');
UPDATE files SET facts = json_set(facts, '$.ended_at', strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch'))
    WHERE state IN ('done', 'refused', 'duplicate', 'cancelled');

ALTER TABLE taken ADD COLUMN digest BLOB;  -- keyed, of the name, in place of a name that was deleted

-- +goose Down
SELECT 1;
