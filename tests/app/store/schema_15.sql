PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE conversation (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL DEFAULT '',
    draft       TEXT NOT NULL DEFAULT '',
    created_at  REAL NOT NULL,
    updated_at  REAL NOT NULL,
    deleted_at  REAL,
    leaf_id     INTEGER REFERENCES message (id) ON DELETE SET NULL
);
INSERT INTO conversation VALUES (1, 'Sourdough', 'And with rye?', 1790000000.0, 1790000090.5, NULL, 4);
INSERT INTO conversation VALUES (2, 'Put aside', '', 1790000100.0, 1790000110.0, 1790000120.0, NULL);
CREATE TABLE message (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id    INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    parent_id          INTEGER REFERENCES message (id) ON DELETE CASCADE,
    role               TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content            TEXT NOT NULL,
    created_at         REAL NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('complete', 'writing', 'interrupted', 'failed')),
    writer             TEXT NOT NULL DEFAULT '',
    model              TEXT NOT NULL DEFAULT '',
    error              TEXT NOT NULL DEFAULT '',
    hint               TEXT NOT NULL DEFAULT '',
    finish_reason      TEXT CHECK (finish_reason IN ('end', 'length', 'context', 'stopped')),
    left_out           INTEGER NOT NULL DEFAULT 0,
    prompt_tokens      INTEGER,
    reused_tokens      INTEGER,
    answer_tokens      INTEGER,
    first_token_s      REAL,
    read_tokens_per_s  REAL,
    write_tokens_per_s REAL,
    total_s            REAL
);
INSERT INTO message VALUES (1, 1, NULL, 'user', 'How long does the dough rest?', 1790000010.0,
    'complete', '', '', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO message VALUES (2, 1, 1, 'assistant', 'Half a day in the fridge.', 1790000011.0,
    'complete', '4711 1789999000.00', 'Guide', '', '', 'end', 0, 21, 0, 8, 0.25, 84.0, 30.5, 0.5);
INSERT INTO message VALUES (3, 1, 2, 'user', 'And in summer?', 1790000080.0,
    'complete', '', '', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO message VALUES (4, 1, 3, 'assistant', 'Six to eight', 1790000081.0,
    'writing', '4711 1789999000.00', 'Guide', '', '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO setting VALUES ('theme', '"dark"');
CREATE TABLE model_file (
    path      TEXT PRIMARY KEY,
    added_at  REAL NOT NULL
) WITHOUT ROWID;
INSERT INTO model_file VALUES ('/models/rye-7b-q4_k_m.gguf', 1790000000.0);
CREATE INDEX message_conversation ON message (conversation_id);
CREATE INDEX message_parent ON message (parent_id);
CREATE INDEX message_writing ON message (state) WHERE state = 'writing';
CREATE INDEX conversation_leaf ON conversation (leaf_id);
CREATE VIRTUAL TABLE message_text USING fts5 (
    content, content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE title_text USING fts5 (
    title, content = 'conversation', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO message_text (rowid, content) SELECT id, content FROM message WHERE state <> 'writing';
INSERT INTO title_text (rowid, title) SELECT id, title FROM conversation;
CREATE TRIGGER message_text_insert AFTER INSERT ON message WHEN new.state <> 'writing' BEGIN
    INSERT INTO message_text (rowid, content) VALUES (new.id, new.content);
END;
CREATE TRIGGER message_text_update AFTER UPDATE OF content, state ON message BEGIN
    INSERT INTO message_text (message_text, rowid, content)
        SELECT 'delete', old.id, old.content WHERE old.state <> 'writing';
    INSERT INTO message_text (rowid, content)
        SELECT new.id, new.content WHERE new.state <> 'writing';
END;
CREATE TRIGGER message_text_delete AFTER DELETE ON message WHEN old.state <> 'writing' BEGIN
    INSERT INTO message_text (message_text, rowid, content) VALUES ('delete', old.id, old.content);
END;
CREATE TRIGGER title_text_insert AFTER INSERT ON conversation BEGIN
    INSERT INTO title_text (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER title_text_update AFTER UPDATE OF title ON conversation BEGIN
    INSERT INTO title_text (title_text, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO title_text (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER title_text_delete AFTER DELETE ON conversation BEGIN
    INSERT INTO title_text (title_text, rowid, title) VALUES ('delete', old.id, old.title);
END;
ALTER TABLE message ADD COLUMN deleted_at REAL;
ALTER TABLE message ADD COLUMN is_corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN options TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN queued TEXT NOT NULL DEFAULT '';
CREATE INDEX message_deleted ON message (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE attachment (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id  INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    message_id       INTEGER REFERENCES message (id) ON DELETE CASCADE,
    place            TEXT NOT NULL CHECK (place IN ('message', 'draft', 'queue')),
    kind             TEXT NOT NULL,
    name             TEXT NOT NULL,
    text             TEXT NOT NULL,
    token_count      INTEGER,
    CHECK ((place = 'message') = (message_id IS NOT NULL))
);
CREATE INDEX attachment_conversation ON attachment (conversation_id);
CREATE INDEX attachment_message ON attachment (message_id);
CREATE VIRTUAL TABLE attachment_text USING fts5 (
    text, content = 'attachment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER attachment_text_insert AFTER INSERT ON attachment WHEN new.place = 'message' BEGIN
    INSERT INTO attachment_text (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER attachment_text_delete AFTER DELETE ON attachment WHEN old.place = 'message' BEGIN
    INSERT INTO attachment_text (attachment_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
INSERT INTO attachment VALUES (1, 1, 3, 'message', 'text', 'flours.txt', 'Rye and wheat', 5);
CREATE TABLE computer_speed (
    computer             TEXT NOT NULL,
    bits                 REAL NOT NULL,
    read_weights_per_s   REAL NOT NULL,
    write_weights_per_s  REAL NOT NULL,
    variant              TEXT NOT NULL,
    busy_cores           REAL NOT NULL,
    measured_at          REAL NOT NULL,
    PRIMARY KEY (computer, bits)
) WITHOUT ROWID;
CREATE TABLE model_use (
    path                TEXT NOT NULL,
    computer            TEXT NOT NULL,
    used_at             REAL NOT NULL,
    read_tokens_per_s   REAL NOT NULL,
    write_tokens_per_s  REAL NOT NULL,
    PRIMARY KEY (path, computer)
) WITHOUT ROWID;
INSERT INTO model_use VALUES ('/models/old.gguf', 'a computer', 1760000500.0, 80.0, 9.5);
CREATE TABLE folder (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL
);
CREATE TABLE preset (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    options     TEXT NOT NULL,
    is_default  INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX preset_default ON preset (is_default) WHERE is_default;
ALTER TABLE conversation ADD COLUMN folder_id INTEGER REFERENCES folder (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN pinned_at REAL;
ALTER TABLE conversation ADD COLUMN archived_at REAL;
ALTER TABLE conversation ADD COLUMN title_by TEXT NOT NULL DEFAULT 'words'
    CHECK (title_by IN ('words', 'model', 'person'));
ALTER TABLE conversation ADD COLUMN preset_id INTEGER REFERENCES preset (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
CREATE INDEX conversation_folder ON conversation (folder_id);
CREATE INDEX conversation_preset ON conversation (preset_id);
INSERT INTO preset (name, options) VALUES
    ('Precise', '{"temperature": 0.2, "system_prompt": '
        || '"Answer briefly and exactly. When you are not sure, say so. Do not invent names, '
        || 'numbers or sources."}'),
    ('Creative writing', '{"temperature": 1.1, "min_p": 0.05, "system_prompt": '
        || '"You are a writer with a voice of your own. Prefer concrete details to general words, '
        || 'and avoid stock phrases."}'),
    ('Programming', '{"temperature": 0.3, "system_prompt": '
        || '"You are an experienced programmer. Give working code first, then a short explanation.'
        || ' Say which version of the language and of libraries you assume."}'),
    ('Teacher', '{"system_prompt": '
        || '"Explain step by step to somebody who is new to the subject, with an example. End with'
        || ' one question that lets the reader check what was understood."}'),
    ('Translator', '{"temperature": 0.2, "system_prompt": '
        || '"Translate what the user writes into English, or into the language that the user '
        || 'names. Give the translation only."}'),
    ('Summary', '{"temperature": 0.3, "system_prompt": '
        || '"Summarise the text that the user gives: first one sentence, then the main points as a'
        || ' short list. Add nothing that is not in the text."}');
INSERT INTO folder (name) VALUES ('Kitchen');
UPDATE conversation SET folder_id = 1, pinned_at = 1790000200.0, preset_id = 2 WHERE id = 1;
ALTER TABLE message ADD COLUMN thinking_s REAL;
INSERT INTO model_use VALUES ('/models/rye-7b-q4_k_m.gguf', 'An old one', 1790000000.0, 20.5, 5.5);
DROP TABLE computer_speed;
CREATE TABLE computer_speed (
    computer             TEXT NOT NULL,
    weights              TEXT NOT NULL,
    read_weights_per_s   REAL NOT NULL,
    write_weights_per_s  REAL NOT NULL,
    variant              TEXT NOT NULL,
    busy_cores           REAL NOT NULL,
    measured_at          REAL NOT NULL,
    PRIMARY KEY (computer, weights)
) WITHOUT ROWID;
INSERT INTO computer_speed VALUES ('An old one', 'Q4_K', 2e10, 1e10, 'haswell', 0.0, 1790000000.0);
CREATE TABLE connection (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    host            TEXT NOT NULL,
    port            INTEGER NOT NULL,
    purpose         TEXT NOT NULL,
    started_at      REAL NOT NULL,
    ended_at        REAL,
    sent_bytes      INTEGER NOT NULL DEFAULT 0,
    received_bytes  INTEGER NOT NULL DEFAULT 0
);
INSERT INTO connection VALUES (1, 'huggingface.co', 443, 'Search', 1790000000.0, 1790000001.0, 200, 4000);
ALTER TABLE message ADD COLUMN prepare_s REAL NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN processor_s REAL NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN memory_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN energy_j REAL NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN energy_source TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN pace_interval_s REAL NOT NULL DEFAULT 0.25;
ALTER TABLE message ADD COLUMN pace TEXT NOT NULL DEFAULT '';
UPDATE message SET prepare_s = 0.01, processor_s = 0.9, memory_bytes = 500000000, energy_j = 12.5,
    energy_source = 'estimate', pace = '7 1' WHERE id = 2;
ALTER TABLE message ADD COLUMN foretold_read INTEGER;
ALTER TABLE message ADD COLUMN foretold_reused INTEGER;
ALTER TABLE message ADD COLUMN foretold_tokens INTEGER;
ALTER TABLE message ADD COLUMN foretold_first_s REAL;
ALTER TABLE message ADD COLUMN foretold_answer_s REAL;
ALTER TABLE message ADD COLUMN sending TEXT NOT NULL DEFAULT 'usual'
    CHECK (sending IN ('usual', 'pinned', 'left_out'));
CREATE TABLE answer_time (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    path            TEXT NOT NULL,
    computer        TEXT NOT NULL,
    read_tokens     INTEGER NOT NULL,
    reused_tokens   INTEGER NOT NULL,
    first_word_s    REAL NOT NULL,
    answer_tokens   INTEGER NOT NULL,
    write_s         REAL NOT NULL
);
CREATE INDEX answer_time_model ON answer_time (path, computer);
UPDATE message SET foretold_read = 40, foretold_reused = 2, foretold_tokens = 100, foretold_first_s = 0.5,
    foretold_answer_s = 4.5 WHERE id = 2;
UPDATE message SET sending = 'pinned' WHERE id = 1;
INSERT INTO answer_time VALUES (1, '/models/a.gguf', 'a computer', 40, 2, 0.6, 90, 4.0);
CREATE TABLE answer_choices (
    message_id  INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    start       INTEGER NOT NULL,
    choices     BLOB NOT NULL
);
ALTER TABLE message ADD COLUMN drafted_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN accepted_tokens INTEGER NOT NULL DEFAULT 0;
CREATE TABLE engine_trial (
    program   TEXT NOT NULL,
    computer  TEXT NOT NULL,
    result    TEXT NOT NULL,
    tried_at  REAL NOT NULL,
    PRIMARY KEY (program, computer)
) WITHOUT ROWID;
INSERT INTO answer_choices VALUES (2, 0, x'789cabae0500017500f9');
UPDATE message SET drafted_tokens = 8, accepted_tokens = 5 WHERE id = 2;
INSERT INTO engine_trial VALUES ('0.1.0', 'a computer', '{}', 1790000000.0);
ALTER TABLE message ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN remedy TEXT NOT NULL DEFAULT '';
UPDATE message SET remedy = 'smaller_context' WHERE id = 4;
ALTER TABLE connection ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
UPDATE connection SET times = 3;
CREATE VIRTUAL TABLE message_sign USING fts5 (
    signs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE attachment_sign USING fts5 (
    signs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
INSERT INTO message_sign (rowid, signs) SELECT id, signs(content) FROM message WHERE state <> 'writing';
INSERT INTO attachment_sign (rowid, signs) SELECT id, signs(text) FROM attachment WHERE place = 'message';
CREATE TRIGGER message_sign_insert AFTER INSERT ON message WHEN new.state <> 'writing' BEGIN
    INSERT INTO message_sign (rowid, signs) VALUES (new.id, signs(new.content));
END;
CREATE TRIGGER message_sign_update AFTER UPDATE OF content, state ON message BEGIN
    INSERT INTO message_sign (message_sign, rowid, signs)
        SELECT 'delete', old.id, signs(old.content) WHERE old.state <> 'writing';
    INSERT INTO message_sign (rowid, signs)
        SELECT new.id, signs(new.content) WHERE new.state <> 'writing';
END;
CREATE TRIGGER message_sign_delete AFTER DELETE ON message WHEN old.state <> 'writing' BEGIN
    INSERT INTO message_sign (message_sign, rowid, signs) VALUES ('delete', old.id, signs(old.content));
END;
CREATE TRIGGER attachment_sign_insert AFTER INSERT ON attachment WHEN new.place = 'message' BEGIN
    INSERT INTO attachment_sign (rowid, signs) VALUES (new.id, signs(new.text));
END;
CREATE TRIGGER attachment_sign_delete AFTER DELETE ON attachment WHEN old.place = 'message' BEGIN
    INSERT INTO attachment_sign (attachment_sign, rowid, signs)
        VALUES ('delete', old.id, signs(old.text));
END;
ALTER TABLE message ADD COLUMN model_drafted_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN model_accepted_tokens INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 15;
COMMIT;
