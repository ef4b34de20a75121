-- 2026-11-26T07:00:09Z
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
);
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
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:00:08.226Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'08C60546547488E17CC07BCA28A6751DF2B198CA40FE01EF28C854DFDB88F7B8');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:00:08.231Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","from":"received","to":"checking"}' AS BLOB), X'EE84E00E2D3D48FF0477D320ABC30CF1F92D485A599619A9F6BE74B222D1465C');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:00:08.231Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","from":"checking","to":"verifying"}' AS BLOB), X'8A57A0282F44D5CC30DF1EDE47FDA73262FB12BABF1C2D79B641C82AFFBDBBD4');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:00:08.235Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'4C6F83A9611F671C96E4E72E8CE149EBFD2F26E5231B75F911F3A0CFC3C4D68D');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:00:08.239Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","batch":"YZ75C0NW-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'E6247483B04B331E7BC1DCD6179F9327DD408A7A6A1D793AC319C17117A13A7D');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:00:08.242Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","from":"verifying","to":"submitting"}' AS BLOB), X'88829064322EA9A13E9515A76A09D63C2CC4B9DB8A26BB42811F0D7CA1768054');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:00:08.244Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'A7DD1FE2A9CA82CD3FB3FCEEF3D707CA879D4C499D68D01BA129288398E3A9FB');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:00:08.246Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","batch":"YZ75C0NW-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'C586F9A8ABFA84AA46FEA23A28660DA513CE2A156A1003892DDB80D89249969D');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:00:08.249Z","operation":"submitted","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","batch":"YZ75C0NW-02","job":217839608,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'E5B14890A65CD074C5D9D7A9364584EA08354E187CA3408FA5F6DF4F5B4892A3');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:00:08.253Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"YZ75C0NW","from":"submitting","to":"waiting"}' AS BLOB), X'2BF5D755949A4496F91C20F6DD64F1A89D4909D97106437F8F50C81D4987FA95');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:00:08.396Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'E2949012AF989FA808910F9BFC50022C115D4252C58D827B5E796A5D264FB650');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:00:08.398Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","from":"received","to":"checking"}' AS BLOB), X'C9AF9BA96033BC07644A7D147173B6A87FF01A3AF4227359A2F80AEFAD39411D');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:00:08.398Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","from":"checking","to":"verifying"}' AS BLOB), X'104D73186F5D3027F13E71CB4D314DB14939EB81D04E1F8382B4BAB7E0BC6219');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:00:08.399Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'8776DE5517F667767F2F019D9446D757FC5A1CBF61CD13A2F4FC8700E32B440F');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:00:08.406Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","batch":"JBHYXB4D-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3}}' AS BLOB), X'D25E483725FABE163BE77030AABFA26F6F72FFF8C34828662CF03A2062A49950');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:00:08.409Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","from":"verifying","to":"submitting"}' AS BLOB), X'0863A51468657F528C20DC558CEBB20D876D27AFABC415BC62801BD4FA8CDC1C');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:00:08.411Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'85A3849731337C3355B12039A567D922A070005F07AC1E061C4C71F810398E3F');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:00:08.413Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","batch":"JBHYXB4D-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'2CC7BBC65F54E1797153FFEB610529D565E4385D18E06600ADB9C8BF9617C682');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:00:08.416Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","batch":"JBHYXB4D-02","job":217839609,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'30C02D333434443E79B58F380CC32F97E5329F5320CBBA12D7888E6DD228F316');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:00:08.418Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","from":"submitting","to":"waiting"}' AS BLOB), X'53896B61FC72D9B5E7803D0ECD26295D9ED4E16AC060684A661B3A180D55A815');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:00:08.447Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","batch":"JBHYXB4D-02","job":217839609,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'7749E49D87161BDEE416A224AD42415363EDC9BE8D5E787FCAEF166285E4EB5D');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:00:08.448Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'BE4C38BA8137E3E07714ED56E7416F3BA98099C21F6154BF33BC6AE35247791A');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:00:08.453Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"JBHYXB4D","counts":{"result":3},"digest":"ead5f7ae36ab196e8e443a32d49d6fca2f0d9358574079f79090efe68dedf0ce"}' AS BLOB), X'35B31D0D9F8A9A3E2BD9CA946AD3A9B6685DCCBB606A418378BD88E0468C943A');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:00:08.6Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'665A20BAF58DD4E90F982619CA46CF424FF1255916809D2B4C00FEB5A8695695');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:00:08.609Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","from":"received","to":"checking"}' AS BLOB), X'F6EF583679691DA2FDBA562E260DF560F6067680FA55F0CA49AE12AD5A631887');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:00:08.609Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","from":"checking","to":"verifying"}' AS BLOB), X'0ABDB4B91DBF6E7931DCD040DB9127029054E572CFF623E8C24B7B85B5FDE909');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:00:08.612Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'65F6EB44A53A428953C9B3EC52199C0E441A3238AF095D2C3E84D70EB481105E');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:00:08.614Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","batch":"M9KXYHPX-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'82344696394ACFB711B541FF360D71530F7C20803F468B2C7F09F88BF42BFCCF');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:00:08.615Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'714A37FCE197924C1E1CC6F331C8A97CDEC2C6716DB0F153B5163E8C36E76C06');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:00:08.618Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"M9KXYHPX","counts":{"result":2},"digest":"104a0e2398ef818dbc0c00bc5ae9d3f1f7702bf4429252e17b15ecab605f021a"}' AS BLOB), X'52A7875F831BF8781B9C28D9C9DBE53674031E178858841664B39993E0F4D218');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:00:08.811Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'5FFC90E2B64FA0B22AB008FD9E1A9017425A04046F4BB504DB02244A7EB88273');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:00:08.812Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","from":"received","to":"checking"}' AS BLOB), X'6508E410993C0824C27C9824A1D868BEF0222CF509A7D3CCBE41C0483C110A1A');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:00:08.812Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'F81B04C491F170BBB48228A00463325CB11729BF8A7C393E0BF4C02DEDBB2F27');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:00:08.814Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'323965E9E65D5B403CC09D61879EA3A63FA063CCAB50EFAE2E8378419102702D');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:00:08.815Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","batch":"GN44D590-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'61A241F5A97841DA1EF2D56D46C0364D0D57056C43395291BF26D6E443E764B3');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:00:08.817Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","from":"verifying","to":"submitting"}' AS BLOB), X'D8C0E5066B26725809DC83142146109DC21EE5986CFF27E313D5F79AD2C62695');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:00:08.819Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'E128FB110D64E4DF9E78D9E9730B3A5E9E711AC51649A1FFBB501BBEAED158C2');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:00:08.823Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","batch":"GN44D590-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'006DFCD0D92D68FF396BB4C2A264C416B4CC978A6B81CA4F8BF2ADD2D3478FDC');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:00:08.829Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","batch":"GN44D590-02","job":217839610,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'A946C4C96481ADA9D754D1B35CDD35ACBE0918B11A4CF07B4FD8F11A3046C9B8');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:00:08.832Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","from":"submitting","to":"waiting"}' AS BLOB), X'B71D9BCCF8BF2FACD9A800D49EA2FB79C9B2F9D63C20C96FF94F002A3619E0D1');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:00:08.86Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","batch":"GN44D590-02","job":217839610,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'6074A16EB6B10E89DB8CD41426F64DE3BF747B2ACA2EEFC7B5A2249AA246E806');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:00:08.861Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'3C6B18FF4A0A9A56F13C81C333059FF91F0F9DC13779FB66965F387724DCFC10');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:00:08.881Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","counts":{"errors":1},"digest":"634ee3b7492dc963f2bd37e05949648f6ca8bf6a6973481b4bd4ff6bd0457fa8"}' AS BLOB), X'FEA9C8DE58D3BDD331E784DF0DB1F69266AF4B62712F4B1B3BB772E258BAA9D9');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:00:08.887Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"GN44D590","counts":{"result":2},"digest":"b7cb2f5a9ecd653e37aedd3b4d7cc0f7693c4d1da3d85be489f922476c3da51d"}' AS BLOB), X'EF938CED4FA24F55508A83D40BE1B4BC3D3F3D258A195389AEA9DDF05EB60645');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:00:09.013Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'B963821BDB39E298738AD6080FDE0AC8C55887532C1F27B041381AEE319C2A6B');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:00:09.019Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","from":"received","to":"checking"}' AS BLOB), X'E51AFB8554CDB7256101D9B12B7B1E36596BBA68E5ECF700251FE831817B0A2F');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:00:09.019Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","from":"checking","to":"verifying"}' AS BLOB), X'95A99DE0B7DD4CE4F27DD319C9850815FC93A19332EE41446F9E2A61D7D1A671');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:00:09.029Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'390A070165D870620A03F5FF20A01ACDBC66BF8184962DD62D406D0216A5050B');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:00:09.035Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","batch":"MCG9E6NP-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'1CD36921C4B4302A48FAFD20E571822E6E4A930E96A4B95D21D2B8C9F76C5E83');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:00:09.041Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","from":"verifying","to":"submitting"}' AS BLOB), X'2C01E63277CAE548B50562A7E003961A7D1332C1D2458E84BBD3CC6932CFD5B6');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:00:09.043Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'963CFF41D84BFEDDD81F943996BFA8903A4FB317C60883211E909A1182095624');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:00:09.046Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","counts":{"result":1},"digest":"e0ab80590f7bc5d9cf598d26b23c5abf5375c15ef51c22f9063cf7cbcd1c0b32"}' AS BLOB), X'FF96C719F4026EA04684C87F44DADA64F982B8AE05AC0BAA704E0E14ACF6330E');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:00:09.048Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"MCG9E6NP","counts":{"review":1},"digest":"0d248f78dd9f2dfe8691cb71b273bea7022da67655dff0ac166fbf08463bbed0"}' AS BLOB), X'A3B4700F3630E4E5F7204CD7AB8EAF343442326A9C8D6277C196EE0135739F9D');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:00:09.222Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'6AD8C33C6ADC1DCD5AB84B326D9007AC81E7E19E14AE331FF36F1864000A5EC8');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:00:09.229Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","from":"received","to":"checking"}' AS BLOB), X'B484523B76C4E0B7A9C3BF217FEB9CC9251F1C0FA08B31789758453B650D3CC1');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:00:09.229Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","from":"checking","to":"verifying"}' AS BLOB), X'06F60A423EA0F85FD744F62ACF198D1A575BE11E42851283A53372AC3884A86D');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:00:09.237Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'83299699ECD5E7B800DFD07E806D842BF7763BE82D6097110FB7262AC1981983');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:00:09.241Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","batch":"FXD987YK-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'DA520CE21AEF22B0BBBF9361D38D533004AAD053DD2AE1C56E4652FDCED2BF12');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:00:09.245Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","from":"verifying","to":"submitting"}' AS BLOB), X'2D4F4F0DC062CD801E76E3EC5FFB9AD9A62D612295E6007EE0C320C68A712428');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:00:09.249Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'505DA8ED4A97AB47FCD122F3E05958A922F5B9EBB7B226741DC959B673DDDA82');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:00:09.252Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","batch":"FXD987YK-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'5F877BE113D579F9FD78FBF57CCEA73109AA218669D3718880BDBABEC8673BB0');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:00:09.257Z","operation":"answer lost","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","batch":"FXD987YK-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'1500B045545843D120C455AA802BCAF1DE93AD464D5C30607EAB55CD61943FBE');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:00:09.258Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'AF1CD1C97866F59F95E7542C33FD0E50C1BC1BBA98E3D677BDBA0BB6934E3290');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:00:09.263Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"FXD987YK","counts":{"result":2},"digest":"aa0e2737fe65f97b91180d4e108704c652c373a1f37b25b1b9cbb3e8ee0840cd"}' AS BLOB), X'40389F3062CDDCF63FB6E364F9C516A71DC232EBEBB95A41AB7CDBD2EA2913E8');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:00:09.453Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'66026E9ED164078181B88266F187945EA84AAEBCEE8C8B1F352BA169CC635B65');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:00:09.457Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","from":"received","to":"checking"}' AS BLOB), X'999319C4032848ED971CC5055D2ECDBA3722FCB31CD57244FDFC67592A8A89F2');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:00:09.457Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","from":"checking","to":"verifying"}' AS BLOB), X'57C4263358584782AD7E730FD475186D27838A0B65BFB229E093E053A0FEBEAE');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:00:09.46Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'5C176051288425A996CDB4FBE974D48418D17679529E8F5D7E4BCB3044F06979');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:00:09.465Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","batch":"9ZYWWG60-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'A76404E164C41F6C5FA4DD6AEB3BC11493C93ADEAE7B88C66490081B89091128');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:00:09.471Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","from":"verifying","to":"submitting"}' AS BLOB), X'FF12B2ED436E36C3AAE93551C4D4A5C52AAF8ED7EE941169984F6C1280B08685');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:00:09.476Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'FF4F1B3EDF7E3AAED78D2419E8B103DB0CE34B95C996A8ADB89E3773C40BFA71');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:00:09.486Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","batch":"9ZYWWG60-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'7B1FF6011F1178FA7CEFA3E34AB5CC42C9AB9F1177E7240D726F4222BE5EAB5C');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:00:09.493Z","operation":"not taken","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","batch":"9ZYWWG60-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'685EC48877F8412EB478D3A28AF3FC48DA4AC1A2F6E40242A37EE9665A73D347');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:00:09.495Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"c7b6bf206effa445f0031f6440ddb6850284874dd630590254a9bdfc44cc7dd1","user":"mis-export","file":"9ZYWWG60","code":"WSEC0004"}' AS BLOB), X'7BD583096D182F01C8B2A5F60D2145BC2F5D8BE780E1754F9C3863300FC73AFE');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:00:09.677Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"R8CA1C36","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'1300E0894763AC6BD198A38D5B84A2318BBFC00D436B982A4DE1C64F278838B2');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:00:09.68Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"R8CA1C36","from":"received","to":"checking"}' AS BLOB), X'84A69579C6E65169792D49D80F3D697CA1ED026B9B2FC6C6CAA0368973089FD1');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:00:09.68Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"R8CA1C36","from":"checking","to":"verifying"}' AS BLOB), X'1DFAB2E2810D108FE43B6DCFA9F25FA1F34B81FA8D31A31420DE02E0495F6D9C');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:00:09.682Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"c3d71ee97902e1a69a7c1085671c65d6922dabf4cb2203c3f61c4f20b7a6ccac","user":"mis-export","file":"R8CA1C36","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'121A4984687C107BEBFFECE8761C651FA3CC6E6125D6186CF41D90582E3EDEDA');
INSERT INTO "batches" VALUES ('YZ75C0NW-01', 'YZ75C0NW', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:08.236285695Z","finished_at":"2026-11-26T07:00:08.239Z"}', X'0002');
INSERT INTO "batches" VALUES ('YZ75C0NW-02', 'YZ75C0NW', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676413280, 217839608, '{"count":2,"offset":0,"code":"WSRC0007","submitted_at":"2026-11-26T07:00:08.249Z","verified_at":"2026-11-26T07:00:08.239Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('JBHYXB4D-01', 'JBHYXB4D', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:00:08.400696903Z","finished_at":"2026-11-26T07:00:08.406Z"}', X'0003');
INSERT INTO "batches" VALUES ('JBHYXB4D-02', 'JBHYXB4D', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839609, '{"count":3,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:08.416Z","finished_at":"2026-11-26T07:00:08.447Z","verified_at":"2026-11-26T07:00:08.406Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('M9KXYHPX-01', 'M9KXYHPX', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:08.614030374Z","finished_at":"2026-11-26T07:00:08.614Z"}', X'0002');
INSERT INTO "batches" VALUES ('GN44D590-01', 'GN44D590', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:08.815246804Z","finished_at":"2026-11-26T07:00:08.815Z"}', X'0001');
INSERT INTO "batches" VALUES ('GN44D590-02', 'GN44D590', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839610, '{"count":1,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:08.829Z","finished_at":"2026-11-26T07:00:08.86Z","verified_at":"2026-11-26T07:00:08.815Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('MCG9E6NP-01', 'MCG9E6NP', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:09.03512068Z","finished_at":"2026-11-26T07:00:09.035Z"}', X'0001');
INSERT INTO "batches" VALUES ('FXD987YK-01', 'FXD987YK', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:09.240990479Z","finished_at":"2026-11-26T07:00:09.241Z"}', X'0002');
INSERT INTO "batches" VALUES ('FXD987YK-02', 'FXD987YK', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","submitted_at":"2026-11-26T07:00:09.252Z","verified_at":"2026-11-26T07:00:09.241Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('9ZYWWG60-01', '9ZYWWG60', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:09.464845536Z","finished_at":"2026-11-26T07:00:09.465Z"}', X'0002');
INSERT INTO "batches" VALUES ('9ZYWWG60-02', '9ZYWWG60', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676409495, 0, '{"count":2,"offset":0,"code":"WSEC0004","verified_at":"2026-11-26T07:00:09.465Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('R8CA1C36-01', 'R8CA1C36', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676414687, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "files" VALUES (1, 'YZ75C0NW', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676408226, 1795676408289, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:08.117793726Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":2,"round":1,"published":"waiting"}');
INSERT INTO "files" VALUES (2, 'JBHYXB4D', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676408396, 1795676408469, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:00:08.293238909Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":3,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (3, 'M9KXYHPX', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676408600, 1795676408640, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:00:08.469021913Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","ULN","GivenName","FamilyName"],"format":"csv","rows":2,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (4, 'GN44D590', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676408811, 1795676408896, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:00:08.625850046Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":2,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (5, 'MCG9E6NP', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676409013, 1795676409057, NULL, NULL, NULL, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:00:08.894354398Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":1,"round":1,"published":"held"}');
INSERT INTO "files" VALUES (6, 'FXD987YK', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676409222, 1795676409277, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:09.061850028Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":2,"round":1,"published":"held"}');
INSERT INTO "files" VALUES (7, '9ZYWWG60', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676409453, 1795676409504, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:09.279288952Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":2,"round":1,"published":"submitting"}');
INSERT INTO "files" VALUES (8, 'R8CA1C36', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676409677, 1795676409693, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:09.48985001Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"columns":["MISIdentifier","Uln","UnitOrQualificationCode","AchievementAwardDate","Grade","GivenName","FamilyName","DateOfBirth","Gender"],"format":"csv","rows":2,"round":1,"published":"verifying"}');
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:00:08');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:00:08');
INSERT INTO "meta" VALUES ('digest_key', X'6E39B5B74A03ACD64700A6AD6067946DDD27312971A05EFF8652AA188DE135FA');
INSERT INTO "meta" VALUES ('state_id', '7e22cdc5dcb4f8da');
INSERT INTO "names" VALUES (1, 'planned.csv', 1);
INSERT INTO "names" VALUES (1, 'running.csv', 1);
INSERT INTO "names" VALUES (2, 'asked.csv', 1);
INSERT INTO "names" VALUES (2, 'done.csv', 1);
INSERT INTO "names" VALUES (2, 'doubt.csv', 1);
INSERT INTO "names" VALUES (2, 'held.csv', 1);
INSERT INTO "names" VALUES (2, 'learners.csv', 1);
INSERT INTO "names" VALUES (2, 'partly.csv', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678209495, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('YZ75C0NW', 1, '', 1795676408231, X'00');
INSERT INTO "outcomes" VALUES ('YZ75C0NW', 2, 'YZ75C0NW-01', 1795676408239, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('YZ75C0NW', 3, '', 1795676408244, X'00');
INSERT INTO "outcomes" VALUES ('JBHYXB4D', 1, '', 1795676408398, X'00');
INSERT INTO "outcomes" VALUES ('JBHYXB4D', 2, 'JBHYXB4D-01', 1795676408406, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('JBHYXB4D', 3, '', 1795676408411, X'00');
INSERT INTO "outcomes" VALUES ('JBHYXB4D', 4, 'JBHYXB4D-02', 1795676408447, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('M9KXYHPX', 1, '', 1795676408609, X'00');
INSERT INTO "outcomes" VALUES ('M9KXYHPX', 2, 'M9KXYHPX-01', 1795676408614, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('GN44D590', 1, '', 1795676408812, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('GN44D590', 2, 'GN44D590-01', 1795676408815, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('GN44D590', 3, '', 1795676408819, X'00');
INSERT INTO "outcomes" VALUES ('GN44D590', 4, 'GN44D590-02', 1795676408860, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('MCG9E6NP', 1, '', 1795676409019, X'00');
INSERT INTO "outcomes" VALUES ('MCG9E6NP', 2, 'MCG9E6NP-01', 1795676409035, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('FXD987YK', 1, '', 1795676409229, X'00');
INSERT INTO "outcomes" VALUES ('FXD987YK', 2, 'FXD987YK-01', 1795676409241, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('FXD987YK', 3, '', 1795676409249, X'00');
INSERT INTO "outcomes" VALUES ('FXD987YK', 4, 'FXD987YK-02', 1795676409257, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('9ZYWWG60', 1, '', 1795676409457, X'00');
INSERT INTO "outcomes" VALUES ('9ZYWWG60', 2, '9ZYWWG60-01', 1795676409465, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('9ZYWWG60', 3, '', 1795676409476, X'00');
INSERT INTO "outcomes" VALUES ('R8CA1C36', 1, '', 1795676409680, X'00');
INSERT INTO "outputs" VALUES ('JBHYXB4D', 1, 'result', 'Done.csv.result.csv', '', 0, 4, 'ead5f7ae36ab196e8e443a32d49d6fca2f0d9358574079f79090efe68dedf0ce', 3);
INSERT INTO "outputs" VALUES ('M9KXYHPX', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, '104a0e2398ef818dbc0c00bc5ae9d3f1f7702bf4429252e17b15ecab605f021a', 2);
INSERT INTO "outputs" VALUES ('GN44D590', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, '634ee3b7492dc963f2bd37e05949648f6ca8bf6a6973481b4bd4ff6bd0457fa8', 1);
INSERT INTO "outputs" VALUES ('GN44D590', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, 'b7cb2f5a9ecd653e37aedd3b4d7cc0f7693c4d1da3d85be489f922476c3da51d', 2);
INSERT INTO "outputs" VALUES ('MCG9E6NP', 1, 'result', 'Held.csv.result.csv', '', 0, 2, 'e0ab80590f7bc5d9cf598d26b23c5abf5375c15ef51c22f9063cf7cbcd1c0b32', 1);
INSERT INTO "outputs" VALUES ('MCG9E6NP', 2, 'review', 'Held.csv.review.csv', '', 0, 2, '0d248f78dd9f2dfe8691cb71b273bea7022da67655dff0ac166fbf08463bbed0', 1);
INSERT INTO "outputs" VALUES ('FXD987YK', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, 'aa0e2737fe65f97b91180d4e108704c652c373a1f37b25b1b9cbb3e8ee0840cd', 2);
INSERT INTO "sent" VALUES (1, X'1F08E2D70BA07A302356061DD02B673E', 7, X'00000001');
INSERT INTO "sent" VALUES (1, X'C9F82262EDE98EFBFD25B1E7B8D68BEF', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'E3781EFE70BC2C7320E1E6EED2E5079C', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'FA6AF4150C1A63F85C17169C5AFFD2B6', 7, X'00000000');
INSERT INTO "sent" VALUES (2, X'16588426E9B63AC5645DBA10072B2068', 6, X'00000000');
INSERT INTO "sent" VALUES (2, X'2BC2876DFEDE57522BA9F9AB2FA378A7', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'8B5375F10B024F5F836445B13A3E712C', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'C73DE6706357ABE400265FC948DDC05D', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'D0612BE8DC202226C6CE79D54A2384D8', 2, X'00000002');
INSERT INTO "sent" VALUES (2, X'FC74DAB7F0FA717E8DE6BB88753D4231', 6, X'00000001');
INSERT INTO "small" VALUES ('YZ75C0NW.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('YZ75C0NW.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('JBHYXB4D.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('JBHYXB4D.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('M9KXYHPX.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('M9KXYHPX.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('GN44D590.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('GN44D590.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('MCG9E6NP.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('MCG9E6NP.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('FXD987YK.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('FXD987YK.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('9ZYWWG60.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('9ZYWWG60.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('R8CA1C36.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('R8CA1C36.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "verified" VALUES (1, X'0AEE43B9F663C90AF3C30C2D2C1DFA7C', 1795676408239);
INSERT INTO "verified" VALUES (1, X'6F74891DD9263113D36D8548570C393C', 1795676408239);
INSERT INTO "verified" VALUES (1, X'7D0985665F488BCEDB6B5CB1C694C0E9', 1795676409465);
INSERT INTO "verified" VALUES (1, X'821FE6D431712F980970B54437660572', 1795676409465);
INSERT INTO "verified" VALUES (2, X'0508821BA0DE1ED0C91ECD63794403A6', 1795676408614);
INSERT INTO "verified" VALUES (2, X'29D41B28A69DF6C42E2E1939F0007EA7', 1795676409241);
INSERT INTO "verified" VALUES (2, X'694A4363988A3C769436335823D84421', 1795676409241);
INSERT INTO "verified" VALUES (2, X'6C12053A9B723803F5C75FA049CFC367', 1795676408406);
INSERT INTO "verified" VALUES (2, X'8093839110B824824F8FF8B6E25FB2AD', 1795676408815);
INSERT INTO "verified" VALUES (2, X'9D15FE8FE88AF811C70EB791F0197658', 1795676408614);
INSERT INTO "verified" VALUES (2, X'B0FC7EFCF4E9552FEE9F756B9C05CCA8', 1795676408406);
INSERT INTO "verified" VALUES (2, X'BCAD9B955D511CE3A9B5C75A96B9B9E0', 1795676408406);
