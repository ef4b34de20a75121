-- +goose Up
ALTER TABLE files ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0; -- 1: a person wants nothing of it sent

CREATE TABLE pauses (                      -- whose calls to LRS a person has stopped
    organisation TEXT PRIMARY KEY,         -- '' stands for all
    since INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE ulns (                        -- which ULNs a file carried, as keyed digests of 8 bytes
    file TEXT NOT NULL,                    -- files.id; it outlives the file
    org TEXT NOT NULL,
    part INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    digests BLOB NOT NULL,                 -- sorted, each once
    PRIMARY KEY (file, part)
);
CREATE INDEX ulns_received ON ulns (received_at);

-- +goose Down
SELECT 1;
