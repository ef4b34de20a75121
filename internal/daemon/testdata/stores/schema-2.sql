-- 2026-11-26T07:00:27Z
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
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:00:25.556Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'D108D6A3ACD2AB7AFBEAD71E05942A3543B421A8283A317995ECE3BE9EC91A24');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:00:25.605Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","from":"received","to":"checking"}' AS BLOB), X'EB4628CFD7204043CD5C9C39F371E926F41D24BB4EE05C8031454C297D0F3AC9');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:00:25.605Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","from":"checking","to":"verifying"}' AS BLOB), X'6788697BA3F1688F19ECB2D77E06DA14F5A657E029FBB282F1B536A2A2967044');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:00:25.607Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'1691F7C4EE3924F134AD73C65B596611D630EA7ACE97EFAA674871D8B70333FE');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:00:25.622Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","batch":"JBVH9K85-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'D9019A1EF7EF6D290265B1356B7AFB356B1E6A5B70EB8AC6E23400506EB45786');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:00:25.669Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","from":"verifying","to":"submitting"}' AS BLOB), X'945D507D83D70145516C8965865958BE5876FCE9DD6866C0DE50ADD5D628E1E0');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:00:25.671Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'8EF14027F05AEAF153789949F6130074E7C8FB0992DF38E4F50160839CF1C745');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:00:25.689Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","batch":"JBVH9K85-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'B35155D157C96556D35684116A1CD5FF188B6F4B50B176895ECDBAECF7830F76');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:00:25.698Z","operation":"submitted","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","batch":"JBVH9K85-02","job":217839626,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'0907D11D5D70EE7839131490195ED6C0A1B6B0A017BB04AB7FE27A18D1579F93');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:00:25.706Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"JBVH9K85","from":"submitting","to":"waiting"}' AS BLOB), X'083CFF03174044932BA26662A1D987CDFC8345BB04E6176C4579177CCF667CA6');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:00:25.904Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'0B1AFBE2B1B03AE66CBD6C4E35E0F8E2628A50D0BDE8C05BB5A67B898E94104E');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:00:25.913Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","from":"received","to":"checking"}' AS BLOB), X'B607850984B74DC04B4CD99C0B62A418ABBC4D4548BC7CF1D0F51B2DB8C87539');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:00:25.913Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","from":"checking","to":"verifying"}' AS BLOB), X'C70C81EA74DA4D6033D7576E95C9306203C036E71619A6EA1655E152CD30A5F1');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:00:25.927Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'DF6B8228CBB742D186C4A40B0A2081D62DDBBA89F8F7201397695880C00FF31B');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:00:25.956Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","batch":"K8PGR6RQ-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3}}' AS BLOB), X'8FF1EB79602D3B700C78F677A06D87AE59B54C924C8CDD97E0D87EC74CF6182C');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:00:25.964Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","from":"verifying","to":"submitting"}' AS BLOB), X'F31910C9B15C670F80E609FD095D031FEFE90A4D96E7E27A1D72A1A40DF30C18');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:00:25.972Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'9E245EA93A2886F6CC36D2B42A21C4C5CAF400338BEE1C6C50A6084BA98780D2');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:00:25.979Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","batch":"K8PGR6RQ-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'C374C12FDA35565910E4395F970ED9F431FE00510D0483EB1E37C0DE5111306F');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:00:25.984Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","batch":"K8PGR6RQ-02","job":217839627,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'35E0311FF1CDFDEA850EBA83D4CC182B766A1FC991537ED54FF669DA2D9154CA');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:00:25.989Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","from":"submitting","to":"waiting"}' AS BLOB), X'3C31C370EF0E22E14B4AB8C2018FFB8EB08F11EBA94BDE556321440CB9BBAD4F');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:00:26.019Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","batch":"K8PGR6RQ-02","job":217839627,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'8D8576C4CD1D3384D04E61E14BAC9E5D4AF70383F1D23531D794140A197AD992');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:00:26.02Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'D33F179415E41C79C35D94276E0388D78B5EEF966488307BD72B3E1A5A198487');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:00:26.025Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"K8PGR6RQ","counts":{"result":3},"digest":"1f3cedd1ca55446e2c10367806a7a9ad71243b9d9e00b32c72d97956ce72f406"}' AS BLOB), X'366CB689A42200FBA78D98C1B7AF9401B7733C540AF24C4F976A36C65DE78F71');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:00:26.163Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'9C2014E621AA993E8D7C01C90A3DBCFA738DBCC9943967261DFB4918F9B55937');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:00:26.165Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","from":"received","to":"checking"}' AS BLOB), X'E544BF16553E89D2D851FE2BFA0689CCA86AD5419FDA4DCB9D3174EC6D8ACA8D');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:00:26.165Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","from":"checking","to":"verifying"}' AS BLOB), X'9DC847CE4BC6A8EED01C5AEC292358971E11D8D6464A34A34E77A7A984E2F6D7');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:00:26.169Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'AE4A7A0254253F922486D1B552147D66FAD0878C572EDF913A2F314E5C384A58');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:00:26.171Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","batch":"5D44M77S-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'4836FC922E5A989D3910D9FD0C5C7B33CF984CF5B888ACAE239306816ADD4D87');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:00:26.175Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'8A881F55C22B33D001992609BAA6BA2DE933975FEB4E3DC67BF35E38364D45C0');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:00:26.177Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"5D44M77S","counts":{"result":2},"digest":"4a8588c1e1f40540a986a7c6b2ad493749b1deea3ea452b45a19a0e4a2c96120"}' AS BLOB), X'E854830CB8BEE1CF358C308BE0C21D486ED022BFEEEA50D90090F379E2027AD1');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:00:26.367Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'B4604930BDA92A9D055B657458606C12BCDE2906505F843988709CF18B82B9C2');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:00:26.371Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","from":"received","to":"checking"}' AS BLOB), X'10F574468DA5CEFD64897A7038DB7E5C8D5C09B905E330B8EDE9EED5AA9803C7');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:00:26.371Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'77887895DFBA171B5BD90B5234D32DC47DD87223B3051671C79666CAEC67B692');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:00:26.373Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'D0B5BA248F18F0E3BBDDF1A2DB404603BA77E06294207B4D87356D9F8D767DC1');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:00:26.376Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","batch":"65PDQ2KP-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'4ABFA53B0D15D083B9984F1BC6D9CBD58669BF4745F1EA95325DB132C696A987');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:00:26.378Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","from":"verifying","to":"submitting"}' AS BLOB), X'05B0963E0ABC93D4DA8DF59BCC2AD70F1BD65680ACA621A101190D72A8DB2A2F');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:00:26.381Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'38F3AE1343535AFFDCCF2401C073403A69409FC1D57C563C6D242343C359FEC3');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:00:26.383Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","batch":"65PDQ2KP-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'EA347A5645C2F07A34F21766EC68E49631B67A42BA07F530AFCA2D7CA775128F');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:00:26.387Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","batch":"65PDQ2KP-02","job":217839628,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'FF56B5EA0D230FFB1A1AE43216F5DE67B0E79D97A3EF0779E569899945FF531F');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:00:26.388Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","from":"submitting","to":"waiting"}' AS BLOB), X'507DC35781019D9C6E8F0BBFD58DEA80898A4FB77DF9AD8931EF351AE5AE9342');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:00:26.418Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","batch":"65PDQ2KP-02","job":217839628,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'34863FF512F37EFFD4EE8DADBAF2B9B72E8AF15958B900020E8AF0A143C2D96A');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:00:26.42Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'ACE8043B0FDCAD8252ABA63C17911F8837F69110881DE260415F4BEB619C5282');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:00:26.433Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","counts":{"errors":1},"digest":"5319fed7bd9ae7f06799365e2bf76d7e09d2d6909897edde5e8a661f32e40eae"}' AS BLOB), X'ABC3748309A53A40ED4F711AC521C9A4099C15F5327E4750C1468A714FE48E5D');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:00:26.439Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"65PDQ2KP","counts":{"result":2},"digest":"777ea2184229244726253c81433a44c335766475391a41f42a12a6fc056baab0"}' AS BLOB), X'A05744DC36534D28622C789530AE46BD470CC2250F6DD655E003DBD67A5E8B9C');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:00:26.573Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'05C517EC6D35A2687EC2E529616EDB6543A02DBD666CF1BAF778BB63F7F5F086');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:00:26.577Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","from":"received","to":"checking"}' AS BLOB), X'5986E3F3D588A7C19BAFC42CCAA27F4801683B8BE5DDD22E890FBA1134AC5A02');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:00:26.577Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","from":"checking","to":"verifying"}' AS BLOB), X'86BA215470A7AC707800DF69B3E70BF057B9C11A75AC7604F4B9EFB31EBCF54A');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:00:26.579Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'C5EFD7A9A808B5E8A950E981005696CFA854FD2B116A8E43F0E21191137410CD');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:00:26.593Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","batch":"J6461QST-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'BF665389FED0A579842AD752DE722B0E5526AB19BA784B4E9EEC066B0D61E688');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:00:26.595Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","from":"verifying","to":"submitting"}' AS BLOB), X'35EB2594DCDCA37D3AB23803DD35FC7FB454A63E9DE9EDA98D30A398307F113C');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:00:26.597Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'D0931C877F0C4BF575DB293BAAB6F5E67D48A9DE9F62DECF3DDF66831FA21774');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:00:26.603Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","counts":{"result":1},"digest":"3a5c95f0e5532bf1435ebe0ce1672e0d571f5b0a9426ab64a1857bda77babc3f"}' AS BLOB), X'529A792B17581553CFA48D6B4DE252752E71A4B7CED66A7B8F4FC7C468938C43');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:00:26.633Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"J6461QST","counts":{"review":1},"digest":"e587390e5704714981435a23e9e574cd699e17ce41c2083af91075a73d8fa584"}' AS BLOB), X'1AC1BC92E8BE731A7575E2D91DB553F4E06A50E7928D9F32272799C0080AF7FC');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:00:26.779Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'DE70CD5CF85E23CA41551F581DC273BED501DDCE928BC893B05411160E9F3F28');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:00:26.793Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","from":"received","to":"checking"}' AS BLOB), X'865B80C700D2DA3A450855655AE2F5A0060DE0A209FC8AF0DF81E5DAE4A66081');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:00:26.793Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","from":"checking","to":"verifying"}' AS BLOB), X'8DA06DB5471091192D2143050566050022DC468B6B9AEF52ADE9BC56FC6A65E0');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:00:26.8Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'BAE7190C630E4EB5E3B75070202711CA78B63E697317B51071BD045C9213511D');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:00:26.802Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","batch":"CR271P8B-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'9366E0BFC26E50D25D5FBD56EE623C945D4D72F707D5E2BD08138EB6F0563103');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:00:26.804Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","from":"verifying","to":"submitting"}' AS BLOB), X'DF2588291CD2ED5C188F004A6D9D7791DDB58BEF6CCFA72E5A5D281F93BC3DF9');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:00:26.809Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'55FA49EDDA08FE9CDC26F29F537E5D204F71A5266C89BB4C75258DE9252DA6D3');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:00:26.817Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","batch":"CR271P8B-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'DC9646FB3EDA9BF5151A44ED0F23BABB94A679D7F67EBDE265E9D18B5F8CEAF4');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:00:26.822Z","operation":"answer lost","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","batch":"CR271P8B-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'B74B84457D4D96B6B166A4B35BDC152C48257FECE3F590E5EE750950A1AD7DCA');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:00:26.823Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'6CCA93D450825230278968B5B7DA8089EC01B57AD7845F000A29B94BBDBC5B83');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:00:26.827Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"CR271P8B","counts":{"result":2},"digest":"4efdf09bd481c0490126c62724c2091fdb8d8d3e07dc0c3b275d832a48f4b9e9"}' AS BLOB), X'39E866915D245A370B52A689F04EF34209EDC5C744D81E1AC94413CA43C57E6F');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:00:26.953Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'085026C59AAE259192117C1A3E8B40C7627B8BD58ECE3CFC478F9D755FA62EEC');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:00:26.969Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","from":"received","to":"checking"}' AS BLOB), X'48328311E5C0B2D6F7027AA3B6CE9E5F9C8D66097B6543244254D60369F4AB91');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:00:26.969Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","from":"checking","to":"verifying"}' AS BLOB), X'9C31B355410D2529427242B4CAF7FB19F7D55CEFE17AE1E99A405D81E4F9D574');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:00:26.973Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'3ACEB117484714911867F677E700F99C678735F915ED7E508BCD9A4377022EDB');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:00:26.977Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","batch":"6VMV5EEE-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'57272647C5D78E4176F2EA44A7A22C806D1FD2765F1D53891BF982EAB02AFA56');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:00:26.985Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","from":"verifying","to":"submitting"}' AS BLOB), X'25CCF40DD25D92DAFB02D6C54704500727B5EA96CC4199D5A08E307E34BBCB46');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:00:26.995Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'060FAFE1C534A157F50A21C0214C14B95A5C6818AB03974FA073B710535B86AD');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:00:26.999Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","batch":"6VMV5EEE-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'964FEC74D8EDD89664EEE1848A96C3427F3E2D3C30690313653D14306357ACE5');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:00:27.007Z","operation":"not taken","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","batch":"6VMV5EEE-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'6A50FAC5EC3FA0F4A8BEA1AE3FB6A318214D84D99B5F2E9B587D169249826B5D');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:00:27.008Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3c4718051f6f852b97904c5efb386a7189e10b7f0f6d6eb7e1e3348e418860f4","user":"mis-export","file":"6VMV5EEE","code":"WSEC0004"}' AS BLOB), X'77B2E667EEA60A71F5E2C97A17ED44E7C191760DF4A5B753A8FFBA94346DF3CE');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:00:27.11Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"XK0HMN5K","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'0EB35041513CE601F3638663671054F3B3087A81AF66D1259DE90E5EFBFA50E9');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:00:27.111Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"XK0HMN5K","from":"received","to":"checking"}' AS BLOB), X'56885314B752A0597D60C776D95C598446D90043A80B7DBD852180E0FDB6E5D4');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:00:27.111Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"XK0HMN5K","from":"checking","to":"verifying"}' AS BLOB), X'A0C0429DAD20C8CE149116EA8E51E8C8A7A53D14D61E65B72664970D55CE8B8A');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:00:27.112Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"2ed5474fd95f77d7b4d32e72d99fe54c532b681e7c1ca45b5e5d1e129e5f59c6","user":"mis-export","file":"XK0HMN5K","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'AC30FF44F5329BE34DE4281034115DBD6D3E2B2A427543E801193C22A2DD6390');
INSERT INTO "batches" VALUES ('JBVH9K85-01', 'JBVH9K85', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:25.608111355Z","finished_at":"2026-11-26T07:00:25.622Z"}', X'0002');
INSERT INTO "batches" VALUES ('JBVH9K85-02', 'JBVH9K85', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676430744, 217839626, '{"count":2,"offset":0,"code":"WSRC0007","submitted_at":"2026-11-26T07:00:25.698Z","verified_at":"2026-11-26T07:00:25.622Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('K8PGR6RQ-01', 'K8PGR6RQ', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:00:25.953088209Z","finished_at":"2026-11-26T07:00:25.956Z"}', X'0003');
INSERT INTO "batches" VALUES ('K8PGR6RQ-02', 'K8PGR6RQ', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839627, '{"count":3,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:25.984Z","finished_at":"2026-11-26T07:00:26.019Z","verified_at":"2026-11-26T07:00:25.956Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('5D44M77S-01', '5D44M77S', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:26.17066879Z","finished_at":"2026-11-26T07:00:26.171Z"}', X'0002');
INSERT INTO "batches" VALUES ('65PDQ2KP-01', '65PDQ2KP', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:26.375899643Z","finished_at":"2026-11-26T07:00:26.376Z"}', X'0001');
INSERT INTO "batches" VALUES ('65PDQ2KP-02', '65PDQ2KP', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839628, '{"count":1,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:26.387Z","finished_at":"2026-11-26T07:00:26.418Z","verified_at":"2026-11-26T07:00:26.376Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('J6461QST-01', 'J6461QST', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:26.593248511Z","finished_at":"2026-11-26T07:00:26.593Z"}', X'0001');
INSERT INTO "batches" VALUES ('CR271P8B-01', 'CR271P8B', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:26.801838846Z","finished_at":"2026-11-26T07:00:26.802Z"}', X'0002');
INSERT INTO "batches" VALUES ('CR271P8B-02', 'CR271P8B', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","submitted_at":"2026-11-26T07:00:26.817Z","verified_at":"2026-11-26T07:00:26.802Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('6VMV5EEE-01', '6VMV5EEE', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:26.9765374Z","finished_at":"2026-11-26T07:00:26.977Z"}', X'0002');
INSERT INTO "batches" VALUES ('6VMV5EEE-02', '6VMV5EEE', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676427008, 0, '{"count":2,"offset":0,"code":"WSEC0004","verified_at":"2026-11-26T07:00:26.977Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('XK0HMN5K-01', 'XK0HMN5K', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676432115, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "files" VALUES (1, 'JBVH9K85', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676425556, 1795676425778, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:25.445849344Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting"}');
INSERT INTO "files" VALUES (2, 'K8PGR6RQ', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676425904, 1795676426061, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:00:25.777849331Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (3, '5D44M77S', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676426163, 1795676426199, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:00:26.060498132Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (4, '65PDQ2KP', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676426367, 1795676426460, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:00:26.19484335Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done"}');
INSERT INTO "files" VALUES (5, 'J6461QST', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676426573, 1795676426647, NULL, NULL, NULL, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:00:26.453860284Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held"}');
INSERT INTO "files" VALUES (6, 'CR271P8B', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676426779, 1795676426839, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:26.645121847Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held"}');
INSERT INTO "files" VALUES (7, '6VMV5EEE', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676426953, 1795676427018, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:26.838535629Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting"}');
INSERT INTO "files" VALUES (8, 'XK0HMN5K', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676427110, 1795676427131, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:27.00184928Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying"}');
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:00:25');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:00:25');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 07:00:25');
INSERT INTO "meta" VALUES ('digest_key', X'B0FDE963665A7C6B1CB7826BD11E49F4116FA143F70CE8A31255AA8C0898EDA0');
INSERT INTO "meta" VALUES ('state_id', '944242cddef6b60a');
INSERT INTO "names" VALUES (1, 'planned.csv', 1);
INSERT INTO "names" VALUES (1, 'running.csv', 1);
INSERT INTO "names" VALUES (2, 'asked.csv', 1);
INSERT INTO "names" VALUES (2, 'done.csv', 1);
INSERT INTO "names" VALUES (2, 'doubt.csv', 1);
INSERT INTO "names" VALUES (2, 'held.csv', 1);
INSERT INTO "names" VALUES (2, 'learners.csv', 1);
INSERT INTO "names" VALUES (2, 'partly.csv', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678227008, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('JBVH9K85', 1, '', 1795676425605, X'00');
INSERT INTO "outcomes" VALUES ('JBVH9K85', 2, 'JBVH9K85-01', 1795676425622, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('JBVH9K85', 3, '', 1795676425671, X'00');
INSERT INTO "outcomes" VALUES ('K8PGR6RQ', 1, '', 1795676425913, X'00');
INSERT INTO "outcomes" VALUES ('K8PGR6RQ', 2, 'K8PGR6RQ-01', 1795676425956, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('K8PGR6RQ', 3, '', 1795676425972, X'00');
INSERT INTO "outcomes" VALUES ('K8PGR6RQ', 4, 'K8PGR6RQ-02', 1795676426019, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('5D44M77S', 1, '', 1795676426165, X'00');
INSERT INTO "outcomes" VALUES ('5D44M77S', 2, '5D44M77S-01', 1795676426171, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('65PDQ2KP', 1, '', 1795676426371, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('65PDQ2KP', 2, '65PDQ2KP-01', 1795676426376, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('65PDQ2KP', 3, '', 1795676426381, X'00');
INSERT INTO "outcomes" VALUES ('65PDQ2KP', 4, '65PDQ2KP-02', 1795676426418, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('J6461QST', 1, '', 1795676426577, X'00');
INSERT INTO "outcomes" VALUES ('J6461QST', 2, 'J6461QST-01', 1795676426593, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('CR271P8B', 1, '', 1795676426793, X'00');
INSERT INTO "outcomes" VALUES ('CR271P8B', 2, 'CR271P8B-01', 1795676426802, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('CR271P8B', 3, '', 1795676426809, X'00');
INSERT INTO "outcomes" VALUES ('CR271P8B', 4, 'CR271P8B-02', 1795676426822, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('6VMV5EEE', 1, '', 1795676426969, X'00');
INSERT INTO "outcomes" VALUES ('6VMV5EEE', 2, '6VMV5EEE-01', 1795676426977, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('6VMV5EEE', 3, '', 1795676426995, X'00');
INSERT INTO "outcomes" VALUES ('XK0HMN5K', 1, '', 1795676427111, X'00');
INSERT INTO "outputs" VALUES ('K8PGR6RQ', 1, 'result', 'Done.csv.result.csv', '', 0, 4, '1f3cedd1ca55446e2c10367806a7a9ad71243b9d9e00b32c72d97956ce72f406', 3);
INSERT INTO "outputs" VALUES ('5D44M77S', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, '4a8588c1e1f40540a986a7c6b2ad493749b1deea3ea452b45a19a0e4a2c96120', 2);
INSERT INTO "outputs" VALUES ('65PDQ2KP', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, '5319fed7bd9ae7f06799365e2bf76d7e09d2d6909897edde5e8a661f32e40eae', 1);
INSERT INTO "outputs" VALUES ('65PDQ2KP', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, '777ea2184229244726253c81433a44c335766475391a41f42a12a6fc056baab0', 2);
INSERT INTO "outputs" VALUES ('J6461QST', 1, 'result', 'Held.csv.result.csv', '', 0, 2, '3a5c95f0e5532bf1435ebe0ce1672e0d571f5b0a9426ab64a1857bda77babc3f', 1);
INSERT INTO "outputs" VALUES ('J6461QST', 2, 'review', 'Held.csv.review.csv', '', 0, 2, 'e587390e5704714981435a23e9e574cd699e17ce41c2083af91075a73d8fa584', 1);
INSERT INTO "outputs" VALUES ('CR271P8B', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, '4efdf09bd481c0490126c62724c2091fdb8d8d3e07dc0c3b275d832a48f4b9e9', 2);
INSERT INTO "sent" VALUES (1, X'063B38BF1F286D97FEC45DDF5213D242', 1, X'00000001');
INSERT INTO "sent" VALUES (1, X'248F3338713704851DC19A1716BF9963', 7, X'00000000');
INSERT INTO "sent" VALUES (1, X'2FC9C456BB2BBC8F83DF77AFC1F9449C', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'DDA2B483C05EF56E2F747C564915987A', 7, X'00000001');
INSERT INTO "sent" VALUES (2, X'18F19DFB0B17CE04A3FDCA82CA1E6F3E', 2, X'00000000');
INSERT INTO "sent" VALUES (2, X'957069130FE2BD31F4AF0FED418162C5', 2, X'00000002');
INSERT INTO "sent" VALUES (2, X'AF6B5852BA446661F2117F116F854431', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'D1BDBCC534FF7B59EED01F6BE1E66B6B', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'FD3C9C7608554EBFD824B16B72809D9C', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'FD5DEB1BFBC9E98A43909D98A08F427F', 6, X'00000000');
INSERT INTO "small" VALUES ('JBVH9K85.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('JBVH9K85.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('K8PGR6RQ.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('K8PGR6RQ.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('5D44M77S.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('5D44M77S.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('65PDQ2KP.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('65PDQ2KP.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('J6461QST.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('J6461QST.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('CR271P8B.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('CR271P8B.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('6VMV5EEE.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('6VMV5EEE.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('XK0HMN5K.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('XK0HMN5K.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "verified" VALUES (1, X'0A082F3CC49E3D4D98E188611AD03D3B', 1795676425622);
INSERT INTO "verified" VALUES (1, X'64EFDC87CAAB814EBF781D1D126120B6', 1795676425622);
INSERT INTO "verified" VALUES (1, X'AD2A5B880031AF66E984EC3E21A711D6', 1795676426977);
INSERT INTO "verified" VALUES (1, X'DC60088E22FE7D241E050A4BEE0E4265', 1795676426977);
INSERT INTO "verified" VALUES (2, X'3D76CD56B389B6DC7C6589FFB6555546', 1795676425956);
INSERT INTO "verified" VALUES (2, X'4E83248DB575662D8E3738383C35978E', 1795676425956);
INSERT INTO "verified" VALUES (2, X'91CBB3EFE9E0AF276688AA0128A13BD0', 1795676426171);
INSERT INTO "verified" VALUES (2, X'94842781D7A392B4E61B2367D09B3994', 1795676426376);
INSERT INTO "verified" VALUES (2, X'B33E0CA09FF3983665974E38BC0502F5', 1795676426802);
INSERT INTO "verified" VALUES (2, X'C2792B7C6B392A8C15BA9B49B650E136', 1795676426802);
INSERT INTO "verified" VALUES (2, X'D552B728DEC83FCB3266A3F289E7DFFE', 1795676426171);
INSERT INTO "verified" VALUES (2, X'F72CD0935543FBC3DD95A39FC3380602', 1795676425956);
