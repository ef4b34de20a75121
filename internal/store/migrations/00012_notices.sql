-- +goose Up
CREATE TABLE notices (                     -- what people were told and is not over, or was so a short while ago
    cause TEXT PRIMARY KEY,
    facts TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE outgoing (                    -- notices that are still to be sent
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL
);

CREATE TABLE expected (                    -- inboxes that files are expected in
    inbox TEXT PRIMARY KEY,
    since INTEGER NOT NULL                 -- the first day of that
) WITHOUT ROWID;

-- +goose Down
SELECT 1;
