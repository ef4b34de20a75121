-- +goose Up
CREATE TABLE journaled (                   -- rows that were uploaded after the backup that this store was restored from
    org INTEGER NOT NULL,
    digest BLOB NOT NULL,                  -- as in sent
    file TEXT NOT NULL,                    -- id of the file, which this store may not know
    batch TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org, digest)
) WITHOUT ROWID;

-- +goose Down
SELECT 1;
