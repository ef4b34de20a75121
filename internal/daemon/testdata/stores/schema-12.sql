-- 2026-11-26T08:21:20Z
CREATE TABLE audit (seq INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL REFERENCES files(id),
    org INTEGER NOT NULL REFERENCES organisations(id),
    seq INTEGER NOT NULL,
    operation TEXT NOT NULL,
    state TEXT NOT NULL,
    first INTEGER NOT NULL,                -- ordinals of its first and last row
    last INTEGER NOT NULL,
    next_at INTEGER,
    job INTEGER NOT NULL DEFAULT 0,
    facts TEXT NOT NULL,
    rows BLOB NOT NULL,
    UNIQUE (file, seq)
);
CREATE TABLE corrections (
    file TEXT NOT NULL,                    -- the file whose row was put right
    row INTEGER NOT NULL,
    by_file TEXT NOT NULL,
    by_ordinal INTEGER NOT NULL,
    PRIMARY KEY (file, row)
) WITHOUT ROWID;
CREATE TABLE decisions (                   -- what people decided about held rows
    file TEXT NOT NULL REFERENCES files(id),
    ordinal INTEGER NOT NULL,
    seq INTEGER NOT NULL,                  -- from 1: a row is decided on again once LRS has refused the ULN to use
    row INTEGER NOT NULL,                  -- as a spreadsheet numbers it
    confirmed INTEGER NOT NULL,            -- 1: to be sent
    uln TEXT NOT NULL,                     -- to be sent under; '' = the row's own
    code TEXT NOT NULL,                    -- of LRS, that the person decided on
    by TEXT NOT NULL,                      -- who decided
    account TEXT NOT NULL,                 -- of the operating system, that brought the decision
    note TEXT NOT NULL,                    -- why; may hold learners' details, and goes when they go
    via TEXT NOT NULL,                     -- the decision file; '' = the command line
    at INTEGER NOT NULL,
    applied INTEGER NOT NULL DEFAULT 0,    -- the set of outcomes that it led to; 0: not taken up yet
    PRIMARY KEY (file, ordinal, seq)
) WITHOUT ROWID;
CREATE TABLE ended (                       -- files at their end, while something of them is still to be deleted
    file INTEGER PRIMARY KEY,              -- files.seq
    org INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    has_data INTEGER NOT NULL DEFAULT 1,   -- 1: its rows and outcomes are in this database
    has_copies INTEGER NOT NULL DEFAULT 1, -- 1: it may be in the spool and in the archive
    has_answers INTEGER NOT NULL DEFAULT 1,-- 1: its answers may be in the outbox
    not_before INTEGER NOT NULL DEFAULT 0  -- when to try again what could not be deleted
);
CREATE TABLE expected (                    -- inboxes that files are expected in
    inbox TEXT PRIMARY KEY,
    since INTEGER NOT NULL                 -- the first day of that
) WITHOUT ROWID;
CREATE TABLE files (
    seq INTEGER PRIMARY KEY,               -- order of receipt
    id TEXT NOT NULL UNIQUE,
    org INTEGER NOT NULL REFERENCES organisations(id),
    inbox TEXT NOT NULL,
    name TEXT NOT NULL,
    base TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,       -- 1: a row reached LRS and has not failed
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    step_at INTEGER,                       -- when the next step is due
    publish_at INTEGER,                    -- when its outputs are due
    next_at INTEGER,                       -- the earlier of the two
    facts TEXT NOT NULL
, cancelled INTEGER NOT NULL DEFAULT 0);
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE journaled (                   -- rows that were uploaded after the backup that this store was restored from
    org INTEGER NOT NULL,
    digest BLOB NOT NULL,                  -- as in sent
    file TEXT NOT NULL,                    -- id of the file, which this store may not know
    batch TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org, digest)
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE names (                       -- output names, reserved for good
    org INTEGER NOT NULL,
    base TEXT NOT NULL,                    -- folded: Windows sees July.csv and JULY.CSV as one
    last INTEGER NOT NULL,                 -- highest number given for this base
    PRIMARY KEY (org, base)
) WITHOUT ROWID;
CREATE TABLE notices (                     -- what people were told and is not over, or was so a short while ago
    cause TEXT PRIMARY KEY,
    facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    hold_until INTEGER NOT NULL DEFAULT 0, -- no call to LRS before this time
    hold_code TEXT NOT NULL DEFAULT '',
    hold_cause TEXT NOT NULL DEFAULT ''    -- digest of the credentials that LRS refused
);
CREATE TABLE outcomes (                    -- what became of rows, a set per decision
    file TEXT NOT NULL REFERENCES files(id),
    seq INTEGER NOT NULL,
    batch TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    changes BLOB NOT NULL,
    PRIMARY KEY (file, seq)
);
CREATE TABLE outgoing (                    -- notices that are still to be sent
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL
);
CREATE TABLE outputs (
    file TEXT NOT NULL REFERENCES files(id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    batch TEXT NOT NULL DEFAULT '',
    after INTEGER NOT NULL,                -- outcome sets it covers: after < set <= upto
    upto INTEGER NOT NULL,
    sha256 TEXT NOT NULL DEFAULT '',       -- '' until it is in the outbox
    rows INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (file, seq)
);
CREATE TABLE pauses (                      -- whose calls to LRS a person has stopped
    organisation TEXT PRIMARY KEY,         -- '' stands for all
    since INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sent (                        -- one row per award that LRS has, or may have
    org INTEGER NOT NULL,
    digest BLOB NOT NULL,
    file INTEGER NOT NULL,                 -- files.seq
    ordinal BLOB NOT NULL,                 -- 4 bytes, big endian
    PRIMARY KEY (org, digest)
) WITHOUT ROWID;
CREATE TABLE small (                       -- small files and their checked rows; those of others are in the spool
    name TEXT PRIMARY KEY,                 -- as it would be in the spool
    body BLOB NOT NULL
);
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
, digest BLOB);
CREATE TABLE ulns (                        -- which ULNs a file carried, as keyed digests of 8 bytes
    file TEXT NOT NULL,                    -- files.id; it outlives the file
    org TEXT NOT NULL,
    part INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    digests BLOB NOT NULL,                 -- sorted, each once
    PRIMARY KEY (file, part)
);
CREATE TABLE verified (                    -- learners that matched, for verify_reuse
    org INTEGER NOT NULL,
    digest BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org, digest)
) WITHOUT ROWID;
CREATE INDEX batches_due ON batches (org, state, next_at);
CREATE INDEX batches_job ON batches (org, job) WHERE job <> 0;
CREATE INDEX batches_submitting ON batches (id) WHERE state = 'submitting';
CREATE INDEX corrections_by ON corrections (by_file);
CREATE INDEX ended_org ON ended (org, ended_at);
CREATE INDEX files_bytes ON files (org, sha256);
CREATE INDEX files_due ON files (org, next_at);
CREATE INDEX taken_inbox ON taken (inbox);
CREATE INDEX ulns_received ON ulns (received_at);
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T08:21:19.351Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'727444CA61C0736F4F80AEA57F27C5CECE78EBC8ED12A99AFD55349B00AA62EF');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T08:21:19.505Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","from":"received","to":"checking"}' AS BLOB), X'26C0E082735F82469F4802C3ECB2D264D81FF586C93C1EE80882745FB2EC8521');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T08:21:19.505Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","from":"checking","to":"verifying"}' AS BLOB), X'BD8FD9FDC101361787217394D693AA2AAD21EE4E0703EB203EBC7E7628722CCA');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T08:21:19.507Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'25ABAF8D2C6A48A957DC5F7FA4890E42C88D6908630FB5DFC3A0BB03F1E2D715');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T08:21:19.518Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","batch":"7XRA65JM-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}' AS BLOB), X'04DEFEB1FE55E1E1E98FE31D917100D40EB0B49CDF5992D515E2E922B2CA497A');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T08:21:19.529Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","from":"verifying","to":"submitting"}' AS BLOB), X'0B977E016F912F2237B08A21F165C05F15C6A5AD231E0EA783D70F13BDC5449A');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T08:21:19.531Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'DC7D96AAB255E32963D2BA537DFEC6599B7BDE15CA95DEDB70396C0330BE3269');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T08:21:19.533Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","batch":"7XRA65JM-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'FAD44C6BD781C5845153CEFE021ED8B0F3F8BB293CF63CC07876B899CFE38981');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T08:21:19.537Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","batch":"7XRA65JM-02","job":217844480,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'7E706DAD4BEFB875BF9BA3DF6A123DFB9BEFD63B744C23379CA414A24F4DA1D8');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T08:21:19.538Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"7XRA65JM","from":"submitting","to":"waiting"}' AS BLOB), X'D188B802AB37855C48B3081721EADBFA8DFF751D844C87B04A39D7C29EBE2BDF');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T08:21:19.682Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'EA7F1399873EDE7B1F3EFECB9FD4C727C0E9C60C13F3ED24B2DF134FDEFDEEF3');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T08:21:19.692Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","from":"received","to":"checking"}' AS BLOB), X'8889EF5BBF2F12B8D84EC4166297034D22FC14C87C69D400465BF4E7E2A180C8');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T08:21:19.692Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","from":"checking","to":"verifying"}' AS BLOB), X'7C8C421706231EC81167FFF34E63A264B1E56C6FD28E90ACDA14E4359527EC05');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T08:21:19.697Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'2627CBD69293215364A88A7D251B259BA11CB232F289B21AA7DA622C0BDEA274');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T08:21:19.701Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","batch":"8VN5M0Z5-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3},"digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}' AS BLOB), X'8DB377B2E07498499A01A4E523B35C9053A6BCF9144E11FF33A2C3D8618E7B03');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T08:21:19.705Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","from":"verifying","to":"submitting"}' AS BLOB), X'D7B9DD7EA1900B5C3ABBE067745B8111CB24EA61150B04ADF19F03B4B1D2D51B');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T08:21:19.706Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'7F12BF68F51AAA0F9B8667DE47CC077A39C2E7DDDA4D8A380AEA739EDDFBDB4E');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T08:21:19.708Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","batch":"8VN5M0Z5-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'D247DC7BD0953B70A9A6FDD937407F860A47D7B1705F5B4B1A7DA5CEF8C2D4AF');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T08:21:19.717Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","batch":"8VN5M0Z5-02","job":217844481,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'817B1B42C8684E9427A72D4E7F1A6C65B0FD919186A2029E435A59F070D66B83');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T08:21:19.718Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","from":"submitting","to":"waiting"}' AS BLOB), X'18F9AC9E0F4DAF72172C3A4535E1CE1D4982657CA459B6406F0B060A2A822FA9');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T08:21:19.749Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","batch":"8VN5M0Z5-02","job":217844481,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'256D0761DB0A1843271B33FB71291C615975E9C3165399F961B4293FDE4BE466');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T08:21:19.767Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'252262FEEB9A96551186E020E57DF0FF156E3DA0C5141AB8E4E015775695B9A7');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T08:21:19.771Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"8VN5M0Z5","counts":{"result":3},"digest":"2f9224b7bc0b1d5c694888d7ca24b765ffc2997e1708520f3c034df4f2effec2"}' AS BLOB), X'2DF1A4C327DF4DFB58A3D2C95FA335D482C510FD06DA8F873B95341645A93F04');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T08:21:19.897Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'8551DD9C899AA2657B20E8BD771DC2889AD59E40A2ED625A01199BFDEFFB782B');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T08:21:19.902Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","from":"received","to":"checking"}' AS BLOB), X'E15B208C540AD5A424C53B9190D650E6F303696D61D410ED825B069E556DE198');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T08:21:19.902Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","from":"checking","to":"verifying"}' AS BLOB), X'BEBE84E825537A6288AB8D40B0699DB5015E90240E9826A900445AF30D1C551F');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T08:21:19.913Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'E7DAE63B1D0FF3FC0C86EDAA0FD1C633FF31BEB76DAE69CE2D89CE202434CE3B');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T08:21:19.926Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","batch":"2Y9AGKCW-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}' AS BLOB), X'DA5AA5D920F62A191741007DCD2E88DA2F366FD45E535683ECBEAF0A3222AB0A');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T08:21:19.933Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'6A67698CB5B6AB10ECA57D34CD68FE2A3359A9E91E8FD5817B96766419C9B371');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T08:21:19.939Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"2Y9AGKCW","counts":{"result":2},"digest":"ab5477a6d02219d339249b170cc20ca8a429ce101763a4f2577b7da96eca8727"}' AS BLOB), X'AC0A8C51AD86A666D30330CA26EDDBE9A4755A340098A0866E80D9295EDBF5C5');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T08:21:20.106Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'7F1636719C436BEC98A3E8476ABDD6FDB193DF7331409E96FAA5F75399D6545F');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T08:21:20.109Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","from":"received","to":"checking"}' AS BLOB), X'11B5A266D94B480D72199E8F9CCAE8B1E33879D79CE9B56292AC22746418669C');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T08:21:20.109Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'A9BE08E4BFEF4A145C96F7E72C2E4D2ED5954EF5E19FBED6A20657614701D588');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T08:21:20.123Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'D8465FCCF72F9515C6DF36F5E530711A2932E9356C08384A456A693840913F11');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T08:21:20.133Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","batch":"Q1Z6005N-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}' AS BLOB), X'83554C02BD16AE2819461F3B7D4E18381A5A5D21E7D2F03F25B71992711DCB44');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T08:21:20.146Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","from":"verifying","to":"submitting"}' AS BLOB), X'2F237FA29C9A8AF5ABD92E0964BC9367E5FE1792E62DB9AF59CBCE4FF265449D');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T08:21:20.155Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'EBB2921FFC4476A62F2F1FCBB93F7CD1E4696F61AC0C638050155F4D3AA181A8');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T08:21:20.161Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","batch":"Q1Z6005N-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'6659E2BAEAB79A3A13E9350D290AA8672191CC72EDD1398816546558F60B5455');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T08:21:20.173Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","batch":"Q1Z6005N-02","job":217844482,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'323D86F32396F3923F4EF2108243A75B55161002DA5FCCBB35ABD1DFDCBAC56E');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T08:21:20.177Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","from":"submitting","to":"waiting"}' AS BLOB), X'83D510C21CC4ECC855EC6AE78986763497793C36FDAFFD2DF7F130504F375EFE');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T08:21:20.212Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","batch":"Q1Z6005N-02","job":217844482,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'2E7508FC260FFEEB31DF505EEBC4DD07481E6E59B1BCFCEED0315B22953AC9DC');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T08:21:20.215Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'5B3AD4915244BE30BB25CFE799F9E1D71A16A069224647AA18FC468DA6653BF8');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T08:21:20.218Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","counts":{"errors":1},"digest":"f6a3d82ff1b03f6144608d149428f99e5423b2c1bede58227f74a5e98745be03"}' AS BLOB), X'8B9CD5222EE1534535AEA00CD99C3516F387199780E66BC6A1AB9ACAB197F8EE');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T08:21:20.224Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"Q1Z6005N","counts":{"result":2},"digest":"de084372bd3a294d4d3d710085248f276458f2715e7f3b88b7d10bceb0b5f2c2"}' AS BLOB), X'054CE606ECBBC85AF4512BD4BA4126E127B4DE87E50D4D812EE1C99BD0EBE38E');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T08:21:20.343Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'5016CC2E5398F085FF624AC8155B3FE0CCE9C685D73705D6EF96B09C6BD34FB0');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T08:21:20.345Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","from":"received","to":"checking"}' AS BLOB), X'DCDBCFC37CDF7F1B1BF470992020F651639919052EF593CFCFB02C0A50F905E7');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T08:21:20.345Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","from":"checking","to":"verifying"}' AS BLOB), X'1B8BF7B90C09CEF4416BAEE5E277936F3F11978ABD7EE6A8689CF3346599D15A');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T08:21:20.346Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'37D0903886BCBC163F6476FC16D9B08947B3E006E278C6BF197706A7EB864CFD');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T08:21:20.349Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","batch":"5K8EGY45-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}' AS BLOB), X'F47A65486B6D2953378B001BF8ED954771AF4AE137436B0AEF28867CA01FEF77');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T08:21:20.359Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","from":"verifying","to":"submitting"}' AS BLOB), X'1DF37346F229960F5639F1D329D1FE00A563B9E3848349C1CEBD272A7670DF11');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T08:21:20.361Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'F8CA06BB9CF12155A233B819DE3ADCED6E0EBD25D982D91385713CC173F04934');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T08:21:20.365Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","counts":{"result":1},"digest":"3f86c2eaffaaf0ffb521e8549ceae1bf68af1d25d3602312ed5dfd6dfb28a743"}' AS BLOB), X'4E163A6818FA9B4AB6B5E67E937C405C5B6C7A4EE60FD759ECA0CD4618A3CCDE');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T08:21:20.367Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"5K8EGY45","counts":{"review":1},"digest":"a0e92ad79edc701297510b46331c0a02473c746d75464229145335b5aa215122"}' AS BLOB), X'773FBCA2E799A2063194D4729FD20F4BBCBF3BE5252A7E32FD348A802956FA8E');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T08:21:20.546Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'ACD2EFCCACEFDB062F4F0A7854C8A02CAB4934499089CB105124E2912E47D1D9');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T08:21:20.552Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","from":"received","to":"checking"}' AS BLOB), X'BB78ED75C76CE345D64D361E3196534CE7ACC957FC16B097728B9A71FCC109C6');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T08:21:20.552Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","from":"checking","to":"verifying"}' AS BLOB), X'455535E4CA5748321115FF7BAE76B9D93CBE724FF0CE59F395FC0FB549A16297');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T08:21:20.553Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'E4C022A28BBAB6FEE3510D8F95C996CC4041803790F47842968AF39749E43A08');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T08:21:20.555Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","batch":"ASSW1V4B-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}' AS BLOB), X'B5AC8D977337F18460A87789F137001055B952FDBEFFBE25BB707F23CE63267D');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T08:21:20.556Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","from":"verifying","to":"submitting"}' AS BLOB), X'9F033871936EA8B68610B18053C17BD8A3E8E8A50FD4A2CEB6A85D0749EBBF6D');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T08:21:20.557Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'88D8D82B692227516C6B670ED6D2F424854E366486810732FA7CE4C1CDBA83D4');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T08:21:20.561Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","batch":"ASSW1V4B-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'CF18FBD2FDACFE681B4527D619A65EB28AD4F330E0C0CDF39010782D3FB09293');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T08:21:20.565Z","operation":"answer lost","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","batch":"ASSW1V4B-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'3A33ED292592EF9C270E542E1D88CC6B8B247A0543B27879D2FE9EC0CA21F112');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T08:21:20.567Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'F944629C091DCEDB5A66ECB20BBAA8F91CA6CDB734F6F930A7A8392483023421');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T08:21:20.569Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"ASSW1V4B","counts":{"result":2},"digest":"c53f81f24afde87c24e1bd401e97ebbc359316514bccd0bfbb090edc06d65ba4"}' AS BLOB), X'BEC602091BD1B9A3E126666424346096EC1425F70BF21E3DCB7E6656D2BB52D7');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T08:21:20.702Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'FDA2EDBED6E495305ECE185F621BBDD218B9D46B1C647FF85DD23BB755E63C0E');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T08:21:20.704Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","from":"received","to":"checking"}' AS BLOB), X'9CE91155BFE72979FF2532F94D9454BBEE4619526B382E98F3E5E8ACCA626ABC');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T08:21:20.704Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","from":"checking","to":"verifying"}' AS BLOB), X'72D66DBE52ED1AEE2381E86E3E4BC64FFD52E89A92F77EC1123C4A817432A5DC');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T08:21:20.705Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'5CB9D16FC2645EF4F85261605538E71190F2CB77412534DCBFA8FBB1E0B7B8C0');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T08:21:20.707Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","batch":"ZMQFQGF8-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}' AS BLOB), X'791125777CF7749166E3D8FE5F99423F405D392263014E5E02ED6E4F76159E3E');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T08:21:20.708Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","from":"verifying","to":"submitting"}' AS BLOB), X'EE8526EB1171BC0A68C519EFECB5AE029BB2634EF3AF80ABE57FD33ADED22B28');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T08:21:20.71Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'E05F5B1422554CF055B3D0E86F95A3131E81D84231A67FD5A867B5D6F3958603');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T08:21:20.712Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","batch":"ZMQFQGF8-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'B8214AA5E9596B76DEE4785A14A084A63858BA4E9420BE371C25AAEB0E31F9F7');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T08:21:20.715Z","operation":"not taken","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","batch":"ZMQFQGF8-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'D42D146D1CD16202DA23EA9D395BF29F8FE80AF910301791AF36C393823B4241');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T08:21:20.715Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"e0185195b311864efeec7dde948ebd82691744802f64171f924ac1183678b5d1","user":"mis-export","file":"ZMQFQGF8","code":"WSEC0004"}' AS BLOB), X'906067F9DFE8C475B49D7CFD173781281EF832FF6FB708B11AE52CC972B5A2C3');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T08:21:20.891Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"EANKMTF3","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'9B29FC475E32909F5E3E9B6B205075DB6DADE8304D2C125587D0252BE6092094');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T08:21:20.894Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"EANKMTF3","from":"received","to":"checking"}' AS BLOB), X'8447E2D4D3056FA305E15024F8101C203081B8AF4341AE9B704BF7D2218A89C8');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T08:21:20.894Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"EANKMTF3","from":"checking","to":"verifying"}' AS BLOB), X'800FEC98926AC4CC028FEE6B57413BDFC68C0ADF4E3BF5C3348D11011FE4A8FA');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T08:21:20.903Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"1b0dbbde228fcc36931c412ea4ca3fe03ed5f3f814d54a0af4eea3ee80c627e4","user":"mis-export","file":"EANKMTF3","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'B2849C2EEFFAAE7D319F6DEBDE731DB7B42416DC8B815C7B0835377250E3B02B');
INSERT INTO "batches" VALUES ('7XRA65JM-01', '7XRA65JM', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T08:21:19.511635943Z","finished_at":"2026-11-26T08:21:19.518Z","digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}', X'0002');
INSERT INTO "batches" VALUES ('7XRA65JM-02', '7XRA65JM', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795681284568, 217844480, '{"count":2,"offset":0,"code":"WSRC0007","begun_at":"2026-11-26T08:21:19.533Z","submitted_at":"2026-11-26T08:21:19.537Z","verified_at":"2026-11-26T08:21:19.518Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('8VN5M0Z5-01', '8VN5M0Z5', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T08:21:19.698538966Z","finished_at":"2026-11-26T08:21:19.701Z","digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}', X'0003');
INSERT INTO "batches" VALUES ('8VN5M0Z5-02', '8VN5M0Z5', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217844481, '{"count":3,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T08:21:19.708Z","submitted_at":"2026-11-26T08:21:19.717Z","finished_at":"2026-11-26T08:21:19.749Z","verified_at":"2026-11-26T08:21:19.701Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('2Y9AGKCW-01', '2Y9AGKCW', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T08:21:19.925690592Z","finished_at":"2026-11-26T08:21:19.926Z","digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}', X'0002');
INSERT INTO "batches" VALUES ('Q1Z6005N-01', 'Q1Z6005N', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T08:21:20.126546851Z","finished_at":"2026-11-26T08:21:20.133Z","digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}', X'0001');
INSERT INTO "batches" VALUES ('Q1Z6005N-02', 'Q1Z6005N', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217844482, '{"count":1,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T08:21:20.161Z","submitted_at":"2026-11-26T08:21:20.173Z","finished_at":"2026-11-26T08:21:20.212Z","verified_at":"2026-11-26T08:21:20.133Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('5K8EGY45-01', '5K8EGY45', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T08:21:20.347945583Z","finished_at":"2026-11-26T08:21:20.349Z","digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}', X'0001');
INSERT INTO "batches" VALUES ('ASSW1V4B-01', 'ASSW1V4B', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T08:21:20.554578961Z","finished_at":"2026-11-26T08:21:20.555Z","digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}', X'0002');
INSERT INTO "batches" VALUES ('ASSW1V4B-02', 'ASSW1V4B', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","begun_at":"2026-11-26T08:21:20.561Z","submitted_at":"2026-11-26T08:21:20.561Z","verified_at":"2026-11-26T08:21:20.555Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('ZMQFQGF8-01', 'ZMQFQGF8', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T08:21:20.706448206Z","finished_at":"2026-11-26T08:21:20.707Z","digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}', X'0002');
INSERT INTO "batches" VALUES ('ZMQFQGF8-02', 'ZMQFQGF8', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795681280715, 0, '{"count":2,"offset":0,"code":"WSEC0004","begun_at":"2026-11-26T08:21:20.712Z","verified_at":"2026-11-26T08:21:20.707Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('EANKMTF3-01', 'EANKMTF3', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795681285913, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "ended" VALUES (2, 2, 1795681279767, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (3, 2, 1795681279933, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (4, 2, 1795681280215, 1, 1, 1, 0);
INSERT INTO "files" VALUES (1, '7XRA65JM', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795681279351, 1795681280721, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T08:21:19.209646857Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting","living":{"report":"750f1662aa4564b884bb1f50909fd0b59d6bbf98769ec2d2964b7f950197623b","status":"bf4fd56c66bfa16457c07ea2b396ca6f76a81a7600854b0cbedade9b61ad5be6"}}', 0);
INSERT INTO "files" VALUES (2, '8VN5M0Z5', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795681279682, 1795681279784, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T08:21:19.580295783Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done","settled":4,"living":{"report":"82fcfc3c9cf03163cf8367b3e11ea0e89fc1d7501e09586285e46cd258ea96f1","status":"04de0f617509996c07ebb5722b627140f358fc24b07d19cc3fbd3b58701d1993"},"archived":"Done.csv","ended_at":"2026-11-26T08:21:19.767Z"}', 0);
INSERT INTO "files" VALUES (3, '2Y9AGKCW', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795681279897, 1795681279954, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T08:21:19.789646833Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":2,"living":{"report":"7d1d97803db16503c17def86ceb2ca215752080857161c391bb42333ac83d8de","status":"08ded591cc0e50e92377fc2f22069d11b1cbdb8a0ef4331a6433a40b4bff96b6"},"archived":"Learners.csv","ended_at":"2026-11-26T08:21:19.933Z"}', 0);
INSERT INTO "files" VALUES (4, 'Q1Z6005N', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795681280106, 1795681280249, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T08:21:19.969646825Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":4,"living":{"report":"214ad0d8dfa59d9b1014388031a401afeb759855834c25dffe1f3481acb30ade","status":"0a08b2680141a5025272c44663f02c564f7e1531e455ae82fc27f735184eee87"},"archived":"Partly.csv","ended_at":"2026-11-26T08:21:20.215Z"}', 0);
INSERT INTO "files" VALUES (5, '5K8EGY45', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795681280343, 1795681280387, 1796286080349, NULL, 1796286080349, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T08:21:20.239490363Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held","settled":2,"living":{"report":"44d8f685b01d4e7741dec15da35a3e1b938f12112e32d36dc79b2728acbb1c50","status":"ab809bb8c55f8b2e6d9aa0acf137802207b0438eb89bcd5b31f50639ab9cd62b"},"archived":"Held.csv"}', 0);
INSERT INTO "files" VALUES (6, 'ASSW1V4B', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795681280546, 1795681280577, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T08:21:20.377646808Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held","settled":4,"living":{"report":"9ceb4efc6f25fbb06d7c96a844ea9100c7de6cdebe2bf5f4c182edbd68aaf2dd","status":"6bc31acc23d4c76173a3ac356694de6a63897916910e1d96607bd12dd54e8ebf"},"archived":"Doubt.csv"}', 0);
INSERT INTO "files" VALUES (7, 'ZMQFQGF8', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795681280702, 1795681280720, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T08:21:20.576497592Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting","living":{"report":"f89c81d1709fbd9c04bb8e8ac1143238b5523a8c25b773d90648c0c42c7bf52e","status":"66043def2afbb717fdcbda32781d7dc18ae43adc0b49ab1c08055f6cb142e382"}}', 0);
INSERT INTO "files" VALUES (8, 'EANKMTF3', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795681280891, 1795681280921, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T08:21:20.720478221Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying","living":{"report":"ccab8963d79027a9ec32e1e28b2bc69df00405e87fa89151ab0a2675ab6ea075","status":"595f121e1716e01f017b0824a184ef9f1e87d2bd897c9b00d31a84865bcbeb7e"}}', 0);
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (4, 3, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (5, 4, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (6, 6, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (7, 9, 1, '2026-11-26 08:21:19');
INSERT INTO "goose_db_version" VALUES (8, 12, 1, '2026-11-26 08:21:19');
INSERT INTO "meta" VALUES ('digest_key', X'92C624DD64CB5EFA0DD47060B5CE6AF2AE42EF549DAA13542E236279EA3469C6');
INSERT INTO "meta" VALUES ('state_id', 'efe34ba1bc43c1df');
INSERT INTO "meta" VALUES ('uploads', 5);
INSERT INTO "names" VALUES (1, X'A223A24A7819F6A0C9A8A58034C890CF', 1);
INSERT INTO "names" VALUES (1, X'C8EDC4087DF5B9FD23262221C036D589', 1);
INSERT INTO "names" VALUES (2, X'0A24DEAF5E6B36A71CE87A4D4E78A2CC', 1);
INSERT INTO "names" VALUES (2, X'2145BC2FE18FAC878C4A7C22C3A28FFD', 1);
INSERT INTO "names" VALUES (2, X'4838D73C1D08B123AC1387A5325AC02D', 1);
INSERT INTO "names" VALUES (2, X'80EE3385B292BD38ED0F61CA3E49D7C1', 1);
INSERT INTO "names" VALUES (2, X'955E6442C860879C29A510FCDF2362DB', 1);
INSERT INTO "names" VALUES (2, X'F5594FC8479B4ED73A0C3052C19EE69E', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795683080715, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('7XRA65JM', 1, '', 1795681279505, X'00');
INSERT INTO "outcomes" VALUES ('7XRA65JM', 2, '7XRA65JM-01', 1795681279518, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('7XRA65JM', 3, '', 1795681279531, X'00');
INSERT INTO "outcomes" VALUES ('8VN5M0Z5', 1, '', 1795681279692, X'00');
INSERT INTO "outcomes" VALUES ('8VN5M0Z5', 2, '8VN5M0Z5-01', 1795681279701, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('8VN5M0Z5', 3, '', 1795681279706, X'00');
INSERT INTO "outcomes" VALUES ('8VN5M0Z5', 4, '8VN5M0Z5-02', 1795681279749, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('2Y9AGKCW', 1, '', 1795681279902, X'00');
INSERT INTO "outcomes" VALUES ('2Y9AGKCW', 2, '2Y9AGKCW-01', 1795681279926, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('Q1Z6005N', 1, '', 1795681280109, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('Q1Z6005N', 2, 'Q1Z6005N-01', 1795681280133, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('Q1Z6005N', 3, '', 1795681280155, X'00');
INSERT INTO "outcomes" VALUES ('Q1Z6005N', 4, 'Q1Z6005N-02', 1795681280212, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('5K8EGY45', 1, '', 1795681280345, X'00');
INSERT INTO "outcomes" VALUES ('5K8EGY45', 2, '5K8EGY45-01', 1795681280349, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('ASSW1V4B', 1, '', 1795681280552, X'00');
INSERT INTO "outcomes" VALUES ('ASSW1V4B', 2, 'ASSW1V4B-01', 1795681280555, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('ASSW1V4B', 3, '', 1795681280557, X'00');
INSERT INTO "outcomes" VALUES ('ASSW1V4B', 4, 'ASSW1V4B-02', 1795681280565, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('ZMQFQGF8', 1, '', 1795681280704, X'00');
INSERT INTO "outcomes" VALUES ('ZMQFQGF8', 2, 'ZMQFQGF8-01', 1795681280707, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('ZMQFQGF8', 3, '', 1795681280710, X'00');
INSERT INTO "outcomes" VALUES ('EANKMTF3', 1, '', 1795681280894, X'00');
INSERT INTO "outputs" VALUES ('8VN5M0Z5', 1, 'result', 'Done.csv.result.csv', '', 0, 4, '2f9224b7bc0b1d5c694888d7ca24b765ffc2997e1708520f3c034df4f2effec2', 3);
INSERT INTO "outputs" VALUES ('2Y9AGKCW', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, 'ab5477a6d02219d339249b170cc20ca8a429ce101763a4f2577b7da96eca8727', 2);
INSERT INTO "outputs" VALUES ('Q1Z6005N', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, 'f6a3d82ff1b03f6144608d149428f99e5423b2c1bede58227f74a5e98745be03', 1);
INSERT INTO "outputs" VALUES ('Q1Z6005N', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, 'de084372bd3a294d4d3d710085248f276458f2715e7f3b88b7d10bceb0b5f2c2', 2);
INSERT INTO "outputs" VALUES ('5K8EGY45', 1, 'result', 'Held.csv.result.csv', '', 0, 2, '3f86c2eaffaaf0ffb521e8549ceae1bf68af1d25d3602312ed5dfd6dfb28a743', 1);
INSERT INTO "outputs" VALUES ('5K8EGY45', 2, 'review', 'Held.csv.review.csv', '', 0, 2, 'a0e92ad79edc701297510b46331c0a02473c746d75464229145335b5aa215122', 1);
INSERT INTO "outputs" VALUES ('ASSW1V4B', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, 'c53f81f24afde87c24e1bd401e97ebbc359316514bccd0bfbb090edc06d65ba4', 2);
INSERT INTO "sent" VALUES (1, X'9845C60CD16B90F7003133874928265E', 7, X'00000001');
INSERT INTO "sent" VALUES (1, X'A09F6E0B6000F6C41B0D93A534E2CB13', 7, X'00000000');
INSERT INTO "sent" VALUES (1, X'A4EB656E6DC4000342B0BFE889966C0E', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'C2C32F3EE51A02D9BDB392B48D4FF490', 1, X'00000000');
INSERT INTO "sent" VALUES (2, X'0E5C3913991103D90B64D19F9E869DC2', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'129CF14B6E80808CFB9E1F43AE05F82D', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'2B9C4B7C6AD10999A0187B721AC397F9', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'49770FF41C0431AF597E320D73E3BCB3', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'A3EA29FCFC47618EF115167717F46DB5', 6, X'00000000');
INSERT INTO "sent" VALUES (2, X'A9F7BAC3717BD2842B587D15CF92C28D', 2, X'00000002');
INSERT INTO "small" VALUES ('7XRA65JM.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('7XRA65JM.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('8VN5M0Z5.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('8VN5M0Z5.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('2Y9AGKCW.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('2Y9AGKCW.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('Q1Z6005N.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('Q1Z6005N.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('5K8EGY45.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('5K8EGY45.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('ASSW1V4B.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('ASSW1V4B.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('ZMQFQGF8.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('ZMQFQGF8.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('EANKMTF3.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('EANKMTF3.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "ulns" VALUES ('7XRA65JM', 'beta', 0, 1795681279351, X'17C0F1797BDB4202D07A35F69B6DA016');
INSERT INTO "ulns" VALUES ('8VN5M0Z5', 'acme', 0, 1795681279682, X'4ABD3A57A987B2127DBA17677EDA18A6C3F6F4E1E241B2FC');
INSERT INTO "ulns" VALUES ('2Y9AGKCW', 'acme', 0, 1795681279897, X'7DBA17677EDA18A6C3F6F4E1E241B2FC');
INSERT INTO "ulns" VALUES ('Q1Z6005N', 'acme', 0, 1795681280106, X'1B2C5E72CD266370269A73FFFE16AD3F');
INSERT INTO "ulns" VALUES ('5K8EGY45', 'acme', 0, 1795681280343, X'29DB32205E290E18');
INSERT INTO "ulns" VALUES ('ASSW1V4B', 'acme', 0, 1795681280546, X'8A8F93B80ECD7760B43BDE3692A3A877');
INSERT INTO "ulns" VALUES ('ZMQFQGF8', 'beta', 0, 1795681280702, X'4CDFD9D1DDE511C36E2B0D312B64E85B');
INSERT INTO "ulns" VALUES ('EANKMTF3', 'acme', 0, 1795681280891, X'4FB9AA02E1CD7CDDB1EA1F9D30719164');
INSERT INTO "verified" VALUES (1, X'2591AB7CAF3FDCE55B4753FFF10E1202', 1795681280707);
INSERT INTO "verified" VALUES (1, X'66AE08A28DF198644A5F40373C0233E0', 1795681280707);
INSERT INTO "verified" VALUES (1, X'8AD3F822D6425C1118C4E1FBA556E5CD', 1795681279518);
INSERT INTO "verified" VALUES (1, X'FCA8195F80538044F45040F3D5080A44', 1795681279518);
INSERT INTO "verified" VALUES (2, X'012E79E4B8D44D3297F93E673F7A75E2', 1795681279701);
INSERT INTO "verified" VALUES (2, X'0E750F52442FAAF2C8A2D4502B33D6B4', 1795681279926);
INSERT INTO "verified" VALUES (2, X'3D2D646026292A4FEB6F4636AF48D423', 1795681280133);
INSERT INTO "verified" VALUES (2, X'5822736F79769A4DE289B42F949049CC', 1795681279926);
INSERT INTO "verified" VALUES (2, X'6019A551D58ABB7E3492BE0B0296E681', 1795681279701);
INSERT INTO "verified" VALUES (2, X'62B8ECB2B0DA0FBAC8614B6DDA83FE07', 1795681280555);
INSERT INTO "verified" VALUES (2, X'751C647839A07207DF51D7E75BF9E8FF', 1795681279701);
INSERT INTO "verified" VALUES (2, X'FC062B68C131FD8D96E87E4CAC531806', 1795681280555);
