-- 2026-11-26T07:00:45Z
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
INSERT INTO "audit" VALUES (1, CAST('{"seq":1,"time":"2026-11-26T07:00:44.457Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","to":"received","digest":"3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab"}' AS BLOB), X'FC59FCE81907EB3ADBC4FA6DC67F271C2789E84E4B312FA42A5C22D00377B52B');
INSERT INTO "audit" VALUES (2, CAST('{"seq":2,"time":"2026-11-26T07:00:44.459Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","from":"received","to":"checking"}' AS BLOB), X'30ADA680F8AB1091739A4658CA4F4C6AAFBDBF691F398211F31F5BE7EF05E8CC');
INSERT INTO "audit" VALUES (3, CAST('{"seq":3,"time":"2026-11-26T07:00:44.459Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","from":"checking","to":"verifying"}' AS BLOB), X'4808F80BF3AC4562F5EDB9E8B63FFF5B1DD1EEFA451D77117A787C42D31A3589');
INSERT INTO "audit" VALUES (4, CAST('{"seq":4,"time":"2026-11-26T07:00:44.46Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'703AAADF9F4E174C73F975B5C195572F8534F20450C539BC43FEB78DF1DAEBE8');
INSERT INTO "audit" VALUES (5, CAST('{"seq":5,"time":"2026-11-26T07:00:44.464Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","batch":"DE4M8N3S-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'9EFC299046EFEB610CCCC87A4110EBE3D007E6933E5E096852BFF364833A2CF0');
INSERT INTO "audit" VALUES (6, CAST('{"seq":6,"time":"2026-11-26T07:00:44.465Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","from":"verifying","to":"submitting"}' AS BLOB), X'8B1D7893016DE9CB1ED1E74724C072E523A38888448AD7EF76880CC36237F2FF');
INSERT INTO "audit" VALUES (7, CAST('{"seq":7,"time":"2026-11-26T07:00:44.468Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'AB9ACCB50CB272CF9E6F5DE74BEC18AAB8206A19C21C15722893B252D74607A0');
INSERT INTO "audit" VALUES (8, CAST('{"seq":8,"time":"2026-11-26T07:00:44.47Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","batch":"DE4M8N3S-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'BB68E7740BB670DC05B47342C3CD3E1B1C8A956AA75BCF915760CD16827E72B0');
INSERT INTO "audit" VALUES (9, CAST('{"seq":9,"time":"2026-11-26T07:00:44.474Z","operation":"submitted","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","batch":"DE4M8N3S-02","job":217839645,"from":"submitting","to":"submitted","counts":{"rows":2},"code":"WSRC0007","digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71"}' AS BLOB), X'F97FA34901A5B3DCFDC52D308A54AF8DB028C0A108D60BFB43C5B7BFA454DE41');
INSERT INTO "audit" VALUES (10, CAST('{"seq":10,"time":"2026-11-26T07:00:44.475Z","operation":"all sent","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"DE4M8N3S","from":"submitting","to":"waiting"}' AS BLOB), X'6EA3FC897D0250F66DB4A781FC7B7A414F0890B317BC14CF468067AD41B428FE');
INSERT INTO "audit" VALUES (11, CAST('{"seq":11,"time":"2026-11-26T07:00:44.623Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","to":"received","digest":"1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3"}' AS BLOB), X'1BE37E96C778927817782A1ADE3D6B26471F5276CB21C2D5294A255DCDE470C0');
INSERT INTO "audit" VALUES (12, CAST('{"seq":12,"time":"2026-11-26T07:00:44.625Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","from":"received","to":"checking"}' AS BLOB), X'441D6774D0624A7C6390BB84FA65EF33D1E88FBEF4C5DF8C9A86371682EE66CB');
INSERT INTO "audit" VALUES (13, CAST('{"seq":13,"time":"2026-11-26T07:00:44.625Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","from":"checking","to":"verifying"}' AS BLOB), X'567E4DE73E8C04C4D636B537C4E7F13D01CA685CBF8D22DA811F985FEECFEEAC');
INSERT INTO "audit" VALUES (14, CAST('{"seq":14,"time":"2026-11-26T07:00:44.626Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","counts":{"batches":1,"learners":3,"verified before":0}}' AS BLOB), X'659D034C482DE410CC820186CD2998BFF0C5903ABAB99C0F5322D40BAF6A70DF');
INSERT INTO "audit" VALUES (15, CAST('{"seq":15,"time":"2026-11-26T07:00:44.63Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","batch":"9PCBW62C-01","from":"planned","to":"finished","counts":{"answered":3,"asked":3}}' AS BLOB), X'A04C637BA888B2F7D563895C4E0B302B50DDAF5D19F36673E221B19ABEED63B7');
INSERT INTO "audit" VALUES (16, CAST('{"seq":16,"time":"2026-11-26T07:00:44.635Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","from":"verifying","to":"submitting"}' AS BLOB), X'6FA0F5C49111E11B9A0A38A4DBA0EA72E9E174A1A7879826CB6BF458D7A05BE1');
INSERT INTO "audit" VALUES (17, CAST('{"seq":17,"time":"2026-11-26T07:00:44.637Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","counts":{"already_sent":0,"awards":3,"batches":1}}' AS BLOB), X'61871BF550515F8F41FC2AAB732AF75CB54C1E315F36BEE696C80DB2EB97F5CD');
INSERT INTO "audit" VALUES (18, CAST('{"seq":18,"time":"2026-11-26T07:00:44.641Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","batch":"9PCBW62C-02","from":"planned","to":"submitting","counts":{"rows":3}}' AS BLOB), X'9834E5E79F88B9C473F515209F28D31163F0EC799A3425F0AB9156AC267E9043');
INSERT INTO "audit" VALUES (19, CAST('{"seq":19,"time":"2026-11-26T07:00:44.645Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","batch":"9PCBW62C-02","job":217839646,"from":"submitting","to":"submitted","counts":{"rows":3},"code":"WSRC0007","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}' AS BLOB), X'734A7EC2C1132D728B7C77D94C23E1E038D6945BCD599E8D56A697788D0CA8C4');
INSERT INTO "audit" VALUES (20, CAST('{"seq":20,"time":"2026-11-26T07:00:44.646Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","from":"submitting","to":"waiting"}' AS BLOB), X'59420474152DF9B5D3ED26B843993CBA563BF7491B09E07D01DCB19DF533921E');
INSERT INTO "audit" VALUES (21, CAST('{"seq":21,"time":"2026-11-26T07:00:44.676Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","batch":"9PCBW62C-02","job":217839646,"from":"submitted","to":"finished","counts":{"accepted":3},"code":"WSRC0009"}' AS BLOB), X'A051DA9AC737628CC4484ABCEE219F23D9F504A0B68A02312C1F82ACCB70F5D0');
INSERT INTO "audit" VALUES (22, CAST('{"seq":22,"time":"2026-11-26T07:00:44.678Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","from":"waiting","to":"done","counts":{"accepted":3}}' AS BLOB), X'D46CACD7871536C2699263C4F8AA043D2B7E32413D1B0C3613061D9CEDF6F172');
INSERT INTO "audit" VALUES (23, CAST('{"seq":23,"time":"2026-11-26T07:00:44.682Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"9PCBW62C","counts":{"result":3},"digest":"20098f0568c453b771391052784563e9d96f1cb23c41d421f9d08b447243c3dd"}' AS BLOB), X'55ADCE7818F6DC352497727218CCF6289AC95B871020AC395BC1270A6246C3C8');
INSERT INTO "audit" VALUES (24, CAST('{"seq":24,"time":"2026-11-26T07:00:44.827Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","to":"received","digest":"3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f"}' AS BLOB), X'4056E6A5B6A10A9FE2853D9C3C8C0917DA9E49506CDEAC951D611FE7AB7D7178');
INSERT INTO "audit" VALUES (25, CAST('{"seq":25,"time":"2026-11-26T07:00:44.828Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","from":"received","to":"checking"}' AS BLOB), X'91DC9EC583F507AAD795C52AE9475CBE3277E68EE316932CDEEDD5AEC18FFA91');
INSERT INTO "audit" VALUES (26, CAST('{"seq":26,"time":"2026-11-26T07:00:44.828Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","from":"checking","to":"verifying"}' AS BLOB), X'5107B3665279771A572A4692E68F2D6580F0BF9A2E89F97F9EA7DB5FA7C2EC39');
INSERT INTO "audit" VALUES (27, CAST('{"seq":27,"time":"2026-11-26T07:00:44.829Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'00D67A0917226440D7F756D268D33E7BFEA9DDB4F91E284D5F1B3629E210CA33');
INSERT INTO "audit" VALUES (28, CAST('{"seq":28,"time":"2026-11-26T07:00:44.833Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","batch":"JE2S3NQ5-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'86F28A1205D4F01F48D7D4E26242FD996F1B3B87105D75E3666DF5E21CD44DAD');
INSERT INTO "audit" VALUES (29, CAST('{"seq":29,"time":"2026-11-26T07:00:44.834Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","from":"verifying","to":"done","counts":{"matched":2}}' AS BLOB), X'B4285B8034D532AFF91D72CC071C229BAA74A1718C054887CD32EB5FBE16878F');
INSERT INTO "audit" VALUES (30, CAST('{"seq":30,"time":"2026-11-26T07:00:44.839Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"JE2S3NQ5","counts":{"result":2},"digest":"82fa01238cef5745b7b373418ec20d462d5284ed2ab1f6136b97ea593f16a1c4"}' AS BLOB), X'C17AE1BFB51088A79F629BAD1AE8FC9CC919784E4531BCB9B2B9D52BFB7071B4');
INSERT INTO "audit" VALUES (31, CAST('{"seq":31,"time":"2026-11-26T07:00:45.031Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","to":"received","digest":"e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088"}' AS BLOB), X'1B1B44611FC08E4F7962F76FFE21382A30EA0DBC6752FD97B76D657058B27EB9');
INSERT INTO "audit" VALUES (32, CAST('{"seq":32,"time":"2026-11-26T07:00:45.032Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","from":"received","to":"checking"}' AS BLOB), X'E98AEAB51983DAB64DEC7357556D62F746C93F57FE731F3443613D3FE6483761');
INSERT INTO "audit" VALUES (33, CAST('{"seq":33,"time":"2026-11-26T07:00:45.032Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","from":"checking","to":"verifying","counts":{"invalid":1}}' AS BLOB), X'96160C602173EEA87F3064E7179DDA161F746E44CC87512229E68AB7D71EDD44');
INSERT INTO "audit" VALUES (34, CAST('{"seq":34,"time":"2026-11-26T07:00:45.033Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'928F3C186B539E0693F69E3744C66BDB50267724F3FC628484BA9ABBF37D8329');
INSERT INTO "audit" VALUES (35, CAST('{"seq":35,"time":"2026-11-26T07:00:45.037Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","batch":"FZQ4WQAY-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'12A92C0A7928129ABBFDB02D85908D806BC95E5CB8397632FF0382612A565943');
INSERT INTO "audit" VALUES (36, CAST('{"seq":36,"time":"2026-11-26T07:00:45.04Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","from":"verifying","to":"submitting"}' AS BLOB), X'4C64FEBD68531D1387F1D962A663489A5215305A81DD4692FF774C683ECBB998');
INSERT INTO "audit" VALUES (37, CAST('{"seq":37,"time":"2026-11-26T07:00:45.045Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","counts":{"already_sent":0,"awards":1,"batches":1}}' AS BLOB), X'3C8CB9A68AAC1B9224A7CD3CD7505D1F2EC87FC02A2CFC9D1CC6C546F391F4E8');
INSERT INTO "audit" VALUES (38, CAST('{"seq":38,"time":"2026-11-26T07:00:45.047Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","batch":"FZQ4WQAY-02","from":"planned","to":"submitting","counts":{"rows":1}}' AS BLOB), X'8DBD4C408AF33FDB7655D03234A1FF19FFC441D88FD033930C43B589848D10C8');
INSERT INTO "audit" VALUES (39, CAST('{"seq":39,"time":"2026-11-26T07:00:45.05Z","operation":"submitted","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","batch":"FZQ4WQAY-02","job":217839647,"from":"submitting","to":"submitted","counts":{"rows":1},"code":"WSRC0007","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}' AS BLOB), X'D916CA2A9A209B7E733D2FBAF0D587178B33864715DC9674737D5F17B1ED5EBB');
INSERT INTO "audit" VALUES (40, CAST('{"seq":40,"time":"2026-11-26T07:00:45.05Z","operation":"all sent","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","from":"submitting","to":"waiting"}' AS BLOB), X'367813B0A1C6C744BEADDC22206EBBB412D51D28591D2EA85288246A82864F2D');
INSERT INTO "audit" VALUES (41, CAST('{"seq":41,"time":"2026-11-26T07:00:45.081Z","operation":"job finished","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","batch":"FZQ4WQAY-02","job":217839647,"from":"submitted","to":"finished","counts":{"accepted":1},"code":"WSRC0009"}' AS BLOB), X'ACC186E98610854C62994B1AB7E940A4039C1403FF2138578E2512051E41B59E');
INSERT INTO "audit" VALUES (42, CAST('{"seq":42,"time":"2026-11-26T07:00:45.082Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","from":"waiting","to":"done","counts":{"accepted":1,"invalid":1}}' AS BLOB), X'BE8210FE6F13E06BE42CB2F429597E09F95B65704665E9FD777F134550025A3E');
INSERT INTO "audit" VALUES (43, CAST('{"seq":43,"time":"2026-11-26T07:00:45.087Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","counts":{"errors":1},"digest":"dfbf31c8fbb0f4149d6635f05880948e5b63ab3cb7d22e31968eb201b36c2d0e"}' AS BLOB), X'DE93449775699DDA0A362F9795C060E6EDE43F7C3FA308D6110730D105794D8C');
INSERT INTO "audit" VALUES (44, CAST('{"seq":44,"time":"2026-11-26T07:00:45.092Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"FZQ4WQAY","counts":{"result":2},"digest":"d6b3ee20dab57f986b8b9b4f1edffb34600d016e8b49520561d220b061ae7d81"}' AS BLOB), X'0B42242FAECAAE437B36FD1AF4A29F41ACB9981FD6FD50678E4D4436EF53D534');
INSERT INTO "audit" VALUES (45, CAST('{"seq":45,"time":"2026-11-26T07:00:45.235Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","to":"received","digest":"a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9"}' AS BLOB), X'4B7AF8B7E8996A44E80C4E07FA0ED1CC94B05BFF4344E767B7D53EB116D300CD');
INSERT INTO "audit" VALUES (46, CAST('{"seq":46,"time":"2026-11-26T07:00:45.236Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","from":"received","to":"checking"}' AS BLOB), X'2A66FC2CDFBF9A0C86AA15EE690AFFEE5F54B6903743B6D71B26AFB0EBD03E51');
INSERT INTO "audit" VALUES (47, CAST('{"seq":47,"time":"2026-11-26T07:00:45.236Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","from":"checking","to":"verifying"}' AS BLOB), X'18A49AB83427B4966D12E044190B3C596BBFBE7112441B8EE3BD7BCF9DAC8414');
INSERT INTO "audit" VALUES (48, CAST('{"seq":48,"time":"2026-11-26T07:00:45.237Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","counts":{"batches":1,"learners":1,"verified before":0}}' AS BLOB), X'9BC73AEAFF4757C067AC396D93B5648E821DE21858C53A6B6273A5B7AA99492D');
INSERT INTO "audit" VALUES (49, CAST('{"seq":49,"time":"2026-11-26T07:00:45.239Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","batch":"1GXK9P8R-01","from":"planned","to":"finished","counts":{"answered":1,"asked":1}}' AS BLOB), X'21D93C94F5D26B7ADAFADC64AB29AFB47C13E9D42752DAC1F0DE15E5169141C4');
INSERT INTO "audit" VALUES (50, CAST('{"seq":50,"time":"2026-11-26T07:00:45.24Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","from":"verifying","to":"submitting"}' AS BLOB), X'D1E9AFCA50F2D6A460A84E9198F7C068B2EA4C3731E100A247BA254C5DE8F6B7');
INSERT INTO "audit" VALUES (51, CAST('{"seq":51,"time":"2026-11-26T07:00:45.24Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","from":"submitting","to":"held","counts":{"held":1}}' AS BLOB), X'36E49CCE79063EDECF291EDCE08451C4146591077BBE15E4DB4CFF0929D3C3FE');
INSERT INTO "audit" VALUES (52, CAST('{"seq":52,"time":"2026-11-26T07:00:45.242Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","counts":{"result":1},"digest":"752227c56651a55ffe706b50f4ba8db4b4ed3358fcd870574c4fc218d7166a0b"}' AS BLOB), X'7AE63A50F2954B268229E87C5F28E1FCE88A3D8963A22690965E760346D290CC');
INSERT INTO "audit" VALUES (53, CAST('{"seq":53,"time":"2026-11-26T07:00:45.246Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"1GXK9P8R","counts":{"review":1},"digest":"799e8c9bf2aaaaa9aab3fb0fbf2048c770e03d1cbbd490b265d8c46a1609b940"}' AS BLOB), X'C5724B7BBDFAE28B985236CF0C3C84C71DA712627310AE6A7D4720B86DF5BF73');
INSERT INTO "audit" VALUES (54, CAST('{"seq":54,"time":"2026-11-26T07:00:45.438Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","to":"received","digest":"477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8"}' AS BLOB), X'19813BDE9799B7EF533F958420E7A5B00F2CAD38C030FC92E092E2DB5A9ABF4D');
INSERT INTO "audit" VALUES (55, CAST('{"seq":55,"time":"2026-11-26T07:00:45.439Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","from":"received","to":"checking"}' AS BLOB), X'A7B5FF5F7878021803B18124094DDEC8D566DE6C7A4E0C91604F8D9C4FBBDFD4');
INSERT INTO "audit" VALUES (56, CAST('{"seq":56,"time":"2026-11-26T07:00:45.439Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","from":"checking","to":"verifying"}' AS BLOB), X'7E7695ABF2944F45E3065BD8ACF14B027BE9512009351A59917106F9187273DA');
INSERT INTO "audit" VALUES (57, CAST('{"seq":57,"time":"2026-11-26T07:00:45.444Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'E8A01DB029798C2994BF0A46B425CFDDC8B1B50B5FF5EB92E9E6F2E0BE2480DA');
INSERT INTO "audit" VALUES (58, CAST('{"seq":58,"time":"2026-11-26T07:00:45.446Z","operation":"verified batch","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","batch":"6A0CXC0M-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'F35E95E82BAAE0F03779D5203F3E7EAF6A6B7E6855BE2BB073F9E20691C37BF4');
INSERT INTO "audit" VALUES (59, CAST('{"seq":59,"time":"2026-11-26T07:00:45.447Z","operation":"verified","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","from":"verifying","to":"submitting"}' AS BLOB), X'EC6AFFA3FA428D1D2876208532BE62FE32E3662D90007B6B638C06D9E81AF54D');
INSERT INTO "audit" VALUES (60, CAST('{"seq":60,"time":"2026-11-26T07:00:45.449Z","operation":"plan submission","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'56B965251322D3640206D28E1CD6E6E824A83662013D14E4887F62A8AEBF3D06');
INSERT INTO "audit" VALUES (61, CAST('{"seq":61,"time":"2026-11-26T07:00:45.453Z","operation":"submit","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","batch":"6A0CXC0M-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'CCDDB249D4498EBB6A5C2A0242613BA6C7ECD4C98E31172ECD2FF44789E7BBC5');
INSERT INTO "audit" VALUES (62, CAST('{"seq":62,"time":"2026-11-26T07:00:45.461Z","operation":"answer lost","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","batch":"6A0CXC0M-02","from":"submitting","to":"unknown","counts":{"unknown":2},"code":"LOCAL-UNKNOWN","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}' AS BLOB), X'B7FF2A2609D5939F70BABB902476A00FB99E9682CA5DCF6DA090AFB5CAA9F770');
INSERT INTO "audit" VALUES (63, CAST('{"seq":63,"time":"2026-11-26T07:00:45.464Z","operation":"settle","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","from":"submitting","to":"held","counts":{"unknown":2}}' AS BLOB), X'7C6348A7D5CC8E781947A0D9BA5E6CE0F13E1AAD9C33C3797D01C70D67FDD98E');
INSERT INTO "audit" VALUES (64, CAST('{"seq":64,"time":"2026-11-26T07:00:45.471Z","operation":"publish","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"6A0CXC0M","counts":{"result":2},"digest":"6262569923aa6c9ac3a9642ef8fbfe4ae62dab8dc36bae02d8e0a67d5ffd2f09"}' AS BLOB), X'D3ADD2997E071EF5BFBF529F58AAA8AD5B34EB1A3370017ABAF4C01464CA91D5');
INSERT INTO "audit" VALUES (65, CAST('{"seq":65,"time":"2026-11-26T07:00:45.656Z","operation":"receive","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","to":"received","digest":"6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904"}' AS BLOB), X'F20241A51952ED37178DC03772E2127C0FFDE2A19E2B04C9B372829C371E8D39');
INSERT INTO "audit" VALUES (66, CAST('{"seq":66,"time":"2026-11-26T07:00:45.658Z","operation":"check","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","from":"received","to":"checking"}' AS BLOB), X'64F8DA8D9F7AD0056D780C904010703A2678F8186D419BC9DA904B062AAAAF4C');
INSERT INTO "audit" VALUES (67, CAST('{"seq":67,"time":"2026-11-26T07:00:45.658Z","operation":"checked","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","from":"checking","to":"verifying"}' AS BLOB), X'7CC057F416B5D48D789D15BFA9B41CAE8223271FDDBBD2A25257D7733E2B40FD');
INSERT INTO "audit" VALUES (68, CAST('{"seq":68,"time":"2026-11-26T07:00:45.664Z","operation":"plan verification","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'570D57AD4E69441AF3C03DAE93D4A35C73F12951040EAC342FB8F6B308DEEC5C');
INSERT INTO "audit" VALUES (69, CAST('{"seq":69,"time":"2026-11-26T07:00:45.666Z","operation":"verified batch","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","batch":"EX93A86N-01","from":"planned","to":"finished","counts":{"answered":2,"asked":2}}' AS BLOB), X'B02BCAC29C4D48F29BEB40F4C2FB1E99BD258241C80BA20C6060DCA5756E05DA');
INSERT INTO "audit" VALUES (70, CAST('{"seq":70,"time":"2026-11-26T07:00:45.668Z","operation":"verified","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","from":"verifying","to":"submitting"}' AS BLOB), X'5F9A6A8A2FF1D3419DB340EE205A71B6708CF10CA65FCF73BFD18B73CAD1E77F');
INSERT INTO "audit" VALUES (71, CAST('{"seq":71,"time":"2026-11-26T07:00:45.67Z","operation":"plan submission","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","counts":{"already_sent":0,"awards":2,"batches":1}}' AS BLOB), X'CB52580BB3405A2A069509A2F7EBBD1F4D867AE8102C06DAD806EFD58F5C89E2');
INSERT INTO "audit" VALUES (72, CAST('{"seq":72,"time":"2026-11-26T07:00:45.672Z","operation":"submit","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","batch":"EX93A86N-02","from":"planned","to":"submitting","counts":{"rows":2}}' AS BLOB), X'5F841EB20F8F5A93F9F18B0E4238FD73304A77DB833E02C917F448804D88DF64');
INSERT INTO "audit" VALUES (73, CAST('{"seq":73,"time":"2026-11-26T07:00:45.676Z","operation":"not taken","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","batch":"EX93A86N-02","from":"submitting","to":"planned","code":"WSEC0004","digest":"209f13d128ea72bcda8c7324389bc3c1c33350cfa33865072b3e7b0d076c24b4"}' AS BLOB), X'BB2A44D0DF3D500E0657B4F95BFE5A3BFB6A4E046135FB298DF215D23E9D814E');
INSERT INTO "audit" VALUES (74, CAST('{"seq":74,"time":"2026-11-26T07:00:45.678Z","operation":"hold","organisation":"beta","ukprn":"10088888","organisation_ref":"RN0001","certificate":"3057e8ab5ad7882a5f941394236d6af3b1a5e5f4511067beb2c5a2355c8f98d2","user":"mis-export","file":"EX93A86N","code":"WSEC0004"}' AS BLOB), X'E363082524E446A7E1AB8FDDE50A6793C7167F366A82226CFDF02F58A4D67613');
INSERT INTO "audit" VALUES (75, CAST('{"seq":75,"time":"2026-11-26T07:00:45.781Z","operation":"receive","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"2T7TG0J7","to":"received","digest":"922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09"}' AS BLOB), X'E278F72C0F5B82C821734AC1CE94779445107D3F920EDF2794C8C6FAAB238405');
INSERT INTO "audit" VALUES (76, CAST('{"seq":76,"time":"2026-11-26T07:00:45.785Z","operation":"check","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"2T7TG0J7","from":"received","to":"checking"}' AS BLOB), X'B7E18DE157B634F9D5DB620A554AF26AFEBA23CDABC602225E8F8EF41D79B823');
INSERT INTO "audit" VALUES (77, CAST('{"seq":77,"time":"2026-11-26T07:00:45.785Z","operation":"checked","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"2T7TG0J7","from":"checking","to":"verifying"}' AS BLOB), X'85F3E15998168FBB8F8593FBF360CD1FCC3BD3D5D85BF80A3A0810BF38BEB313');
INSERT INTO "audit" VALUES (78, CAST('{"seq":78,"time":"2026-11-26T07:00:45.786Z","operation":"plan verification","organisation":"acme","ukprn":"10099999","organisation_ref":"RN0000","certificate":"ba95a164d367b8686724478151380679684e47c4495cee808c1d2af7aa9eace6","user":"mis-export","file":"2T7TG0J7","counts":{"batches":1,"learners":2,"verified before":0}}' AS BLOB), X'BB103B6DCA67978D82D16D6556168A87658E4E86A339875318DD8069205A2B3E');
INSERT INTO "batches" VALUES ('DE4M8N3S-01', 'DE4M8N3S', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:44.461453002Z","finished_at":"2026-11-26T07:00:44.464Z"}', X'0002');
INSERT INTO "batches" VALUES ('DE4M8N3S-02', 'DE4M8N3S', 1, 2, 'SubmitAchievementBatchJob', 'submitted', 0, 1, 1795676449505, 217839645, '{"count":2,"offset":0,"code":"WSRC0007","submitted_at":"2026-11-26T07:00:44.474Z","verified_at":"2026-11-26T07:00:44.464Z","attempts":1,"digest":"6285c82ca0f8e41470fa6bde7fdb7507db7c30bcf4b2016d0135723d32a5fb71","failed_what":"get achievement batch: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "batches" VALUES ('9PCBW62C-01', '9PCBW62C', 2, 1, 'verifyLearner', 'finished', 0, 2, NULL, 0, '{"count":3,"offset":0,"submitted_at":"2026-11-26T07:00:44.628746846Z","finished_at":"2026-11-26T07:00:44.63Z"}', X'0003');
INSERT INTO "batches" VALUES ('9PCBW62C-02', '9PCBW62C', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 2, NULL, 217839646, '{"count":3,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:44.645Z","finished_at":"2026-11-26T07:00:44.676Z","verified_at":"2026-11-26T07:00:44.63Z","digest":"4239ac8238119854e995461698fb93100f8874d87ad4db2e85b2c98f4480ef0d"}', X'0003');
INSERT INTO "batches" VALUES ('JE2S3NQ5-01', 'JE2S3NQ5', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:44.832764453Z","finished_at":"2026-11-26T07:00:44.833Z"}', X'0002');
INSERT INTO "batches" VALUES ('FZQ4WQAY-01', 'FZQ4WQAY', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:45.036973854Z","finished_at":"2026-11-26T07:00:45.037Z"}', X'0001');
INSERT INTO "batches" VALUES ('FZQ4WQAY-02', 'FZQ4WQAY', 2, 2, 'SubmitAchievementBatchJob', 'finished', 0, 0, NULL, 217839647, '{"count":1,"offset":0,"code":"WSRC0009","submitted_at":"2026-11-26T07:00:45.05Z","finished_at":"2026-11-26T07:00:45.081Z","verified_at":"2026-11-26T07:00:45.037Z","digest":"45d5102de93499a8c5fd99a65790b32ef3d04fd635b9354d779e9a1d84195b53"}', X'0001');
INSERT INTO "batches" VALUES ('1GXK9P8R-01', '1GXK9P8R', 2, 1, 'verifyLearner', 'finished', 0, 0, NULL, 0, '{"count":1,"offset":0,"submitted_at":"2026-11-26T07:00:45.238644418Z","finished_at":"2026-11-26T07:00:45.239Z"}', X'0001');
INSERT INTO "batches" VALUES ('6A0CXC0M-01', '6A0CXC0M', 2, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:45.445892927Z","finished_at":"2026-11-26T07:00:45.446Z"}', X'0002');
INSERT INTO "batches" VALUES ('6A0CXC0M-02', '6A0CXC0M', 2, 2, 'SubmitAchievementBatchJob', 'unknown', 0, 1, NULL, 0, '{"count":2,"offset":0,"code":"LOCAL-UNKNOWN","detail":"What happened: the connection broke before LRS answered (LOCAL-NET).","submitted_at":"2026-11-26T07:00:45.453Z","verified_at":"2026-11-26T07:00:45.446Z","digest":"5a6d542d10bae443b8d42d4c6f3446735d0c92b370b0598a99d91ab1c452f35b"}', X'0002');
INSERT INTO "batches" VALUES ('EX93A86N-01', 'EX93A86N', 1, 1, 'verifyLearner', 'finished', 0, 1, NULL, 0, '{"count":2,"offset":0,"submitted_at":"2026-11-26T07:00:45.665838549Z","finished_at":"2026-11-26T07:00:45.666Z"}', X'0002');
INSERT INTO "batches" VALUES ('EX93A86N-02', 'EX93A86N', 1, 2, 'SubmitAchievementBatchJob', 'planned', 0, 1, 1795676445678, 0, '{"count":2,"offset":0,"code":"WSEC0004","verified_at":"2026-11-26T07:00:45.666Z","attempts":1,"failed_what":"submit achievement batch: LRS is outside its operating hours (WSEC0004)"}', X'0002');
INSERT INTO "batches" VALUES ('2T7TG0J7-01', '2T7TG0J7', 2, 1, 'verifyLearner', 'planned', 0, 1, 1795676450787, 0, '{"count":2,"offset":0,"attempts":1,"failed_what":"verify learner: LRS answered with an error page (LOCAL-OUTAGE)"}', X'0002');
INSERT INTO "files" VALUES (1, 'DE4M8N3S', 1, '@DIR@/inbox/beta', 'Running.csv', 'Running.csv', 'achievement', 'waiting', '3c0649dffc4e358c5b0fa24e336e26c0f4fb9f9818fdb7662419cdc20c1152ab', 258, 0, 1795676444457, 1795676444512, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:44.342953046Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"waiting"}');
INSERT INTO "files" VALUES (2, '9PCBW62C', 2, '@DIR@/inbox/acme', 'Done.csv', 'Done.csv', 'achievement', 'done', '1c3f8f171169acceca4fffd0e6ff7cf6d8857161d85e4f2abca39743cb4ab8f3', 326, 1, 1795676444623, 1795676444696, NULL, NULL, NULL, '{"user":"mis-export","claim_size":326,"claim_time":"2026-11-26T07:00:44.517848549Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":3,"round":1,"published":"done","settled":4}');
INSERT INTO "files" VALUES (3, 'JE2S3NQ5', 2, '@DIR@/inbox/acme', 'Learners.csv', 'Learners.csv', 'verify', 'done', '3a3da597edb513c56f6f6d32cc723d69e520a487f20a67ff4791ec8c87c3ca0f', 104, 0, 1795676444827, 1795676444852, NULL, NULL, NULL, '{"user":"mis-export","claim_size":104,"claim_time":"2026-11-26T07:00:44.695163086Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":2}');
INSERT INTO "files" VALUES (4, 'FZQ4WQAY', 2, '@DIR@/inbox/acme', 'Partly.csv', 'Partly.csv', 'achievement', 'done', 'e64f31be6fe11a0b77bcad6993109a213fdcdae19d4d414ae0d0094129c78088', 254, 1, 1795676445031, 1795676445103, NULL, NULL, NULL, '{"user":"mis-export","claim_size":254,"claim_time":"2026-11-26T07:00:44.851582185Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"done","settled":4}');
INSERT INTO "files" VALUES (5, '1GXK9P8R', 2, '@DIR@/inbox/acme', 'Held.csv', 'Held.csv', 'achievement', 'held', 'a55945cd9034d2db496b1e0770f6896b2a49f77baa23cf61210c631e7d0e80c9', 181, 0, 1795676445235, 1795676445257, 1796281245239, NULL, 1796281245239, '{"user":"mis-export","claim_size":181,"claim_time":"2026-11-26T07:00:45.105848524Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":1,"round":1,"published":"held","settled":2}');
INSERT INTO "files" VALUES (6, '6A0CXC0M', 2, '@DIR@/inbox/acme', 'Doubt.csv', 'Doubt.csv', 'achievement', 'held', '477212a69605e916a79ac05f5dea93dbcb31c9ad16c15ab170f7c1663bf39cd8', 258, 1, 1795676445438, 1795676445483, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:45.252470752Z","claim_gone":true,"pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"held","settled":4}');
INSERT INTO "files" VALUES (7, 'EX93A86N', 1, '@DIR@/inbox/beta', 'Planned.csv', 'Planned.csv', 'achievement', 'submitting', '6756f8b0a6525d6aee987d2292a443154d2d3f8aaedb47cb12d8cacbc2e41904', 258, 0, 1795676445656, 1795676445687, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:45.477848509Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"submitting"}');
INSERT INTO "files" VALUES (8, '2T7TG0J7', 2, '@DIR@/inbox/acme', 'Asked.csv', 'Asked.csv', 'achievement', 'verifying', '922579ce7f51985011ee5d93c52807fb99a810cd047c1566ce1d4a0be5de2a09', 258, 0, 1795676445781, 1795676445794, NULL, NULL, NULL, '{"user":"mis-export","claim_size":258,"claim_time":"2026-11-26T07:00:45.673848501Z","pinned":{"encoding":"utf-8","today":"2026-11-26"},"rows":2,"round":1,"published":"verifying"}');
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-26 07:00:44');
INSERT INTO "goose_db_version" VALUES (2, 1, 1, '2026-11-26 07:00:44');
INSERT INTO "goose_db_version" VALUES (3, 2, 1, '2026-11-26 07:00:44');
INSERT INTO "goose_db_version" VALUES (4, 3, 1, '2026-11-26 07:00:44');
INSERT INTO "meta" VALUES ('digest_key', X'C9B30CFE6FD0989E63FFF65045293841A8DB8BE113BB4BA2A28C7695F873E9CE');
INSERT INTO "meta" VALUES ('state_id', '06179c9f7e114e92');
INSERT INTO "names" VALUES (1, 'planned.csv', 1);
INSERT INTO "names" VALUES (1, 'running.csv', 1);
INSERT INTO "names" VALUES (2, 'asked.csv', 1);
INSERT INTO "names" VALUES (2, 'done.csv', 1);
INSERT INTO "names" VALUES (2, 'doubt.csv', 1);
INSERT INTO "names" VALUES (2, 'held.csv', 1);
INSERT INTO "names" VALUES (2, 'learners.csv', 1);
INSERT INTO "names" VALUES (2, 'partly.csv', 1);
INSERT INTO "organisations" VALUES (1, 'beta', 1795678245678, 'WSEC0004', '');
INSERT INTO "organisations" VALUES (2, 'acme', 0, '', '');
INSERT INTO "outcomes" VALUES ('DE4M8N3S', 1, '', 1795676444459, X'00');
INSERT INTO "outcomes" VALUES ('DE4M8N3S', 2, 'DE4M8N3S-01', 1795676444464, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('DE4M8N3S', 3, '', 1795676444468, X'00');
INSERT INTO "outcomes" VALUES ('9PCBW62C', 1, '', 1795676444625, X'00');
INSERT INTO "outcomes" VALUES ('9PCBW62C', 2, '9PCBW62C-01', 1795676444630, X'02085753565243303031000003800001');
INSERT INTO "outcomes" VALUES ('9PCBW62C', 3, '', 1795676444637, X'00');
INSERT INTO "outcomes" VALUES ('9PCBW62C', 4, '9PCBW62C-02', 1795676444676, X'02085753524330303039000003010001');
INSERT INTO "outcomes" VALUES ('JE2S3NQ5', 1, '', 1795676444828, X'00');
INSERT INTO "outcomes" VALUES ('JE2S3NQ5', 2, 'JE2S3NQ5-01', 1795676444833, X'020857535652433030310000020C0001');
INSERT INTO "outcomes" VALUES ('FZQ4WQAY', 1, '', 1795676445032, X'02114C4F43414C2D444154452D464F524D4154000101030001');
INSERT INTO "outcomes" VALUES ('FZQ4WQAY', 2, 'FZQ4WQAY-01', 1795676445037, X'02085753565243303031000001800001');
INSERT INTO "outcomes" VALUES ('FZQ4WQAY', 3, '', 1795676445045, X'00');
INSERT INTO "outcomes" VALUES ('FZQ4WQAY', 4, 'FZQ4WQAY-02', 1795676445081, X'02085753524330303039000001010001');
INSERT INTO "outcomes" VALUES ('1GXK9P8R', 1, '', 1795676445236, X'00');
INSERT INTO "outcomes" VALUES ('1GXK9P8R', 2, '1GXK9P8R-01', 1795676445239, X'0208575356524330303317766572646963742056524631205652463220565246337C0001050001');
INSERT INTO "outcomes" VALUES ('6A0CXC0M', 1, '', 1795676445439, X'00');
INSERT INTO "outcomes" VALUES ('6A0CXC0M', 2, '6A0CXC0M-01', 1795676445446, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('6A0CXC0M', 3, '', 1795676445449, X'00');
INSERT INTO "outcomes" VALUES ('6A0CXC0M', 4, '6A0CXC0M-02', 1795676445461, X'020D4C4F43414C2D554E4B4E4F574E44576861742068617070656E65643A2074686520636F6E6E656374696F6E2062726F6B65206265666F7265204C525320616E73776572656420284C4F43414C2D4E4554292E0002090001');
INSERT INTO "outcomes" VALUES ('EX93A86N', 1, '', 1795676445658, X'00');
INSERT INTO "outcomes" VALUES ('EX93A86N', 2, 'EX93A86N-01', 1795676445666, X'02085753565243303031000002800001');
INSERT INTO "outcomes" VALUES ('EX93A86N', 3, '', 1795676445670, X'00');
INSERT INTO "outcomes" VALUES ('2T7TG0J7', 1, '', 1795676445785, X'00');
INSERT INTO "outputs" VALUES ('9PCBW62C', 1, 'result', 'Done.csv.result.csv', '', 0, 4, '20098f0568c453b771391052784563e9d96f1cb23c41d421f9d08b447243c3dd', 3);
INSERT INTO "outputs" VALUES ('JE2S3NQ5', 1, 'result', 'Learners.csv.result.csv', '', 0, 2, '82fa01238cef5745b7b373418ec20d462d5284ed2ab1f6136b97ea593f16a1c4', 2);
INSERT INTO "outputs" VALUES ('FZQ4WQAY', 1, 'errors', 'Partly.csv.errors.csv', '', 0, 1, 'dfbf31c8fbb0f4149d6635f05880948e5b63ab3cb7d22e31968eb201b36c2d0e', 1);
INSERT INTO "outputs" VALUES ('FZQ4WQAY', 2, 'result', 'Partly.csv.result.csv', '', 0, 4, 'd6b3ee20dab57f986b8b9b4f1edffb34600d016e8b49520561d220b061ae7d81', 2);
INSERT INTO "outputs" VALUES ('1GXK9P8R', 1, 'result', 'Held.csv.result.csv', '', 0, 2, '752227c56651a55ffe706b50f4ba8db4b4ed3358fcd870574c4fc218d7166a0b', 1);
INSERT INTO "outputs" VALUES ('1GXK9P8R', 2, 'review', 'Held.csv.review.csv', '', 0, 2, '799e8c9bf2aaaaa9aab3fb0fbf2048c770e03d1cbbd490b265d8c46a1609b940', 1);
INSERT INTO "outputs" VALUES ('6A0CXC0M', 1, 'result', 'Doubt.csv.result.csv', '', 0, 4, '6262569923aa6c9ac3a9642ef8fbfe4ae62dab8dc36bae02d8e0a67d5ffd2f09', 2);
INSERT INTO "sent" VALUES (1, X'1FDCB8F64524BADEC3A336DA91AFDAE5', 7, X'00000000');
INSERT INTO "sent" VALUES (1, X'623290051B97A35A8FC78DF17A88526D', 7, X'00000001');
INSERT INTO "sent" VALUES (1, X'CD568CDAD1BD4B109FABD59187DE8F9F', 1, X'00000000');
INSERT INTO "sent" VALUES (1, X'EF3831599D3A1DC71832807743FAFD39', 1, X'00000001');
INSERT INTO "sent" VALUES (2, X'2302527783B4DF72A3CB13601A087812', 6, X'00000001');
INSERT INTO "sent" VALUES (2, X'625F1994807C825FA8B22BAB082B8C86', 6, X'00000000');
INSERT INTO "sent" VALUES (2, X'A707A044B5F136FA07902353E762044A', 4, X'00000000');
INSERT INTO "sent" VALUES (2, X'C7F8553BC6FD9EC59A3FCB12FB6F0670', 2, X'00000002');
INSERT INTO "sent" VALUES (2, X'DBFBF95A3633AB091F90790F2E7A83FB', 2, X'00000001');
INSERT INTO "sent" VALUES (2, X'F2A2576B150E8C23E242BEE3EB6147D3', 2, X'00000000');
INSERT INTO "small" VALUES ('DE4M8N3S.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-100,3000011004,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-101,3000011128,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('DE4M8N3S.rows', X'630200074D49532D3130300A33303030303131303034000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000FC355247630301074D49532D3130310A33303030303131313238000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000E41C5FFD');
INSERT INTO "small" VALUES ('9PCBW62C.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-0,3000000002,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-1,3000000118,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-2,3000000223,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('9PCBW62C.rows', X'610200054D49532D300A33303030303030303032000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000860C2A2A610301054D49532D310A33303030303030313138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000D5728CE4610402054D49532D320A33303030303030323233000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000F233727A');
INSERT INTO "small" VALUES ('JE2S3NQ5.input', CAST('MISIdentifier,ULN,GivenName,FamilyName
MIS-0,3000000002,Alex,Invented
MIS-1,3000000118,Alex,Invented
' AS BLOB));
INSERT INTO "small" VALUES ('JE2S3NQ5.rows', X'2F0200054D49532D300A33303030303030303032000000000000000004416C657808496E76656E7465640000000000000A5EB9A92F0301054D49532D310A33303030303030313138000000000000000004416C657808496E76656E74656400000000000053F57D5B');
INSERT INTO "small" VALUES ('FZQ4WQAY.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-10,3000001106,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-11,3000001211,610/5596/7,30/06/25,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('FZQ4WQAY.rows', X'620200064D49532D31300A33303030303031313036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000018855ECD8A020301064D49532D31310A33303030303031323131000A3631302F353539362F370833302F30362F32350450617373000561776172640833302F30362F32350004416C657808496E76656E7465640A323030312D30322D30340131000000010314416368696576656D656E74417761726444617465114C4F43414C2D444154452D464F524D41543941776172642064617465206D757374206265206C696B6520323032352D30362D33302E20526F77203320686173202233302F30362F3235222E484368616E67652074686520646174652E20457863656C207772697465732064617465732074686973207761793A20666F726D61742074686520636F6C756D6E20617320546578742E00B9E515DE');
INSERT INTO "small" VALUES ('1GXK9P8R.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
REG-1,1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1
' AS BLOB));
INSERT INTO "small" VALUES ('1GXK9P8R.rows', X'600200055245472D310A31303030303030303335000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D3330000353616D0853706563696D656E0A323030322D31312D3330013100000000214D5D0B');
INSERT INTO "small" VALUES ('6A0CXC0M.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-200,3000022006,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-201,3000022111,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('6A0CXC0M.rows', X'630200074D49532D3230300A33303030303232303036000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000009AF437FA630301074D49532D3230310A33303030303232313131000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000006E5E09CF');
INSERT INTO "small" VALUES ('EX93A86N.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-300,3000033008,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-301,3000033113,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('EX93A86N.rows', X'630200074D49532D3330300A33303030303333303038000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000038DCA75E630301074D49532D3330310A33303030303333313133000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D3034013100000000ACC4C697');
INSERT INTO "small" VALUES ('2T7TG0J7.input', CAST('MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender
MIS-400,3000044018,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
MIS-401,3000044115,610/5596/7,2025-06-30,Pass,Alex,Invented,2001-02-04,1
' AS BLOB));
INSERT INTO "small" VALUES ('2T7TG0J7.rows', X'630200074D49532D3430300A33303030303434303138000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D30340131000000001B055A0F630301074D49532D3430310A33303030303434313135000A3631302F353539362F370A323032352D30362D33300450617373000561776172640A323032352D30362D33300004416C657808496E76656E7465640A323030312D30322D303401310000000053AA2EB0');
INSERT INTO "verified" VALUES (1, X'2CC95128BD7C71E46577FF8E57620E16', 1795676445666);
INSERT INTO "verified" VALUES (1, X'4F9C2606E41D8F9DF8F0BEBC4734305A', 1795676444464);
INSERT INTO "verified" VALUES (1, X'601B7294163BAC8D243A87879CD7193A', 1795676445666);
INSERT INTO "verified" VALUES (1, X'6386F9E65337621E9CE8A39D2AB2DAFD', 1795676444464);
INSERT INTO "verified" VALUES (2, X'00E0F14251DFFA93BC81A89C58B8EF18', 1795676444630);
INSERT INTO "verified" VALUES (2, X'2B6FF8862FAC74106E259A8BAD0D616B', 1795676444833);
INSERT INTO "verified" VALUES (2, X'397E2A47DF83745C6C25F2E029BE9BDF', 1795676444833);
INSERT INTO "verified" VALUES (2, X'3F1BA27D6BB1FAD514DBB0FDBFA70420', 1795676444630);
INSERT INTO "verified" VALUES (2, X'41B931DC00D58B927041E7D327D84FEE', 1795676445446);
INSERT INTO "verified" VALUES (2, X'599C698D9FBA2BCBFEF41519A121B9E3', 1795676445037);
INSERT INTO "verified" VALUES (2, X'C6ADBE867E3FA0D447FB3CD8F3051765', 1795676444630);
INSERT INTO "verified" VALUES (2, X'DBD129C1C5AA4CBEBAAFE92F908CC510', 1795676445446);
