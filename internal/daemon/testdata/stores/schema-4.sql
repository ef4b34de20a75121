-- 2026-11-26T07:01:05Z
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
);
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
CREATE INDEX files_bytes ON files (org, sha256);
CREATE INDEX files_due ON files (org, next_at);
CREATE INDEX taken_inbox ON taken (inbox);
CREATE INDEX ulns_received ON ulns (received_at);
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:01:03.608Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'A18CE5E771F1640786FEBA1EC387F016A69B03BAC574FE20C058B320622F7CDD');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:01:03.613Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","from":"received","to":"checking"}' AS BLOB), X'9D5F272CCD1B64A7CA935E1A9D5B10BFA2F08CF62DEC63EAB530B9DEF6211003');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:01:03.613Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","from":"checking","to":"verifying"}' AS BLOB), X'F1B733042DC18C673D6C4D47F5DD78EDD1321E25803ABDECEE31C31F6DEE788A');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:01:03.615Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'EF18EB3205D2DCF28318860559B45AD763E60DAF9859B4E209A8C860132DAC3D');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:01:03.619Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","batch":"ZH57NNBA-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}' AS BLOB), X'16C8420F38D795F07A73F840CF9A7C26B69CF57D3B25B220EF3DE7260173494C');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:01:03.621Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","from":"verifying","to":"submitting"}' AS BLOB), X'F6B5598660813DA34FA56D784821B8EA1B8EB77F3854D1A4D2991E61A4F449F6');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:01:03.624Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'162E356D91560E9EDF5286A932ADC7F536FAAD318C96FF80026390BBA7348C34');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:01:03.626Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","batch":"ZH57NNBA-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'A7236471D18E1A2DF66A162B7AE21C0AA227BA9AADC9328551BD444301B80550');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:01:03.629Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","batch":"ZH57NNBA-02","job":217839664,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'2A9ED19217C4430B6A07E574D67273DBEE508467ED392889527102A73299AF53');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:01:03.63Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"ZH57NNBA","from":"submitting","to":"waiting"}' AS BLOB), X'B64EF667C843AF482A17D15EBDB6D9C5E51A3B399447EA5119735C6DDB9550F0');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:01:03.774Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'ADF06A6A0FAA42C0E39CA718331E8CD6807A9904E767A6D6895F9962A51EFAEE');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:01:03.775Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","from":"received","to":"checking"}' AS BLOB), X'55000021D02A9B4F582EB98C887CFEB8815260F51F427F8E7083BD9F64433EDB');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:01:03.775Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","from":"checking","to":"verifying"}' AS BLOB), X'E9D06C6B396B37378EC25211E49532D8A76B69A26AEE7DC2E056E6A4D14FFC90');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:01:03.776Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'226491016293E6267D39FE1BBCAE95BA5D77D8CBEB06D07853D87ECA3B3D8A64');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:01:03.779Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","batch":"6T8NXMCV-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3},"digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}' AS BLOB), X'6D9FD944E49D20543620D3AB721000574C799417C1DB1194825C2DC0F0018F5C');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:01:03.781Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","from":"verifying","to":"submitting"}' AS BLOB), X'D6A174E24512AB183F1BB2A5B61BD5C3AFE46DC118C55FFDD4E00DDA6F7F3817');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:01:03.785Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'790D2567E6F26580E6EB4EB0F45DE6D373B35498616394C5E49A5FA6B6CF3AA2');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:01:03.788Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","batch":"6T8NXMCV-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'17F12F0C53BC71E4AEA5776052DC86864C81C8186A0B1EF7A426964829D842A2');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:01:03.791Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","batch":"6T8NXMCV-02","job":217839665,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'99C2FBE90547D103FF9550B34A23196980C7718267080B539B891740955CE5A8');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:01:03.792Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","from":"submitting","to":"waiting"}' AS BLOB), X'0F5E525C217A1329389CDA6B3CF8F3FE36F5A7CA01BA0CA59F424C2FA9FC6933');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:01:03.822Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","batch":"6T8NXMCV-02","job":217839665,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'622AB5439AAA91AF735A139D95EF0927196F5AF39B6ED24033C4E90A77C20F46');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:01:03.824Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'678B08D776B6377D93D3CBFFCA7E5F6AE903377CAB7C84F9B983CEF02CCB2F58');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:01:03.826Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"6T8NXMCV","counts":{"result":3},"digest":"5eb750cf5845de4a7a00f76cf5cc46696776aa1dc535d9899a07a4311a2abcd5"}' AS BLOB), X'F2C36C4937468BB9087DA99438B17E8815C6A611B8C3780F5443174138B60F79');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:01:03.981Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'1AE0683160A2DEEA3D61D36997D790B69E353073641CA82F0B96BE60C368C5F1');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:01:03.989Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","from":"received","to":"checking"}' AS BLOB), X'D198EF12C56E084378A39AA35A9C584FD2E06649FE26765A70B0DADA14060113');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:01:03.989Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","from":"checking","to":"verifying"}' AS BLOB), X'800F7AB50131FC2BFF61FAF0CB6B05A0F6F4B80089FD41124F31C39514729EEC');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:01:04.036Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'C12125610A9C311CC6006CFEEC50CF33D6E737DFB6459A01B667E3BC5844E43B');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:01:04.038Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","batch":"A1CA8QYR-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}' AS BLOB), X'FD853B7900E09C5D3CEB8357941578A9608BACFC08DB5354B8A834295FB9E659');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:01:04.039Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'6205015FC00406B1358D232A3F73142740BDD018BE863E21B0F068EBDB1C1E45');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:01:04.048Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"A1CA8QYR","counts":{"result":2},"digest":"f93765d15fb402c94a79217c6a761a2f9994cde058aa50e59e11be2b7e9a7550"}' AS BLOB), X'B4807AB5BED402E3E97C47311496F34DAA1479A9C5695E25D248E35095D8A68F');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:01:04.193Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'E7B56193CD7ECA1C45F0FA9340B9A75477DFDFFC11361FC24DCAA299687F89C8');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:01:04.195Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","from":"received","to":"checking"}' AS BLOB), X'6C773A4F0D9794CD12823CE3877A7063834328092099F90256B51C73F7CA8554');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:01:04.195Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'B6CB6C9CD9E802A8260C7CD50ACB3F8B4CB4EEB2DF9814C3DAEEB75A8261392D');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:01:04.196Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'BB5F26AD50BCC4FB078FA7B53A3C7C7285530F16C15CD73ADB4A069E092B5EEB');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:01:04.198Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","batch":"S8YDHR0E-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}' AS BLOB), X'F15C257CC12C686D2495D0A8B79FFC77AFD70CDD1A71C1F5A332A9E3A0D8A004');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:01:04.199Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","from":"verifying","to":"submitting"}' AS BLOB), X'3B4A2AFE47C82F4DA0A21F6DB6E728C4115EA3AB24B07B123E1EC97114062FA7');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:01:04.2Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'483684D2689425A6FB81AC172EC8EE553AB4FDC28077BD86C14D5745610A9BA0');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:01:04.202Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","batch":"S8YDHR0E-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'28FC51D9CA61085FAAB73DB90033E69AD7DF83C532A465959525FCCBBCF9089F');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:01:04.206Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","batch":"S8YDHR0E-02","job":217839666,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'91381323F0645DB4B55C43B0A3A9D22FE22B1DB12EFBFD5839AC1344348D0D4E');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:01:04.207Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","from":"submitting","to":"waiting"}' AS BLOB), X'29C55C903A26D64F47F31E23CD03C664612304E021993E66BA926FF23C789A4A');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:01:04.241Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","batch":"S8YDHR0E-02","job":217839666,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'CBD5D06850669D5FD2499F98D731CECE9CE60B57381FFD5ABBB4A30453A79B1F');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:01:04.244Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'19A7397F0CA32E2B893457F939E35CA481220493D4F7417800DD2DF68639546F');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:01:04.248Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","counts":{"errors":1},"digest":"44a3173353ee477f4259efbd51e35462d8e02807d545da98e2ad60cc0de67df3"}' AS BLOB), X'0C376ADCF32970B1AC538F9FFBABEAC0F2369AA43079CA1AA984F965D435B82A');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:01:04.257Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"S8YDHR0E","counts":{"result":2},"digest":"04a002a101de60fbfae378a72957025645cab33c3cc170b9e1017ebd4979ec06"}' AS BLOB), X'862D02853E8E2030B90D919780A8C2CBCDCC9E58B56DB7CF3CBC754848F3D70B');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:01:04.396Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'4CF67B5BD0A5C28637EAD74B891F6BFBCD4A04687184439D2883F3E1D60C46F2');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:01:04.4Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","from":"received","to":"checking"}' AS BLOB), X'1F2375C4128D3C7B696C20487C1E4B7A992CB571534FBFC0E03A6139D73883AD');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:01:04.4Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","from":"checking","to":"verifying"}' AS BLOB), X'907FD83E649EC04CFBE0B8C97B5E65D244A7DCC573C115A7F360DB5ED899CAB7');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:01:04.402Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'FCFA50B72E01608BC6F468606D1E53E85804211FBD908FF06247E793B2460796');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:01:04.405Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","batch":"BNZAWKMM-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}' AS BLOB), X'B93F7AAA2BB5530CF653785EA1E3FAC0DEC1B1415405A3BB51EF70CF16D2CFBB');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:01:04.408Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","from":"verifying","to":"submitting"}' AS BLOB), X'B41C4F58244E8FEE6EC50D3CED086D6C3C55094EB091A8C941AD3D8999F6CD2C');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:01:04.409Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'F0E27C821CDC3EDCE708B9BB855CC45990DC5561EB24C6D61395EF1D13B388D1');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:01:04.412Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","counts":{"result":1},"digest":"cfd20244c76d07f65dd01617af24af27f53016585e7cfb072bb00bb0598ab48d"}' AS BLOB), X'9C3E539A01A251395C00DEED5F15E845564982CE7B3E07418DA321F695588ED9');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:01:04.416Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"BNZAWKMM","counts":{"review":1},"digest":"a6dbcb91a5c36de9ac9e46d40d67f0795923b9ca525ed9a59528f49d9c308900"}' AS BLOB), X'326C387469E2BC67FD274118915D0C9AE134F16178CCFFA3098605BE4BD881A6');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:01:04.605Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'391CE7BDB9A60678750D36D89AA0CCD5F79FE413FC8DE47CCCBFD9B6A7F4248D');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:01:04.607Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","from":"received","to":"checking"}' AS BLOB), X'D61E90E0E3311CF419889FDB2E84878C5B65AAFDCBA64764D78EACE4E17A6FE8');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:01:04.607Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","from":"checking","to":"verifying"}' AS BLOB), X'2EE642762A43FFA63E6623A1E6C7073EFC8CECCD304D1B0D3A23E6EB42F4AD93');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:01:04.608Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'57F964263CFEC3D2526E8E917A633E7058B75B7A1972AEDECB431ECC5D58F7BA');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:01:04.61Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","batch":"0BD5B6RE-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}' AS BLOB), X'251BAE31C3B03E8CB52A7255EB3B677FCEB8680708B0F0A2D3849BD23AFD6C83');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:01:04.612Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","from":"verifying","to":"submitting"}' AS BLOB), X'AFD5D5AB9F9ECA882DAB325D29F23B425E94A3382BFD9FF16967CE5677BBB085');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:01:04.617Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'5ED3C764B7B490CF00556A0192FBB54BE7535B33D1812C7D8301B24F26F94C24');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:01:04.621Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","batch":"0BD5B6RE-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'73B1849F81AB797BD4E28B939377B6D42095E8A9C1D7DEB378C57461C48DF865');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:01:04.626Z","operation":"answer lost","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","batch":"0BD5B6RE-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'9BE139A511630DD84D9903D96D6890C5D4B90ACBF00B17CAA69F24DB0E0C65F9');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:01:04.637Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'4BAC01E9E864945105E7A326FBD38A640ECCBEDF926AEA8858D0F527F497A8E5');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:01:04.64Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"0BD5B6RE","counts":{"result":2},"digest":"a9a995783bf076022fd0064c388863d770a2180a875d2e27b5fb21a5bd908b1e"}' AS BLOB), X'7D08F1069FC0AD776F7D768B9145E00293E92110F20776B0D7B2CB8A916B84E2');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:01:04.828Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'BA032C7701181D7C8FFB02BAFE9989CE1653B754EDAFEC313D45B9E50140E36E');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:01:04.835Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","from":"received","to":"checking"}' AS BLOB), X'974799F5620BD0FA954D5E1D0282FD6B8B7504881781BA246AE1EFFB07DC0FD2');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:01:04.835Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","from":"checking","to":"verifying"}' AS BLOB), X'1D0813996193E68BEFEB3D8D8AD9C16DB07DADA0C2CB265C2FD385597E06175E');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:01:04.841Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'4C76A09BFB9C75B77A25D3F43C9B21E7A89521777495CAE560C751B37140263D');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:01:04.842Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","batch":"H80WGWFP-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}' AS BLOB), X'63268E53ADCFB4CAF16F2AB8AF18FA592B3DBEE6EF782AB019A77C442EA2C831');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:01:04.845Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","from":"verifying","to":"submitting"}' AS BLOB), X'5BEA69D45C1FDD40EB2DEAC3C9C91DDBA3E7D6357D49AB96C160D4883A402E57');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:01:04.848Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'CB9B29FBDBFCC0FC4819C52D6D308C29C6143950F054290B38FE42F39844CF43');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:01:04.854Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","batch":"H80WGWFP-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'1D0B552377C9010D70FB7C16040517C925365AAC53FCE6BC1FFB6E7F8764D4C5');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:01:04.857Z","operation":"not taken","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","batch":"H80WGWFP-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'B4F7E0A3D42061B8FDDD191F6368F69ADB4E43EDAD8C0C213B38307547C15CDF');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:01:04.864Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"8a0e0f023bd04c7ff0a8270993131be55e87f27dd57ea8e00689d268e85cc17d","user":"mis-export","file":"H80WGWFP","code":"WSEC0004"}' AS BLOB), X'E0E78DAA6EFD6A3301B7F31256255BE091DBED90F97C865D641BDDD298A9572A');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:01:05.052Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"07FRRQNC","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'DD79C40BBBF14707E61B9852319EA493A06B76DAB6E35E51DFFBC70B6FECB94A');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:01:05.053Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"07FRRQNC","from":"received","to":"checking"}' AS BLOB), X'228E922100561E8AE17A94F24D01743237BF79B063806D94B10C214D196B1446');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:01:05.053Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"07FRRQNC","from":"checking","to":"verifying"}' AS BLOB), X'C3532E449567256C6607458D6FC9E99C9F24123D57F3579538C2C810C18916EA');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:01:05.055Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"71070a97dce46be34668b74da0682ab4bacf8274ef13e6291ab7ae8870f5aeaf","user":"mis-export","file":"07FRRQNC","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'55200D40E1FE2B04E3E1A0911E11DAAFCEED22AC604F42CC4B0D8D6AC1D914A5');
INSERT INTO "batches" VALUES ('ZH57NNBA-01', 'ZH57NNBA', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:03.616220061Z","finished_at":"2026-11-26T07:01:03.619Z","digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}', X'0002');
INSERT INTO "batches" VALUES ('ZH57NNBA-02', 'ZH57NNBA', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676468660, 217839664, '{"count":2,"offset":0,"code":"WSRC0007","begun_at":"2026-11-26T07:01:03.626Z","submitted_at":"2026-11-26T07:01:03.629Z","verified_at":"2026-11-26T07:01:03.619Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('6T8NXMCV-01', '6T8NXMCV', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:01:03.777406081Z","finished_at":"2026-11-26T07:01:03.779Z","digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}', X'0003');
INSERT INTO "batches" VALUES ('6T8NXMCV-02', '6T8NXMCV', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839665, '{"count":3,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:03.788Z","submitted_at":"2026-11-26T07:01:03.791Z","finished_at":"2026-11-26T07:01:03.822Z","verified_at":"2026-11-26T07:01:03.779Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('A1CA8QYR-01', 'A1CA8QYR', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:04.037502257Z","finished_at":"2026-11-26T07:01:04.038Z","digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}', X'0002');
INSERT INTO "batches" VALUES ('S8YDHR0E-01', 'S8YDHR0E', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:04.197885904Z","finished_at":"2026-11-26T07:01:04.198Z","digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}', X'0001');
INSERT INTO "batches" VALUES ('S8YDHR0E-02', 'S8YDHR0E', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839666, '{"count":1,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:04.202Z","submitted_at":"2026-11-26T07:01:04.206Z","finished_at":"2026-11-26T07:01:04.241Z","verified_at":"2026-11-26T07:01:04.198Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('BNZAWKMM-01', 'BNZAWKMM', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:04.403924502Z","finished_at":"2026-11-26T07:01:04.405Z","digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}', X'0001');
INSERT INTO "batches" VALUES ('0BD5B6RE-01', '0BD5B6RE', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:04.610085216Z","finished_at":"2026-11-26T07:01:04.61Z","digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}', X'0002');
INSERT INTO "batches" VALUES ('0BD5B6RE-02', '0BD5B6RE', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","begun_at":"2026-11-26T07:01:04.621Z","submitted_at":"2026-11-26T07:01:04.621Z","verified_at":"2026-11-26T07:01:04.61Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('H80WGWFP-01', 'H80WGWFP', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:04.84224815Z","finished_at":"2026-11-26T07:01:04.842Z","digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}', X'0002');
INSERT INTO "batches" VALUES ('H80WGWFP-02', 'H80WGWFP', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676464864, 0, '{"count":2,"offset":0,"code":"WSEC0004","begun_at":"2026-11-26T07:01:04.854Z","verified_at":"2026-11-26T07:01:04.842Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('07FRRQNC-01', '07FRRQNC', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676470057, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "files" VALUES (1, 'ZH57NNBA', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676463608, 1795676463668, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:03.489847757Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting"}', 0);
INSERT INTO "files" VALUES (2, '6T8NXMCV', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676463774, 1795676463838, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:01:03.66984775Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done","settled":4}', 0);
INSERT INTO "files" VALUES (3, 'A1CA8QYR', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676463981, 1795676464064, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:01:03.838439714Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":2}', 0);
INSERT INTO "files" VALUES (4, 'S8YDHR0E', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676464193, 1795676464274, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:01:04.062745459Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":4}', 0);
INSERT INTO "files" VALUES (5, 'BNZAWKMM', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676464396, 1795676464430, 1796281264405, NULL, 1796281264405, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:01:04.274232301Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held","settled":2}', 0);
INSERT INTO "files" VALUES (6, '0BD5B6RE', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676464605, 1795676464653, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:04.428558106Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held","settled":4}', 0);
INSERT INTO "files" VALUES (7, 'H80WGWFP', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676464828, 1795676464878, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:04.653016527Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting"}', 0);
INSERT INTO "files" VALUES (8, '07FRRQNC', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676465052, 1795676465072, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:04.8618477Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying"}', 0);
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:01:03');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:01:03');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 07:01:03');
INSERT INTO "goose_db_version" VALUES (4, 3, 1, '2026-11-26 07:01:03');
INSERT INTO "goose_db_version" VALUES (5, 4, 1, '2026-11-26 07:01:03');
INSERT INTO "meta" VALUES ('digest_key', X'E46A9161B5A8D3B7B7F38489758E5DB2091A56ABB7FFDFA445309EFC169FD60F');
INSERT INTO "meta" VALUES ('state_id', '4822dbd7eb2965a9');
INSERT INTO "names" VALUES (1, 'planned.csv', 1);
INSERT INTO "names" VALUES (1, 'running.csv', 1);
INSERT INTO "names" VALUES (2, 'asked.csv', 1);
INSERT INTO "names" VALUES (2, 'done.csv', 1);
INSERT INTO "names" VALUES (2, 'doubt.csv', 1);
INSERT INTO "names" VALUES (2, 'held.csv', 1);
INSERT INTO "names" VALUES (2, 'learners.csv', 1);
INSERT INTO "names" VALUES (2, 'partly.csv', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678264864, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('ZH57NNBA', 1, '', 1795676463613, X'00');
INSERT INTO "outcomes" VALUES ('ZH57NNBA', 2, 'ZH57NNBA-01', 1795676463619, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('ZH57NNBA', 3, '', 1795676463624, X'00');
INSERT INTO "outcomes" VALUES ('6T8NXMCV', 1, '', 1795676463775, X'00');
INSERT INTO "outcomes" VALUES ('6T8NXMCV', 2, '6T8NXMCV-01', 1795676463779, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('6T8NXMCV', 3, '', 1795676463785, X'00');
INSERT INTO "outcomes" VALUES ('6T8NXMCV', 4, '6T8NXMCV-02', 1795676463822, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('A1CA8QYR', 1, '', 1795676463989, X'00');
INSERT INTO "outcomes" VALUES ('A1CA8QYR', 2, 'A1CA8QYR-01', 1795676464038, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('S8YDHR0E', 1, '', 1795676464195, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('S8YDHR0E', 2, 'S8YDHR0E-01', 1795676464198, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('S8YDHR0E', 3, '', 1795676464200, X'00');
INSERT INTO "outcomes" VALUES ('S8YDHR0E', 4, 'S8YDHR0E-02', 1795676464241, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('BNZAWKMM', 1, '', 1795676464400, X'00');
INSERT INTO "outcomes" VALUES ('BNZAWKMM', 2, 'BNZAWKMM-01', 1795676464405, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('0BD5B6RE', 1, '', 1795676464607, X'00');
INSERT INTO "outcomes" VALUES ('0BD5B6RE', 2, '0BD5B6RE-01', 1795676464610, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('0BD5B6RE', 3, '', 1795676464617, X'00');
INSERT INTO "outcomes" VALUES ('0BD5B6RE', 4, '0BD5B6RE-02', 1795676464626, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('H80WGWFP', 1, '', 1795676464835, X'00');
INSERT INTO "outcomes" VALUES ('H80WGWFP', 2, 'H80WGWFP-01', 1795676464842, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('H80WGWFP', 3, '', 1795676464848, X'00');
INSERT INTO "outcomes" VALUES ('07FRRQNC', 1, '', 1795676465053, X'00');
INSERT INTO "outputs" VALUES ('6T8NXMCV', 1, 'result', 'Done.csv.result.csv', '', 0, 4, '5eb750cf5845de4a7a00f76cf5cc46696776aa1dc535d9899a07a4311a2abcd5', 3);
INSERT INTO "outputs" VALUES ('A1CA8QYR', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, 'f93765d15fb402c94a79217c6a761a2f9994cde058aa50e59e11be2b7e9a7550', 2);
INSERT INTO "outputs" VALUES ('S8YDHR0E', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, '44a3173353ee477f4259efbd51e35462d8e02807d545da98e2ad60cc0de67df3', 1);
INSERT INTO "outputs" VALUES ('S8YDHR0E', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, '04a002a101de60fbfae378a72957025645cab33c3cc170b9e1017ebd4979ec06', 2);
INSERT INTO "outputs" VALUES ('BNZAWKMM', 1, 'result', 'Held.csv.result.csv', '', 0, 2, 'cfd20244c76d07f65dd01617af24af27f53016585e7cfb072bb00bb0598ab48d', 1);
INSERT INTO "outputs" VALUES ('BNZAWKMM', 2, 'review', 'Held.csv.review.csv', '', 0, 2, 'a6dbcb91a5c36de9ac9e46d40d67f0795923b9ca525ed9a59528f49d9c308900', 1);
INSERT INTO "outputs" VALUES ('0BD5B6RE', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, 'a9a995783bf076022fd0064c388863d770a2180a875d2e27b5fb21a5bd908b1e', 2);
INSERT INTO "sent" VALUES (1, X'0AD82BE88CFB4202B8CA381F59FDB56F', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'12B8864A1BB763B61A562A352E22073D', 7, X'00000001');
INSERT INTO "sent" VALUES (1, X'5B1FDE24AD1762D559CD9C82058C7C4B', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'F5EA9388349DC8A205EBA82FE4A08106', 7, X'00000000');
INSERT INTO "sent" VALUES (2, X'41CAFB82FEF3453959D1EA85FEEEC9EF', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'82F5AF4864089C4510D02360C04FF896', 6, X'00000000');
INSERT INTO "sent" VALUES (2, X'8FE946DA66EC947C4BA6DF165036D844', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'AC42987F87D9794F1599EACB78965B4C', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'C7CC6761B8EE2D855E7440739D364674', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'DFE64BF4183B9831D5AB6D806F60E2A1', 2, X'00000002');
INSERT INTO "small" VALUES ('ZH57NNBA.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('ZH57NNBA.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('6T8NXMCV.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('6T8NXMCV.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('A1CA8QYR.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('A1CA8QYR.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('S8YDHR0E.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('S8YDHR0E.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('BNZAWKMM.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('BNZAWKMM.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('0BD5B6RE.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('0BD5B6RE.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('H80WGWFP.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('H80WGWFP.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('07FRRQNC.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('07FRRQNC.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "ulns" VALUES ('ZH57NNBA', 'beta', 0, 1795676463608, X'35B74D84B3CD55199292118C115A679E');
INSERT INTO "ulns" VALUES ('6T8NXMCV', 'acme', 0, 1795676463774, X'23FD64B99CC6218345FE2A57314C06B1EE0D1C4D3EA52697');
INSERT INTO "ulns" VALUES ('A1CA8QYR', 'acme', 0, 1795676463981, X'23FD64B99CC62183EE0D1C4D3EA52697');
INSERT INTO "ulns" VALUES ('S8YDHR0E', 'acme', 0, 1795676464193, X'B90C9038682C625BCC2093D59ACBBB14');
INSERT INTO "ulns" VALUES ('BNZAWKMM', 'acme', 0, 1795676464396, X'E7CC8FE2E92D785E');
INSERT INTO "ulns" VALUES ('0BD5B6RE', 'acme', 0, 1795676464605, X'471208F1E3CE1F5D6BDC73B7EE866F67');
INSERT INTO "ulns" VALUES ('H80WGWFP', 'beta', 0, 1795676464828, X'0983342C19A399F02F7168B3F06AD559');
INSERT INTO "ulns" VALUES ('07FRRQNC', 'acme', 0, 1795676465052, X'613761E3A71A8D48C100E2A4938EABF7');
INSERT INTO "verified" VALUES (1, X'6B7BF3AE9A40AC31CD29809D570384B2', 1795676464842);
INSERT INTO "verified" VALUES (1, X'A2F4734F7FA6766DE197BF1B7991858A', 1795676463619);
INSERT INTO "verified" VALUES (1, X'C6D93F303A6511ED2DA78B6D136F0EF0', 1795676463619);
INSERT INTO "verified" VALUES (1, X'E6B07880661BE9AA9A9C19C9716187A4', 1795676464842);
INSERT INTO "verified" VALUES (2, X'0D9CB6E7902ECF41944D3471E071929F', 1795676463779);
INSERT INTO "verified" VALUES (2, X'0EB59E47CD08488B90E23C6D66DE9E13', 1795676464198);
INSERT INTO "verified" VALUES (2, X'3098671A2FB53D823C63AB0BB6BFC5C9', 1795676463779);
INSERT INTO "verified" VALUES (2, X'45D2E1793D3BD62E8ADE06220741AFA1', 1795676464610);
INSERT INTO "verified" VALUES (2, X'53DDF101EC72EE2F1901198EE98C4E82', 1795676464610);
INSERT INTO "verified" VALUES (2, X'5731270475593FD9FA9B5ED51915B1C5', 1795676463779);
INSERT INTO "verified" VALUES (2, X'82E33A9C8A9D3BC4F17E3D75D2D0D49E', 1795676464038);
INSERT INTO "verified" VALUES (2, X'962CCBEC21AD5EB32679FE0A9ACF7C4E', 1795676464038);
