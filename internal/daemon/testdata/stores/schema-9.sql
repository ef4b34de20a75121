-- 2026-11-26T07:01:57Z
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
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:01:55.591Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'E0A56A7CD96B5A5878E799FFD1DFCAD1E5A0FD07B822E24228F4B5B8C7B80FD7');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:01:55.598Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","from":"received","to":"checking"}' AS BLOB), X'40EECBE5B57F7449BA8EEB18DF4DC8091EDD4A0249E0AE4DC41D2816393372E3');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:01:55.598Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","from":"checking","to":"verifying"}' AS BLOB), X'A0D6D1D5916CF70C105ABE4F43DA951323468C4F5C6C176F2128915640E96CB1');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:01:55.619Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'36A5C6D313ACA24EB87E25C98D44130E963447B8F7378EF0B6A93B49F010DC8B');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:01:55.627Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","batch":"G5YFQS8B-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}' AS BLOB), X'BF048275A78ECF26E242237676697ABEF5B4DF023EF7784AC0A3F1B368DB6A4C');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:01:55.635Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","from":"verifying","to":"submitting"}' AS BLOB), X'00DDD1C5A57D5A16E2332112D19AAD10F0A722DB3B820079065C764C247D584C');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:01:55.638Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'67440A59A7AA26197E08C8B03916846A4204CE9CC8B447BAE3539F5CA9650189');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:01:55.641Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","batch":"G5YFQS8B-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'9AF99EF1572ECD6B0591CBBF27F8B4E6AC8ABFC5FA1B36EFD73D6C5D4C195177');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:01:55.646Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","batch":"G5YFQS8B-02","job":217839716,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'13AB70D8F0008A970679290D2561B9A99A93B2B2BD1379A0A400CDBCB8E8FB45');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:01:55.648Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"G5YFQS8B","from":"submitting","to":"waiting"}' AS BLOB), X'FE568E5EF0C01A01B9BC27CF11826A0BBCBBD52E028F1BBB81A047BF2704D235');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:01:55.79Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'FF32980BC24916AEF398253C31035556AD11DD9E1AFB1D55DF659FCF36AA675E');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:01:55.792Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","from":"received","to":"checking"}' AS BLOB), X'E88F006A87BEEFA10A473F0DB904B7B2D0AD29E148DEDC66C726E6531A1A1E4D');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:01:55.792Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","from":"checking","to":"verifying"}' AS BLOB), X'F3523A359B3682605478E257E627957935AD1380D9DF4CE227030BA01EE7FA31');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:01:55.797Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'B61FAA8F94DEC854307A37432392A1A1ACF09BC3D117A02F30A705325D33E01D');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:01:55.805Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","batch":"FJG61E6X-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3},"digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}' AS BLOB), X'9C812730071F5817A2D8BF65214F8F5B30EE475C241334B8B80C44AFEF7E8472');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:01:55.811Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","from":"verifying","to":"submitting"}' AS BLOB), X'0B5965C668D7CD38F970213DB9EB4EA69F445CD46A3B0E336F09650B566CF576');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:01:55.817Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'39A698CB81D6CF1AB87A9918717B989AC4D4A5A9B7A2F49CAC20F72FB75B3A25');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:01:55.822Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","batch":"FJG61E6X-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'F769FA281F32E1ABFAB5C3DCE79AD676F7A61A28E23D2D10352A1B8284CA300D');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:01:55.829Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","batch":"FJG61E6X-02","job":217839717,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'73643478F537BD952E7FDB6C0EF7B3DD8CD59EEE797FD5B015BB1E6FCECA661A');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:01:55.832Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","from":"submitting","to":"waiting"}' AS BLOB), X'86039C9572F440DDC000BEB8DF01C7EF5927D5BED2B28C05000000E9365DA7DD');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:01:55.861Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","batch":"FJG61E6X-02","job":217839717,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'5483505D3156E53449EBD45F8B2A9D0FC3C92AF81A7DA02E939DA6D68F121887');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:01:55.862Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'A5D98DFE07725376DFF08C7B91DB80BBE5059B88FC0447EF898EF93F0BA8E46F');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:01:55.871Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"FJG61E6X","counts":{"result":3},"digest":"ce5dabcfaa76a76fd87e828318f61089bcb673b5b162b592248584f5a971ca5b"}' AS BLOB), X'DF9EFD105D38A07B98A39C3E597597C8529835113C38C094D63DC01D667A5416');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:01:55.993Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'2D810C7BFCD6CB9464C3B32CBCA3DC9CCD0B65DCFDA9FB827814AA761EEB6F13');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:01:55.997Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","from":"received","to":"checking"}' AS BLOB), X'E230DA0FFECB3396A79F1D58E912A0ED37F5357C56C1463251971810227A6818');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:01:55.997Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","from":"checking","to":"verifying"}' AS BLOB), X'7B12F93E550F2076CE1B6ED9F13D66F16F061978C8C4F847F710767F3AC46FEB');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:01:55.998Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'D29D65EBC4B46C1E8ED8848DB85F3049438B1EA81EFC616D3F2AD351E280D0E1');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:01:56Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","batch":"2Q21RVCC-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}' AS BLOB), X'7768A66889DA7CC069C4A6906FF0D74CD06B348E6A60C933F4175C07FE249189');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:01:56.003Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'599E08401FA2FC4B38AE46ACF57DF5D653D053988867659CB4E8C32DE05D6094');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:01:56.005Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"2Q21RVCC","counts":{"result":2},"digest":"671e6f336a30b606c9f3ff78c4bda58922367f9d054b7c9af21bce501806c4f4"}' AS BLOB), X'4D2B15459DFFB263857546394215D77443399CF72E5A7C6E447B8CB8159860E7');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:01:56.2Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'D1CBD1346F92BB69E4B1831E48DAEA5CCF427CE8F99D2CD1932834AF2D33FB2B');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:01:56.212Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","from":"received","to":"checking"}' AS BLOB), X'E828F94B416201CCD392FA1BEE3E6552FF8F961014154311296A41AD9390C7E7');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:01:56.212Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'10E98253C46CF72EEDB1E360FB563CBD83CCCB6B20FCFAB843B3DB241DD5E8BC');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:01:56.221Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'6A53D3FDE501BC004324252C84E19B67956F930877AC425610C016B861829FDC');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:01:56.222Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","batch":"6EK229TC-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}' AS BLOB), X'B0129346FE7F4CA0ECFCC1C9CB25E733BD0A6F588B4C90EE23C3A5D93D6EDAAD');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:01:56.227Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","from":"verifying","to":"submitting"}' AS BLOB), X'A3585B324A7633E5D6934DE5FB39923044D8C834C525073C6F12436E28E3AF6B');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:01:56.236Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'B1E9B3C975DB6891EE526F5AF31D0B654D00BDD3CA8668686DF4CC23C50227E9');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:01:56.357Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","batch":"6EK229TC-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'9CC8AB3800F303AB2B070EDBAFE39AD09F5A7F4AE83F4C4E8DC9DB20A556100D');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:01:56.382Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","batch":"6EK229TC-02","job":217839718,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'84B8B36A6887BDFBA772C3FC3E7401788D02DC0EE5A468758032911A5E4647BD');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:01:56.389Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","from":"submitting","to":"waiting"}' AS BLOB), X'005557427345083475771CD63CCDFBBEC0ABF2CD0A4D44A5D3F31C9FD6F9DEAC');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:01:56.425Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","batch":"6EK229TC-02","job":217839718,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'092E2D54CC1F7F898839C483B5BF7D4F57B7C5D47719DDC76EF66FFF68AB109D');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:01:56.592Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'100908C954638797DB727F46C96BB41E9F16DAEFBBD2B9FB458FF8BCF2832CA7');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:01:56.662Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","counts":{"errors":1},"digest":"0aec81a551404a52437f71fdc0162e39bb6cdd98c33f4e404498a2564824eec5"}' AS BLOB), X'8CE73D0F24D20B4B86AF994A9E53004658D528BAF4BD573E9DEA721F6B28F929');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:01:56.663Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"6EK229TC","counts":{"result":2},"digest":"1c4202279b0e20bcbaf1930df90909d647a2ffc87ce8012f803a0106dba53284"}' AS BLOB), X'48FA8188A678275B6559273BDC8D84865244D52772343949466CE267DB423A27');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:01:56.771Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'454B11D895297FDE39147584C9E00825B68FBD7DC9182368A090E499C0611B42');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:01:56.773Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","from":"received","to":"checking"}' AS BLOB), X'89F409D94983BDE07D71A77F21123DF80C98BC24908D1496C48837B806029287');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:01:56.773Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","from":"checking","to":"verifying"}' AS BLOB), X'2AA9FBC03B41E9037B9D69D8B52BC61594C1F929B58B4B8131F7F56CF53C9D2E');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:01:56.777Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'EFF13CED879E5487B352C74AA7E51AB6ABF5581B84CAF7A0C6CF822C6959B47B');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:01:56.781Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","batch":"42VSZJ5P-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}' AS BLOB), X'9ECCA0FBFEF7FC5ADECC18179EBB2FADDD97E7D74E43E1E1023E8DA215328D5F');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:01:56.782Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","from":"verifying","to":"submitting"}' AS BLOB), X'419DCD0CF301A6DC55ABF86FD263CAD1651C139CEEF51A88250325D0742D99DF');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:01:56.785Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'5A938C91CED00B221DB3339A7EAD5A36A7120E7621613F7A4423C661E03524EC');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:01:56.79Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","counts":{"result":1},"digest":"5ce1e84f62613c74095682a3343975118781aba65a4315ac3e468c5000d01653"}' AS BLOB), X'B2665EA51D89E75930253918CF6B4F0D046DB28A3C5FC3FE9DAFD154E47FDCB8');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:01:56.792Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"42VSZJ5P","counts":{"review":1},"digest":"2c516d3cdf2c588f0b7d42954453c444c8a17563f89da5e450b69fbe44869121"}' AS BLOB), X'CB0984FBDA1F0B46D3D2E87510CF694432659BF695F462E1002CB63171F9FEFA');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:01:56.976Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'BE8AFE4F5D01D3A5F3E407A33CD475BC4C5F38D471310909979E52308A3A5F0F');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:01:56.98Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","from":"received","to":"checking"}' AS BLOB), X'A550D70B6C1446DA8D5CD5C4CE5327CE9C6EFCFB808A685B361F38B6FCFB5658');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:01:56.98Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","from":"checking","to":"verifying"}' AS BLOB), X'325C4215B5D8BFE74C259D1C1C4C31498B1EC8DEA00F71A547FF356A86AC417E');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:01:56.984Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'E51B06C3B92A2929F0B1F2102BCCDC87FB3781E0F85EABCDBC4F6F8E460BE2AD');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:01:56.989Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","batch":"EQBCSZ4X-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}' AS BLOB), X'2076840E527A817E4945A7486D5E9E21774A014D67BE2D195A5A76F5A1560047');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:01:56.991Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","from":"verifying","to":"submitting"}' AS BLOB), X'DA8E55175983515FE33D7CA385DD6960E5308833A85A7AC121CCBC4573D3628F');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:01:56.998Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'CA2666AA4FB026ED5F8679D71A523685292C658847EC2022A6C60E2B6FD29594');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:01:57Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","batch":"EQBCSZ4X-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'7DE1966BB577F3E468C9697CE6118AB64DC73658BBFBA368EEC56E189E7FA9ED');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:01:57.005Z","operation":"answer lost","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","batch":"EQBCSZ4X-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'D347C51E45E113B7DD6CA16EB83628EC595F8D39830408C3FA6E6C2D7C48DE49');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:01:57.006Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'3C9258F576A3A79DB1BE67A6EABAFAD361AC3CE67A074F712FF2C430E8D78524');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:01:57.008Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"EQBCSZ4X","counts":{"result":2},"digest":"300f66c5387bd2fc8762d2fce4c2ef528a7f17f268ca220ed8ec2e32909740af"}' AS BLOB), X'DEB7EDE86EA1ADEAB72C00D14879E946A0ADCAD54964E076759601619C3DA004');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:01:57.201Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'679E2DF869A00FD8D1FAAFBFAF5C67DD3D5ED32179E69EA9482EF88BB5759D37');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:01:57.202Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","from":"received","to":"checking"}' AS BLOB), X'514E1773D5F75313D451A285E1C992B8F54E8347A4A544848E08B087C785646D');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:01:57.202Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","from":"checking","to":"verifying"}' AS BLOB), X'227B9DCF84D242B7C5EFF410B6BBFFBDE718A58E3A63DA4DA16166306FF3B893');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:01:57.203Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'0042DF981B42D424971C890FEDE6366276BA726C6577E050BC35AFEBA7588243');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:01:57.206Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","batch":"HJPFZ7F2-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}' AS BLOB), X'F9DFFFE2C1BBC14B742D40A3097182B56A4ED757F5C0300CF94F66BF8AFEADE6');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:01:57.209Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","from":"verifying","to":"submitting"}' AS BLOB), X'20CB6043AC485799566CBBC87F62906C00395BFDFA166B5BCD84B53831F28D0B');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:01:57.21Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'17CC8ECB7D521F21FFB224B4ED736B1907611B36C51E6C5A6405BC97E7CA963B');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:01:57.212Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","batch":"HJPFZ7F2-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'EE0FD6C96AD00834B41B7993E8083472000A0CADB596D614DB95B7EFD0FC9569');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:01:57.217Z","operation":"not taken","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","batch":"HJPFZ7F2-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'18DF6AB679E78BA2D28DA299DA919F1B15AF1A9F9766B6BBD5F978FEF0064AAB');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:01:57.218Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"edae16fe5b421b439ece843faba27149141128cbd9a9570d8f0e8a773974c32e","user":"mis-export","file":"HJPFZ7F2","code":"WSEC0004"}' AS BLOB), X'B7017357E8B70255BE8A9797A224E88120786AAE6B9E060EC3D95D2C5B8221E0');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:01:57.427Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"SFMSE8W2","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'116B5B084CB85DFC7B0720FE5076EE56339BA5DA5CCDA348CC226C7AC00752D0');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:01:57.428Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"SFMSE8W2","from":"received","to":"checking"}' AS BLOB), X'E7AC78C05FD7A0F85E88858996C0BBD672DC8F93FFF6908D3B0A107753D50F0D');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:01:57.428Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"SFMSE8W2","from":"checking","to":"verifying"}' AS BLOB), X'21825040A277EF06036F26865D841E5C22FAA6A3CAA66952C4832F1C3E240AB1');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:01:57.429Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2b9561a9b1cac6471d46410fcba3abbac2983964cbb5521b68c957a715d06898","user":"mis-export","file":"SFMSE8W2","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'548FC728643130D78F48A3BFD9564EF36A826C7C9CEF9B369FC0F532CF4F2AA4');
INSERT INTO "batches" VALUES ('G5YFQS8B-01', 'G5YFQS8B', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:55.621827805Z","finished_at":"2026-11-26T07:01:55.627Z","digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}', X'0002');
INSERT INTO "batches" VALUES ('G5YFQS8B-02', 'G5YFQS8B', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676520677, 217839716, '{"count":2,"offset":0,"code":"WSRC0007","begun_at":"2026-11-26T07:01:55.641Z","submitted_at":"2026-11-26T07:01:55.646Z","verified_at":"2026-11-26T07:01:55.627Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('FJG61E6X-01', 'FJG61E6X', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:01:55.799719114Z","finished_at":"2026-11-26T07:01:55.805Z","digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}', X'0003');
INSERT INTO "batches" VALUES ('FJG61E6X-02', 'FJG61E6X', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839717, '{"count":3,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:55.822Z","submitted_at":"2026-11-26T07:01:55.829Z","finished_at":"2026-11-26T07:01:55.861Z","verified_at":"2026-11-26T07:01:55.805Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('2Q21RVCC-01', '2Q21RVCC', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:55.999290971Z","finished_at":"2026-11-26T07:01:56Z","digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}', X'0002');
INSERT INTO "batches" VALUES ('6EK229TC-01', '6EK229TC', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:56.222337252Z","finished_at":"2026-11-26T07:01:56.222Z","digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}', X'0001');
INSERT INTO "batches" VALUES ('6EK229TC-02', '6EK229TC', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839718, '{"count":1,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:56.357Z","submitted_at":"2026-11-26T07:01:56.382Z","finished_at":"2026-11-26T07:01:56.425Z","verified_at":"2026-11-26T07:01:56.222Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('42VSZJ5P-01', '42VSZJ5P', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:56.781366375Z","finished_at":"2026-11-26T07:01:56.781Z","digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}', X'0001');
INSERT INTO "batches" VALUES ('EQBCSZ4X-01', 'EQBCSZ4X', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:56.988184337Z","finished_at":"2026-11-26T07:01:56.989Z","digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}', X'0002');
INSERT INTO "batches" VALUES ('EQBCSZ4X-02', 'EQBCSZ4X', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","begun_at":"2026-11-26T07:01:57Z","submitted_at":"2026-11-26T07:01:57Z","verified_at":"2026-11-26T07:01:56.989Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('HJPFZ7F2-01', 'HJPFZ7F2', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:57.204788794Z","finished_at":"2026-11-26T07:01:57.206Z","digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}', X'0002');
INSERT INTO "batches" VALUES ('HJPFZ7F2-02', 'HJPFZ7F2', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676517218, 0, '{"count":2,"offset":0,"code":"WSEC0004","begun_at":"2026-11-26T07:01:57.212Z","verified_at":"2026-11-26T07:01:57.206Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('SFMSE8W2-01', 'SFMSE8W2', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676522430, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "ended" VALUES (2, 2, 1795676515862, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (3, 2, 1795676516003, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (4, 2, 1795676516592, 1, 1, 1, 0);
INSERT INTO "files" VALUES (1, 'G5YFQS8B', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676515591, 1795676517224, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:55.47918134Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting","living":{"report":"2db065416f8bfa9a7efbde9fffa27b626d79d3136389afaaa60b24a158ce766d","status":"4b03399d2b2ed631f2c28bb7e7af37eee5671fb8c9a3ce48f57b9fb954ef6777"}}', 0);
INSERT INTO "files" VALUES (2, 'FJG61E6X', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676515790, 1795676515877, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:01:55.68584558Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done","settled":4,"living":{"report":"7e3291431174f9be3781d87bc2afe220d7ca28b43fde8f4919cdd4fce91dce35","status":"cdb3c5c7c2c1283e8caa1d609f0929325baed369a02f492e52d35276d2dc322e"},"archived":"Done.csv","ended_at":"2026-11-26T07:01:55.862Z"}', 0);
INSERT INTO "files" VALUES (3, '2Q21RVCC', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676515993, 1795676516010, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:01:55.873705708Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":2,"living":{"report":"da915685926cd74a71f9a528a403b7cd95b634983418d730e364144d4c1e87fd","status":"d7095d65747c909d32b68e2817d0f46ff633c4ee4eb25a61ccfd786f81778dc8"},"archived":"Learners.csv","ended_at":"2026-11-26T07:01:56.003Z"}', 0);
INSERT INTO "files" VALUES (4, '6EK229TC', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676516200, 1795676516667, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:01:56.008703102Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":4,"living":{"report":"4ba3363d8c2e7b083ec137b840e6e9a54f3e29f9bf21ba5197b6c7b7b89505f0","status":"2c694f236385ed35c5636e6b3f9cdf0943d7e2edf54c2011c939e225c9fcd742"},"archived":"Partly.csv","ended_at":"2026-11-26T07:01:56.592Z"}', 0);
INSERT INTO "files" VALUES (5, '42VSZJ5P', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676516771, 1795676516808, 1796281316781, NULL, 1796281316781, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:01:56.667433168Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held","settled":2,"living":{"report":"3be94f1bbdcea5ebccab64ad0fed2bbe778165d00c4c7d122a65e1bd1aede669","status":"69ac17f3c5709fed0f3f8c58804c1409c03d598e2ec65f1d553dacf7b29f15ac"},"archived":"Held.csv"}', 0);
INSERT INTO "files" VALUES (6, 'EQBCSZ4X', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676516976, 1795676517121, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:56.797428408Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held","settled":4,"living":{"report":"2b9166e256745b947fb2fbcb6353d5f01face2ebc590d3684674aedf76fee9e5","status":"2c2c1fa2130d84754f0aa5604b0119c781a580aaba9ec6bc735311ecdec8d3ea"},"archived":"Doubt.csv"}', 0);
INSERT INTO "files" VALUES (7, 'HJPFZ7F2', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676517201, 1795676517223, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:57.093845521Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting","living":{"report":"c9ca0b24973736aac255038fabca957cb0fd5d97b15b9e5c57396599a5c2c55c","status":"69ff5e2220315ce381bd0d1f918d3fc1c9740b3c06c8952ee101a36230e641f7"}}', 0);
INSERT INTO "files" VALUES (8, 'SFMSE8W2', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676517427, 1795676517444, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:57.223433439Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying","living":{"report":"fa52f6e4befd5b543addfb903b6835a09e322a1c36b0e4f8cd7e976ffbdda0b4","status":"024ff3c2170474d6dc5fed37daa5c0d01bb94020255e38f56a36e8e23c1508d9"}}', 0);
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (4, 3, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (5, 4, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (6, 6, 1, '2026-11-26 07:01:55');
INSERT INTO "goose_db_version" VALUES (7, 9, 1, '2026-11-26 07:01:55');
INSERT INTO "meta" VALUES ('digest_key', X'66F2F84AD333B1FC2E5370DA81D933765D6F3D22525765E0068A360C702A3E78');
INSERT INTO "meta" VALUES ('state_id', '904de68acaff7edf');
INSERT INTO "meta" VALUES ('uploads', 5);
INSERT INTO "names" VALUES (1, X'528ACE8EDFE1221396E879508D88B72D', 1);
INSERT INTO "names" VALUES (1, X'DD3598E82098B1D24122E9412E9CD335', 1);
INSERT INTO "names" VALUES (2, X'1FEB63C74AD6E0353DA8F5579367DA9B', 1);
INSERT INTO "names" VALUES (2, X'3A60543D7200AC87973579C0EA188FAF', 1);
INSERT INTO "names" VALUES (2, X'3F10DA2DDF4D04FB7292092B88B4FC22', 1);
INSERT INTO "names" VALUES (2, X'562122D989994DC6E6AF18E5349FFA38', 1);
INSERT INTO "names" VALUES (2, X'A49AE157FDD7D2774F675D6FB6D7BB66', 1);
INSERT INTO "names" VALUES (2, X'C6C1644DBDECB02B67566B560F4CD2A7', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678317218, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('G5YFQS8B', 1, '', 1795676515598, X'00');
INSERT INTO "outcomes" VALUES ('G5YFQS8B', 2, 'G5YFQS8B-01', 1795676515627, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('G5YFQS8B', 3, '', 1795676515638, X'00');
INSERT INTO "outcomes" VALUES ('FJG61E6X', 1, '', 1795676515792, X'00');
INSERT INTO "outcomes" VALUES ('FJG61E6X', 2, 'FJG61E6X-01', 1795676515805, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('FJG61E6X', 3, '', 1795676515817, X'00');
INSERT INTO "outcomes" VALUES ('FJG61E6X', 4, 'FJG61E6X-02', 1795676515861, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('2Q21RVCC', 1, '', 1795676515997, X'00');
INSERT INTO "outcomes" VALUES ('2Q21RVCC', 2, '2Q21RVCC-01', 1795676516000, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('6EK229TC', 1, '', 1795676516212, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('6EK229TC', 2, '6EK229TC-01', 1795676516222, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('6EK229TC', 3, '', 1795676516236, X'00');
INSERT INTO "outcomes" VALUES ('6EK229TC', 4, '6EK229TC-02', 1795676516425, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('42VSZJ5P', 1, '', 1795676516773, X'00');
INSERT INTO "outcomes" VALUES ('42VSZJ5P', 2, '42VSZJ5P-01', 1795676516781, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('EQBCSZ4X', 1, '', 1795676516980, X'00');
INSERT INTO "outcomes" VALUES ('EQBCSZ4X', 2, 'EQBCSZ4X-01', 1795676516989, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('EQBCSZ4X', 3, '', 1795676516998, X'00');
INSERT INTO "outcomes" VALUES ('EQBCSZ4X', 4, 'EQBCSZ4X-02', 1795676517005, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('HJPFZ7F2', 1, '', 1795676517202, X'00');
INSERT INTO "outcomes" VALUES ('HJPFZ7F2', 2, 'HJPFZ7F2-01', 1795676517206, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('HJPFZ7F2', 3, '', 1795676517210, X'00');
INSERT INTO "outcomes" VALUES ('SFMSE8W2', 1, '', 1795676517428, X'00');
INSERT INTO "outputs" VALUES ('FJG61E6X', 1, 'result', 'Done.csv.result.csv', '', 0, 4, 'ce5dabcfaa76a76fd87e828318f61089bcb673b5b162b592248584f5a971ca5b', 3);
INSERT INTO "outputs" VALUES ('2Q21RVCC', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, '671e6f336a30b606c9f3ff78c4bda58922367f9d054b7c9af21bce501806c4f4', 2);
INSERT INTO "outputs" VALUES ('6EK229TC', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, '0aec81a551404a52437f71fdc0162e39bb6cdd98c33f4e404498a2564824eec5', 1);
INSERT INTO "outputs" VALUES ('6EK229TC', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, '1c4202279b0e20bcbaf1930df90909d647a2ffc87ce8012f803a0106dba53284', 2);
INSERT INTO "outputs" VALUES ('42VSZJ5P', 1, 'result', 'Held.csv.result.csv', '', 0, 2, '5ce1e84f62613c74095682a3343975118781aba65a4315ac3e468c5000d01653', 1);
INSERT INTO "outputs" VALUES ('42VSZJ5P', 2, 'review', 'Held.csv.review.csv', '', 0, 2, '2c516d3cdf2c588f0b7d42954453c444c8a17563f89da5e450b69fbe44869121', 1);
INSERT INTO "outputs" VALUES ('EQBCSZ4X', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, '300f66c5387bd2fc8762d2fce4c2ef528a7f17f268ca220ed8ec2e32909740af', 2);
INSERT INTO "sent" VALUES (1, X'5F118CDAD899D1E100D862D28D739EA8', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'A3B0D7A52840FAB9B762649BF1003E37', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'BEFD414CCD44AB6364BA8A9E2500FEC3', 7, X'00000000');
INSERT INTO "sent" VALUES (1, X'F882C3BA870293838E71F4AAA2887FA4', 7, X'00000001');
INSERT INTO "sent" VALUES (2, X'6F2CD5640745A9992A1526C743093B59', 2, X'00000002');
INSERT INTO "sent" VALUES (2, X'96F70D0E3CBF31405552F97C83DCE4EC', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'A3A5739C1A20D37D17CB8E4F6BBF5AD8', 6, X'00000000');
INSERT INTO "sent" VALUES (2, X'ABA33994C865612F8856C69E3EDFCE96', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'D0FDFE8987FC18E5A645579A1ACD4CA9', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'D13E8B2A9DAC0547E26D77EE0AF83A13', 2, X'00000001');
INSERT INTO "small" VALUES ('G5YFQS8B.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('G5YFQS8B.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('FJG61E6X.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('FJG61E6X.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('2Q21RVCC.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('2Q21RVCC.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('6EK229TC.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('6EK229TC.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('42VSZJ5P.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('42VSZJ5P.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('EQBCSZ4X.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('EQBCSZ4X.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('HJPFZ7F2.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('HJPFZ7F2.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('SFMSE8W2.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('SFMSE8W2.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "ulns" VALUES ('G5YFQS8B', 'beta', 0, 1795676515591, X'49BE9039D7D214A1FA3E7C91B1F122AF');
INSERT INTO "ulns" VALUES ('FJG61E6X', 'acme', 0, 1795676515790, X'64942740A3708252DA8EE1D3AA1C9D77E724280478107A89');
INSERT INTO "ulns" VALUES ('2Q21RVCC', 'acme', 0, 1795676515993, X'DA8EE1D3AA1C9D77E724280478107A89');
INSERT INTO "ulns" VALUES ('6EK229TC', 'acme', 0, 1795676516200, X'11C2BE5F6DAD534D1791BA38695A185C');
INSERT INTO "ulns" VALUES ('42VSZJ5P', 'acme', 0, 1795676516771, X'57E516D75071F4CB');
INSERT INTO "ulns" VALUES ('EQBCSZ4X', 'acme', 0, 1795676516976, X'1BC34F3D1F666EBDD32E6CBD88E8A3C7');
INSERT INTO "ulns" VALUES ('HJPFZ7F2', 'beta', 0, 1795676517201, X'3F45442DA5EB4AB9C533C997218ACA37');
INSERT INTO "ulns" VALUES ('SFMSE8W2', 'acme', 0, 1795676517427, X'124D178BDA28B9E471D372DE41102A88');
INSERT INTO "verified" VALUES (1, X'7E481721A89A06682BB382AD7F78BA86', 1795676515627);
INSERT INTO "verified" VALUES (1, X'C7AE48252C2FA20C51CB170B483E8A21', 1795676517206);
INSERT INTO "verified" VALUES (1, X'ED3CADE21DBC40D18998DC1EA21420CB', 1795676515627);
INSERT INTO "verified" VALUES (1, X'F56580545E01C93C4CD4E78F8DEEA843', 1795676517206);
INSERT INTO "verified" VALUES (2, X'0BF135411C181B328559D354326EC82B', 1795676516989);
INSERT INTO "verified" VALUES (2, X'21D2C92CCAB94175237AE5D752BBF36A', 1795676516222);
INSERT INTO "verified" VALUES (2, X'326BE36631CB0C518EDF9DF0AF4128E9', 1795676515805);
INSERT INTO "verified" VALUES (2, X'6615A629007789B28447596D09C1E921', 1795676516000);
INSERT INTO "verified" VALUES (2, X'6A39D382552A286EBFC5A622497BCAE9', 1795676516989);
INSERT INTO "verified" VALUES (2, X'921382351AC57131EDC1720D868174E5', 1795676516000);
INSERT INTO "verified" VALUES (2, X'C3D124E701FB85DE9A13754AB87304F1', 1795676515805);
INSERT INTO "verified" VALUES (2, X'F8180A647F56AA7E35E887BE9045BCCE', 1795676515805);
