-- +goose Up
CREATE TABLE taken (                       -- files that lie in their inbox still, because nobody may move them there
    seq INTEGER PRIMARY KEY,               -- order of taking
    claim TEXT NOT NULL UNIQUE CHECK (claim <> ''), -- files.id, once the file is in the store
    inbox TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mod_s INTEGER NOT NULL,                -- its time, in seconds since 1970 and nanoseconds: a server may say any
    mod_ns INTEGER NOT NULL,
    open INTEGER NOT NULL,                 -- 1: its claim was not removed yet
    gone_at INTEGER                        -- when it was seen to be gone; NULL: it is there
);
CREATE INDEX taken_inbox ON taken (inbox);

-- +goose Down
SELECT 1;
