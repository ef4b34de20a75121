-- 2026-11-26T07:01:27Z
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
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:01:25.712Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'D91201466B106F6137970E997E01DD2317DC2F957FACC4456D5CC89E72C78564');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:01:25.714Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","from":"received","to":"checking"}' AS BLOB), X'3D6C061EA929DFA64B01002838967DA6808325CC67796E7A213E23939E5FC809');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:01:25.714Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","from":"checking","to":"verifying"}' AS BLOB), X'26B9FEFA61878514C0FA818927D317036720D761A75B0D751A146FF89C4C0545');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:01:25.716Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'147F12051B4A49E35FD90A5B975B4665C47881EAD5A1FFF758603F2599A49C64');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:01:25.72Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","batch":"E9YA8BC8-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}' AS BLOB), X'969CC0DF1927D02BDD65F1230775DCB97089C05522E6C7FAF60DF05BB7895A0F');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:01:25.722Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","from":"verifying","to":"submitting"}' AS BLOB), X'F5418E3B268DDF05937C889D0212ECA53C433A29B9BCCD59E4BB2BD17BB48219');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:01:25.723Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'5F0C8401736972CA60DE48281BE003E4D664F2214B85F023916AFE1B89651CFD');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:01:25.725Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","batch":"E9YA8BC8-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'07E071A7479CF125284D16DA67C3B0FF0FCB1743F4E1C8D39A9DC47E6F315148');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:01:25.729Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","batch":"E9YA8BC8-02","job":217839686,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'A69AED65440E41C0E5E544A2367D11A48CCA02979CA8BBADD8308130B23455BD');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:01:25.73Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"E9YA8BC8","from":"submitting","to":"waiting"}' AS BLOB), X'D91BDA1BB3FAF3F590A272D47E67DD21A299CD1E89A67CF7E365643105BE2457');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:01:25.89Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'4B16A84EDFC340B030D0AAAA7E489656FF639FA648E4985F2A95C8E9E387ED98');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:01:25.895Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","from":"received","to":"checking"}' AS BLOB), X'98F0ABAC6BF8633A2A7D11A337B806EAF17F4AD8D3545EC04C9876079BCBEFB9');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:01:25.895Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","from":"checking","to":"verifying"}' AS BLOB), X'6546E7717E4390EA0009A5D97A2BF18C76773D40938D0CB46971BBA59AB68CC4');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:01:25.898Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'1C699061E2F478BCD51A0664704971BDCE674E870BCED46C8E5722C17F9A9170');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:01:25.906Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","batch":"E5W4N308-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3},"digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}' AS BLOB), X'ED4E4100AB7ED03E2CD9DBDC58F5F346AAC9B27DF41DD0C988D3D6BDBAC3E66C');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:01:25.908Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","from":"verifying","to":"submitting"}' AS BLOB), X'79C934473E27B82A208DECA78B58725D59B823075D85A1D7194F4C332DB8DC1C');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:01:25.92Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'8727C04F3B09CD5CBBEB04F24E02A1BAC205B95E6EB612A271E8F675F919DD11');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:01:25.925Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","batch":"E5W4N308-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'50AB86C24B0C03D64F56C24D094A428A6DC6D90380CC750B91D59B4961257D41');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:01:25.93Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","batch":"E5W4N308-02","job":217839687,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'0DE4C177B496276B2A10ED99B3687304693C046324C81D90F894BC604EC53B04');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:01:25.932Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","from":"submitting","to":"waiting"}' AS BLOB), X'2E1187A88B5548A7D97DBAB30496FF40D03A31EEEE4EE75C8207F41B67E4786B');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:01:25.962Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","batch":"E5W4N308-02","job":217839687,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'64F903E252657683F12F698A6FBB89F72BB7E9E694516D464B5C8454648EF66C');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:01:25.963Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'378D5BBD4ADC40130D87350383CF39F7CE015C23AC8596D2D32F029653EB15AC');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:01:25.969Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"E5W4N308","counts":{"result":3},"digest":"67ec4fb747afefcdd6eff61ca7d5c37999bd5e56585a01f025e0ace47904fbc8"}' AS BLOB), X'AB75B7FF82DB7ABF9E878097D44616642A7714033B6BCEE284C7BE3C75E4BD09');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:01:26.095Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'D65C3328A9F3F03673DC0D3EF461971C1D019AF6E4AC7475D56122A683AE7E60');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:01:26.096Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","from":"received","to":"checking"}' AS BLOB), X'4DAAE7E585858E917F90B98C5FE13F2F0422320EB81A51B1A319D22C1AB89C3E');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:01:26.096Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","from":"checking","to":"verifying"}' AS BLOB), X'2ED2A902BA6DE36783E21BA2A802AC4056C5E0C0FCAD1277EE4D6AF785FB8C7B');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:01:26.099Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'4AF11F76118B26A7FBCC732B920AFA3A7D3EC476257C65C93EA53B5D73EBF0C1');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:01:26.103Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","batch":"XGD72SYA-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}' AS BLOB), X'BAD98828311C94A4C77D3EDA942DB109428BEB1113027EEF825AECE911A5F8C9');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:01:26.105Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'68044A3738C802C458C45FD7E1B53A1A6BC2072FDB1A39DE4C644796868B227D');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:01:26.111Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"XGD72SYA","counts":{"result":2},"digest":"15464f8c6230131e058d4c958600fee5902b826c5ca588496a0ede041defbe53"}' AS BLOB), X'E8C6D82D27C99F2430CE1BB01E9445FBBA5914B5702457D4EAECEC58E1A5DFF1');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:01:26.298Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'B73F21EB761E9514FBEB581FC89BF2FAEAC8AD059DB3B5DF77C25A9746645A7E');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:01:26.301Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","from":"received","to":"checking"}' AS BLOB), X'E8C46519F8B484C6B7CA0AC3C0EEDA3F330903008A1807FF025E85DF572D3C27');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:01:26.301Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'2EADDE7D89B836FEF3F97EF6E0C2A4579E62588506998F547426CAC80588925B');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:01:26.306Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'E9A93E520B9D69DBCE33AE266ABCF0A3B29042BEC251BB546F29CB1CC7CAB57B');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:01:26.315Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","batch":"DW9V0DFF-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}' AS BLOB), X'746B9508380303B94FE9B8A6C68FE634A5CD88D296BD4DD9A9796E18C2F6DD5C');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:01:26.333Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","from":"verifying","to":"submitting"}' AS BLOB), X'A453F4B758AD5FE7CE733B70CF2E2D0AC7C3C2F49122145D478773C616223625');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:01:26.354Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'77CDB4626D09CCBF30604A935DD7C644CA34D18C2A9AD60F8140426572F2BF02');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:01:26.357Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","batch":"DW9V0DFF-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'36558FF835BD76A4397C20DD266E2E01D64A484008B76723F56656DE5ECCEA7C');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:01:26.361Z","operation":"submitted","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","batch":"DW9V0DFF-02","job":217839688,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'164250CD434ADCAEDC6E3CBB4834F63D68A4624F353F3A142C47218CB5720A86');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:01:26.362Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","from":"submitting","to":"waiting"}' AS BLOB), X'080A8FE1C19112ED8841E025B76D954E882DF28A9FF89B81CDAB176206FBDF6C');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:01:26.394Z","operation":"job finished","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","batch":"DW9V0DFF-02","job":217839688,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'6385EC44D91BCF53771D9054F509EB1887AB885D679A1A4712F0BC1D5B71C604');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:01:26.396Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'31ED2E86FF972608ECE90F04007D4474BC9438785593C82FF8375167906BBEAC');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:01:26.403Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","counts":{"errors":1},"digest":"7e2229d47908956d59f73490c466fc5fc41bbc93be65d720579fc42ea9d7ca77"}' AS BLOB), X'6931CFA46237D11C0CB26D5AF2452C721BF66E19B4CEC02E75F1D25E47D82C77');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:01:26.411Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"DW9V0DFF","counts":{"result":2},"digest":"e08e1391e9614aecb825b3210e4d6a2ab135ad729cd6ff53b6b34813779818c3"}' AS BLOB), X'EE019828997B2460E392220F38BEB83A72CCA1E770EE4E85167EC67CFC87455B');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:01:26.556Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'5E5D9DE5E0F096B0FF81B37591226D06F56469882744F530263442A4095CA7F7');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:01:26.557Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","from":"received","to":"checking"}' AS BLOB), X'0ECAB9C1451DD18BD400C1B5F65FE3EB8DB203F477FEC6A10D430617118324B9');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:01:26.557Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","from":"checking","to":"verifying"}' AS BLOB), X'6BA92EC01307F90D04CD11A00A23C66BD18AD2A1CA56C130F12FAB4D19B8E9A2');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:01:26.559Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'1786FDDE17B8EE8677F69CA9C00B381C183C08254DDC6684B4724314609A2F92');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:01:26.56Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","batch":"BMPC297C-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1},"digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}' AS BLOB), X'6C11D75FB435575BC3706BA74938A33859E9C1A92942923532AD8CEB190827EC');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:01:26.569Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","from":"verifying","to":"submitting"}' AS BLOB), X'B079E1061273E9449C4588D1D56DC2905CD91FD78D6339C35C11CBA49299C8D8');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:01:26.572Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'C149B295F8B2686FD58ADE330A68C5366762BB9DF85A83115A9602E549EB0ED1');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:01:26.58Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","counts":{"result":1},"digest":"db1d97fc66fe5df8427ab24a4e1277187a42189ad8c4bf01cd56a6036eb8ccb9"}' AS BLOB), X'1EDDE4F2668C571BEA62BFE7862BD6B3B757960FD075464B2C396C09DA2F58E2');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:01:26.584Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BMPC297C","counts":{"review":1},"digest":"0b621bcabcdff3103edeae88fd8eef159cced59944817394679f9317fda924e1"}' AS BLOB), X'EB687818D185153085903CB5432E47EC6972337785B742532B4859D789F4D3CD');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:01:26.76Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'B42AF69D60016132F96D579E07C8695E30A9B11D48FE2645BBBBBD49D38D4A11');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:01:26.762Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","from":"received","to":"checking"}' AS BLOB), X'547A6243234B828F93984859EE7EBFF9971A3C6DC23767651C119C79D5E162B4');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:01:26.762Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","from":"checking","to":"verifying"}' AS BLOB), X'0FA7AF8C1CFD5CBD3F4D3A5B4C9CF95163225ED466DBB6A09C6219B7F2881794');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:01:26.765Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'0666ADC9EBD3D18B4E3E5665B3A11074F3069EC626415109811961E269F6937B');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:01:26.769Z","operation":"verified batch","call":"verifyLearner","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","batch":"JH2W0X0W-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}' AS BLOB), X'D4640F16BE071C5F914C9A3434160C6ADFD25A90C660EF9C49592E9FC676FEC1');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:01:26.778Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","from":"verifying","to":"submitting"}' AS BLOB), X'7C6E80867BD521404B041B79EBD78B7218A891040642EBF09C430A3E787EAFF5');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:01:26.787Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'F75C90AE08C68FE001EDDA64EFBBBD6814DB7BE503161FF16032581FA15A5ACE');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:01:26.79Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","batch":"JH2W0X0W-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'C23765FEEDB52BCBACB34F130E9C28328B698A0604DA3B98B0DDB317C040D43F');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:01:26.801Z","operation":"answer lost","call":"SubmitAchievementBatchJob","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","batch":"JH2W0X0W-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'8AA83701493EA40540A7AFF166BD64896B3573CC3CAE7C3D231A382967083D67');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:01:26.805Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'D5CC1767E81785251A9C555B19E47D4C7CB18B211399FA8B7C2FAC99E47AF7B7');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:01:26.812Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"JH2W0X0W","counts":{"result":2},"digest":"cd19dfc60eec7fb0ee43ce779592cba032da6e0eddd1580bb5a1cc11312e7544"}' AS BLOB), X'14637486C8115A7660A7F4DCC71CAD736E1FEDFE131AF23BCFCD19132A870C89');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:01:26.953Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'55A7BBAE939CE01DEEFC32932DA9F852BA6BB13EAEFC8529DE987700B00DA7D2');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:01:26.954Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","from":"received","to":"checking"}' AS BLOB), X'0C63891026E213B6FC3FD4607A4A7223E3B5729503612223D0A3A05F1D1ECDA9');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:01:26.954Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","from":"checking","to":"verifying"}' AS BLOB), X'667E678BD883D9B80E6152386FA3A6C50B67846BFDA3ED3EF2772233FA339AA0');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:01:26.956Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'924C56D5C4FFE72CB4B90ED6566698D7B5EC05CDFCFA8A2162B98760C74E9CD8');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:01:26.961Z","operation":"verified batch","call":"verifyLearner","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","batch":"AT4YBK8Y-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2},"digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}' AS BLOB), X'9E628BD6D73D7FA9664DB597C36988AB59215347D6445EAB78CA3D95AD37290F');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:01:26.963Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","from":"verifying","to":"submitting"}' AS BLOB), X'08ABD2A88D93C75A40BCB6C3EDB9821939EBA57D9E2B56C194CA59B0883D095F');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:01:26.965Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'74E715B9F43DB215B8B1AD4064481F289D0F82CD4A414E845F74B02F96AB966F');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:01:26.981Z","operation":"submit","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","batch":"AT4YBK8Y-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'6E8ACB79C27173C65D41A2A2623BD059073ED7D4B3838B4BCB8D3E7FE9E2C0FE');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:01:26.989Z","operation":"not taken","call":"SubmitAchievementBatchJob","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","batch":"AT4YBK8Y-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'0C02397D5931A5D7CBA5DDFFE05461DA28F54E6574CC93C69A813CABA0935C72');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:01:26.991Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"a0f7728ba09dd3b974ccea0697ab0b11e783d53f0b04a1aa4cdd36145269917f","user":"mis-export","file":"AT4YBK8Y","code":"WSEC0004"}' AS BLOB), X'2F7086B4429E7550C0DF9620ADE64DEE53340873BA16A628EF035AE37EA121BC');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:01:27.098Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BP4WQRM8","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'D053FD3F37C6BE748BA9B0C67F71E2CF7BE6EB904DCC0BE1025E46F979079010');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:01:27.1Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BP4WQRM8","from":"received","to":"checking"}' AS BLOB), X'1DF4F07CFF69217A965B013AEBDE242295B639AF5BF33E15406EA42B63C9D14F');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:01:27.1Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BP4WQRM8","from":"checking","to":"verifying"}' AS BLOB), X'8E2A43E2849D09223D1C89A231A425658A37F7C0D0BD991AB9C911DBF2AC1F91');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:01:27.101Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"d1f08ce056712658a9534014fff4e13cde0e64747834c46810efe5f88761c82c","user":"mis-export","file":"BP4WQRM8","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'5CE95090E77139A7C0FFA2E83F259296CD235CFA3311054393205920FF298FBE');
INSERT INTO "batches" VALUES ('E9YA8BC8-01', 'E9YA8BC8', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:25.717371235Z","finished_at":"2026-11-26T07:01:25.72Z","digest":"c643d81d01c16f6979ba9210347ab7defd817bc8593457bfca21d91f25fa7ec9"}', X'0002');
INSERT INTO "batches" VALUES ('E9YA8BC8-02', 'E9YA8BC8', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676490760, 217839686, '{"count":2,"offset":0,"code":"WSRC0007","begun_at":"2026-11-26T07:01:25.725Z","submitted_at":"2026-11-26T07:01:25.729Z","verified_at":"2026-11-26T07:01:25.72Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('E5W4N308-01', 'E5W4N308', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:01:25.900484272Z","finished_at":"2026-11-26T07:01:25.906Z","digest":"8e51f15152d048aea9dab769fa4ee0b483d4a88061d2cbb3ea14b4c9eb109147"}', X'0003');
INSERT INTO "batches" VALUES ('E5W4N308-02', 'E5W4N308', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839687, '{"count":3,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:25.925Z","submitted_at":"2026-11-26T07:01:25.93Z","finished_at":"2026-11-26T07:01:25.962Z","verified_at":"2026-11-26T07:01:25.906Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('XGD72SYA-01', 'XGD72SYA', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:26.102693323Z","finished_at":"2026-11-26T07:01:26.103Z","digest":"b19fecd1604c928a33b660f949052bdf3393c17a8a83451620fe1d273063397c"}', X'0002');
INSERT INTO "batches" VALUES ('DW9V0DFF-01', 'DW9V0DFF', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:26.314359781Z","finished_at":"2026-11-26T07:01:26.315Z","digest":"dfe8646b7e267e05e4cb2a9045000df82a6fca8aaf2c23a28319e705449defdd"}', X'0001');
INSERT INTO "batches" VALUES ('DW9V0DFF-02', 'DW9V0DFF', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839688, '{"count":1,"offset":0,"code":"WSRC0009","begun_at":"2026-11-26T07:01:26.357Z","submitted_at":"2026-11-26T07:01:26.361Z","finished_at":"2026-11-26T07:01:26.394Z","verified_at":"2026-11-26T07:01:26.315Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('BMPC297C-01', 'BMPC297C', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:01:26.560562073Z","finished_at":"2026-11-26T07:01:26.56Z","digest":"b89074f5c44d35de9aac31a8d6890b148147cbf73d1dba720068a00fc127b87e"}', X'0001');
INSERT INTO "batches" VALUES ('JH2W0X0W-01', 'JH2W0X0W', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:26.768497639Z","finished_at":"2026-11-26T07:01:26.769Z","digest":"58d11e30314dc20684548decd102b3c217f9b43acf33dcd02ae41b97ca2418d1"}', X'0002');
INSERT INTO "batches" VALUES ('JH2W0X0W-02', 'JH2W0X0W', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","begun_at":"2026-11-26T07:01:26.79Z","submitted_at":"2026-11-26T07:01:26.79Z","verified_at":"2026-11-26T07:01:26.769Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('AT4YBK8Y-01', 'AT4YBK8Y', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:01:26.961078715Z","finished_at":"2026-11-26T07:01:26.961Z","digest":"509a47c269f050e321333316b690001586583b53756fa023d4b3e0e15a08a5d6"}', X'0002');
INSERT INTO "batches" VALUES ('AT4YBK8Y-02', 'AT4YBK8Y', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676486991, 0, '{"count":2,"offset":0,"code":"WSEC0004","begun_at":"2026-11-26T07:01:26.981Z","verified_at":"2026-11-26T07:01:26.961Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('BP4WQRM8-01', 'BP4WQRM8', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676492108, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "ended" VALUES (2, 2, 1795676485963, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (3, 2, 1795676486105, 1, 1, 1, 0);
INSERT INTO "ended" VALUES (4, 2, 1795676486396, 1, 1, 1, 0);
INSERT INTO "files" VALUES (1, 'E9YA8BC8', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676485712, 1795676485780, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:25.590386481Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting","living":{"report":"915280abc3b7dfd538f1a715b65cd5ab8c0bd2370ee4b3875e5142d8e7a994bc","status":"35d3abdca2b0250c9f8e603db83beb016734470b8df5fbfccb4654e09adb4a93"}}', 0);
INSERT INTO "files" VALUES (2, 'E5W4N308', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676485890, 1795676485988, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:01:25.786773945Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done","settled":4,"living":{"report":"9f23cb46febe3b9c80d4f17b1438053f6cb4bb9e65036ebb8b68c6137a839433","status":"3aee8a1cda6c23dc6718ffb2f2c52402646b5e9d8700c91148bf5568a1f565ff"},"archived":"Done.csv","ended_at":"2026-11-26T07:01:25.963Z"}', 0);
INSERT INTO "files" VALUES (3, 'XGD72SYA', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676486095, 1795676486131, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:01:25.976910287Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":2,"living":{"report":"d015513ff43d5987bec65139cc7eb7d384864ee058d9204f4ffb17cd6b368da1","status":"50bedfb95f8d5e0ac176658fbcf58a3a4c11396b2e4077db690a43d9c0f092ee"},"archived":"Learners.csv","ended_at":"2026-11-26T07:01:26.105Z"}', 0);
INSERT INTO "files" VALUES (4, 'DW9V0DFF', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676486298, 1795676486416, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:01:26.138704066Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":4,"living":{"report":"147cc5f4ae7740ae583369253dd85c53e550a71386a0dbbc08f9eb3e164860ca","status":"a4fca2460d1c203dd23dd35e80cd673e434fd8ae8b544adc0f70ac2cfeb6fb1c"},"archived":"Partly.csv","ended_at":"2026-11-26T07:01:26.396Z"}', 0);
INSERT INTO "files" VALUES (5, 'BMPC297C', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676486556, 1795676486599, 1796281286560, NULL, 1796281286560, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:01:26.449846799Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held","settled":2,"living":{"report":"5f119d25d415c7a1b5205a657e4bd3f777f2a378075bbbadbd229e1db2f1425b","status":"fb35f34cf8eb4432758f814bd237d7e8e468d76a2d28b7f5f8835d47721dd588"},"archived":"Held.csv"}', 0);
INSERT INTO "files" VALUES (6, 'JH2W0X0W', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676486760, 1795676486830, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:26.598881198Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held","settled":4,"living":{"report":"d3a297c4792df5d8dc7f9a7b8e3ba49483762de275507c03ca344fd917faca40","status":"6cca8ea276b3e11ebbf30bf7028b7df0f968f73c23b9dfe3664500052fde7a25"},"archived":"Doubt.csv"}', 0);
INSERT INTO "files" VALUES (7, 'AT4YBK8Y', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676486953, 1795676487004, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:26.829382913Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting","living":{"report":"88145293db8d0e542b2ab78d80fa54606ad22f1d5d66f31702d5bd369c2d06c7","status":"54d244fabaee2d4602802e7cfe34056cb877d02ab6660386a95023707fdfc75f"}}', 0);
INSERT INTO "files" VALUES (8, 'BP4WQRM8', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676487098, 1795676487115, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:01:26.994725364Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying","living":{"report":"8e6f9336e01305f02dc5b0e89ef10b6d60097783b4ddbdf17abeb4455f2e89d4","status":"a63d79515d96d9d226582032620683b53aa2f6bcaab7b1daf6899e3743443a0b"}}', 0);
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:01:25');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:01:25');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 07:01:25');
INSERT INTO "goose_db_version" VALUES (4, 3, 1, '2026-11-26 07:01:25');
INSERT INTO "goose_db_version" VALUES (5, 4, 1, '2026-11-26 07:01:25');
INSERT INTO "goose_db_version" VALUES (6, 6, 1, '2026-11-26 07:01:25');
INSERT INTO "meta" VALUES ('digest_key', X'3A7EEB16C7239EE0246F2DBAE38BD539A95D528860CDF9EBB95AD9CC0C064B64');
INSERT INTO "meta" VALUES ('state_id', '141eebf55c4e759d');
INSERT INTO "names" VALUES (1, X'10FF9A346F24BE8AF0BF9B7A2ED430EE', 1);
INSERT INTO "names" VALUES (1, X'5098267A4DDBABF4ACB83FED263AF879', 1);
INSERT INTO "names" VALUES (2, X'63685CD2C111861C311312E820A47BD5', 1);
INSERT INTO "names" VALUES (2, X'81FB69EB0BC80A70C580E100E8A33DDB', 1);
INSERT INTO "names" VALUES (2, X'C3CA8C3B258F3DE1EEDBD9FF1B9F0EBD', 1);
INSERT INTO "names" VALUES (2, X'D4B2B4A651488927D8DCE3164DCDF5AB', 1);
INSERT INTO "names" VALUES (2, X'DA67275DDC8B99A29F115EC68CF1FB29', 1);
INSERT INTO "names" VALUES (2, X'EEA797CBB2F33B1219612D137AA761A5', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678286991, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('E9YA8BC8', 1, '', 1795676485714, X'00');
INSERT INTO "outcomes" VALUES ('E9YA8BC8', 2, 'E9YA8BC8-01', 1795676485720, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('E9YA8BC8', 3, '', 1795676485723, X'00');
INSERT INTO "outcomes" VALUES ('E5W4N308', 1, '', 1795676485895, X'00');
INSERT INTO "outcomes" VALUES ('E5W4N308', 2, 'E5W4N308-01', 1795676485906, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('E5W4N308', 3, '', 1795676485920, X'00');
INSERT INTO "outcomes" VALUES ('E5W4N308', 4, 'E5W4N308-02', 1795676485962, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('XGD72SYA', 1, '', 1795676486096, X'00');
INSERT INTO "outcomes" VALUES ('XGD72SYA', 2, 'XGD72SYA-01', 1795676486103, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('DW9V0DFF', 1, '', 1795676486301, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('DW9V0DFF', 2, 'DW9V0DFF-01', 1795676486315, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('DW9V0DFF', 3, '', 1795676486354, X'00');
INSERT INTO "outcomes" VALUES ('DW9V0DFF', 4, 'DW9V0DFF-02', 1795676486394, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('BMPC297C', 1, '', 1795676486557, X'00');
INSERT INTO "outcomes" VALUES ('BMPC297C', 2, 'BMPC297C-01', 1795676486560, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('JH2W0X0W', 1, '', 1795676486762, X'00');
INSERT INTO "outcomes" VALUES ('JH2W0X0W', 2, 'JH2W0X0W-01', 1795676486769, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('JH2W0X0W', 3, '', 1795676486787, X'00');
INSERT INTO "outcomes" VALUES ('JH2W0X0W', 4, 'JH2W0X0W-02', 1795676486801, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('AT4YBK8Y', 1, '', 1795676486954, X'00');
INSERT INTO "outcomes" VALUES ('AT4YBK8Y', 2, 'AT4YBK8Y-01', 1795676486961, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('AT4YBK8Y', 3, '', 1795676486965, X'00');
INSERT INTO "outcomes" VALUES ('BP4WQRM8', 1, '', 1795676487100, X'00');
INSERT INTO "outputs" VALUES ('E5W4N308', 1, 'result', 'Done.csv.result.csv', '', 0, 4, '67ec4fb747afefcdd6eff61ca7d5c37999bd5e56585a01f025e0ace47904fbc8', 3);
INSERT INTO "outputs" VALUES ('XGD72SYA', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, '15464f8c6230131e058d4c958600fee5902b826c5ca588496a0ede041defbe53', 2);
INSERT INTO "outputs" VALUES ('DW9V0DFF', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, '7e2229d47908956d59f73490c466fc5fc41bbc93be65d720579fc42ea9d7ca77', 1);
INSERT INTO "outputs" VALUES ('DW9V0DFF', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, 'e08e1391e9614aecb825b3210e4d6a2ab135ad729cd6ff53b6b34813779818c3', 2);
INSERT INTO "outputs" VALUES ('BMPC297C', 1, 'result', 'Held.csv.result.csv', '', 0, 2, 'db1d97fc66fe5df8427ab24a4e1277187a42189ad8c4bf01cd56a6036eb8ccb9', 1);
INSERT INTO "outputs" VALUES ('BMPC297C', 2, 'review', 'Held.csv.review.csv', '', 0, 2, '0b621bcabcdff3103edeae88fd8eef159cced59944817394679f9317fda924e1', 1);
INSERT INTO "outputs" VALUES ('JH2W0X0W', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, 'cd19dfc60eec7fb0ee43ce779592cba032da6e0eddd1580bb5a1cc11312e7544', 2);
INSERT INTO "sent" VALUES (1, X'4235EA8A89B7929FF24C216661A3CDC5', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'9FF522B927D40C44E72019985542789C', 7, X'00000000');
INSERT INTO "sent" VALUES (1, X'B8AF4305692CA7B9A1F371CBEA6CF2C5', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'CEC51E8C01457A0D2DCB52FA62D5EFF6', 7, X'00000001');
INSERT INTO "sent" VALUES (2, X'20019C70BF0E769F366CFC62980967C7', 2, X'00000002');
INSERT INTO "sent" VALUES (2, X'575F1D2B726593589BFA21B0646CAFE3', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'8A92C1158274456E091021F7A4A159C1', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'96F95C06C0BB6216A454E5363978809E', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'E96DF0537B6139D02B7D11B6F7164740', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'EE56061FFF7BE7774CA4B74A9AC86011', 6, X'00000000');
INSERT INTO "small" VALUES ('E9YA8BC8.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('E9YA8BC8.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('E5W4N308.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('E5W4N308.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('XGD72SYA.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('XGD72SYA.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('DW9V0DFF.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('DW9V0DFF.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('BMPC297C.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('BMPC297C.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('JH2W0X0W.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('JH2W0X0W.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('AT4YBK8Y.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('AT4YBK8Y.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('BP4WQRM8.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('BP4WQRM8.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "ulns" VALUES ('E9YA8BC8', 'beta', 0, 1795676485712, X'C7F6B6416B914757F55A0A89278DBADE');
INSERT INTO "ulns" VALUES ('E5W4N308', 'acme', 0, 1795676485890, X'730E3392CF9C5F507DFC0E2417E3692091D71196FBE38AD7');
INSERT INTO "ulns" VALUES ('XGD72SYA', 'acme', 0, 1795676486095, X'730E3392CF9C5F507DFC0E2417E36920');
INSERT INTO "ulns" VALUES ('DW9V0DFF', 'acme', 0, 1795676486298, X'974A2998010247CBD771CEB7D5554447');
INSERT INTO "ulns" VALUES ('BMPC297C', 'acme', 0, 1795676486556, X'11C75C80D18B4A86');
INSERT INTO "ulns" VALUES ('JH2W0X0W', 'acme', 0, 1795676486760, X'582E2943A3BF88B9633033B8606EACEA');
INSERT INTO "ulns" VALUES ('AT4YBK8Y', 'beta', 0, 1795676486953, X'2DD32EBAE4EAF856648178760A06E434');
INSERT INTO "ulns" VALUES ('BP4WQRM8', 'acme', 0, 1795676487098, X'287E464EA1944096B31AF5C2E7CF54E9');
INSERT INTO "verified" VALUES (1, X'3462AAE5ED5EE8E5BB55D3391D02E60E', 1795676485720);
INSERT INTO "verified" VALUES (1, X'98F408B976D1B649613E800A14350BD9', 1795676486961);
INSERT INTO "verified" VALUES (1, X'9DB526999AA401ACBAADAE42CE290855', 1795676485720);
INSERT INTO "verified" VALUES (1, X'B632A701C2A340D1B99E373F23AABCAD', 1795676486961);
INSERT INTO "verified" VALUES (2, X'06DFEC736840C3ADC10F24701A24B33E', 1795676486769);
INSERT INTO "verified" VALUES (2, X'238C044F7FC3196F6A4590698C8CCADF', 1795676486103);
INSERT INTO "verified" VALUES (2, X'2B5C3EB1687D50CC2055D86CF4D63498', 1795676485906);
INSERT INTO "verified" VALUES (2, X'3D32CE7740251E6A0BAF29A6C378A7AF', 1795676485906);
INSERT INTO "verified" VALUES (2, X'531C87692ED314D9FBC0A0CEA08EA75A', 1795676486315);
INSERT INTO "verified" VALUES (2, X'70AF6ECEF176C99334DEC585F8C9542F', 1795676486769);
INSERT INTO "verified" VALUES (2, X'BFC5DCC347DBE2EB5EDD0BA91131A9AF', 1795676485906);
INSERT INTO "verified" VALUES (2, X'DE004FDA440B1324B6B28DC7347FC2C1', 1795676486103);
